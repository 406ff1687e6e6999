import { Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { uiTexts } from './texts.js';

type Props = Omit<ModalProps, 'opened' | 'returnFocus'> & {
  /** True when left out: a dialog that is only drawn while it is open. */
  readonly opened?: boolean;
};

/** A dialog: its cross has a name, and when it is gone the focus is where it came from, even when the dialog is gone with its parent. */
export function Dialog({ opened = true, children, ...props }: Props) {
  const t = useTexts(uiTexts);
  return (
    <Modal opened={opened} returnFocus={false} closeButtonProps={{ 'aria-label': t('close') }} {...props}>
      <FocusBack>{children}</FocusBack>
    </Modal>
  );
}

/** Remembers what had the focus before anything in here took it. */
function FocusBack({ children }: { readonly children: ReactNode }) {
  const [opener] = useState(openerNow);
  useEffect(
    () => () => {
      const isNowhere = document.activeElement === null || document.activeElement === document.body;
      if (isNowhere) opener?.focus({ preventScroll: true });
    },
    [opener],
  );
  return children;
}

/** An item of a menu is gone when the dialog closes: then the button of the menu is meant. */
function openerNow(): HTMLElement | null {
  const menu = document.activeElement?.closest('[role="menu"]');
  const opener = menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : document.activeElement;
  return opener instanceof HTMLElement ? opener : null;
}
