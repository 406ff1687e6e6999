import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { translate } from '../i18n/texts.js';
import { uiTexts } from './texts.js';
import { showNotice } from './show-notice.js';

const UNDO_MS = 8000;

/** Says that something is done, and offers to take it back: undo instead of "are you sure". */
export function showDone(message: string, undo?: () => void): void {
  const id = crypto.randomUUID();
  const takeBack = (): void => {
    notifications.hide(id);
    undo?.();
  };
  showNotice({
    id,
    autoClose: undo ? UNDO_MS : 4000,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <span style={{ flex: 1 }}>{message}</span>
        {undo && (
          <Button size="compact-sm" variant="light" onClick={takeBack}>
            {translate(uiTexts, 'undo')}
          </Button>
        )}
      </span>
    ),
  });
}
