import { modals } from '@mantine/modals';
import { createElement } from 'react';
import { translate } from '../i18n/texts.js';
import { uiTexts } from './texts.js';

/** Asks once before something that cannot be taken back. */
export function askSure(given: { readonly title: string; readonly text: string; readonly confirm: string; readonly onYes: () => void }): void {
  modals.openConfirmModal({
    title: given.title,
    children: createElement('p', null, given.text),
    labels: { confirm: given.confirm, cancel: translate(uiTexts, 'cancel') },
    confirmProps: { color: 'red' },
    onConfirm: given.onYes,
  });
}
