import { Button } from '@mantine/core';
import { useTexts } from '../i18n/texts.js';
import { useDesigner, useDesignerActions } from './use-designer.js';
import { designerTexts } from './texts.js';
import styles from './saving-state.module.css';

/** Whether what is on the screen is on the server. */
export function SavingState() {
  const t = useTexts(designerTexts);
  const saving = useDesigner((state) => state.saving);
  const isTouched = useDesigner((state) => state.history.past.length + state.history.future.length > 0);
  const actions = useDesignerActions();
  if (saving.kind === 'conflict' || (saving.kind === 'saved' && !isTouched)) return null;
  return (
    <span className={styles.saving} role="status" data-kind={saving.kind}>
      {saving.kind === 'failed' ? t('failed', { why: saving.text }) : t(saving.kind)}
      {saving.kind === 'failed' && (
        <Button size="compact-xs" variant="default" onClick={() => actions.setSaving({ kind: 'unsaved' })}>
          {t('retry')}
        </Button>
      )}
    </span>
  );
}
