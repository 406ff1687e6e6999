import { ActionIcon, Button } from '@mantine/core';
import { IconArrowRight, IconTag, IconUser, IconX } from '@tabler/icons-react';
import { actTexts } from '../acts/texts.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { clearSelected } from './board-store.js';
import { useBoard, useScope } from './scope.js';
import { boardTexts } from './texts.js';
import styles from './board.module.css';

/** One bar for everything that is selected. */
export function BulkBar() {
  const t = useTexts(boardTexts);
  const act = useTexts(actTexts);
  const may = useMay();
  const { store } = useScope();
  const selected = useBoard((state) => state.selected);
  if (selected.size === 0) return null;
  const records = [...selected.values()];
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t('selected', { count: selected.size })}>
      <strong className="figures">{t('selected', { count: selected.size })}</strong>
      {may('run.send') && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconArrowRight size={16} aria-hidden />}
          onClick={() => store.setState({ dialog: { kind: 'move-many', records } })}
        >
          {act('moveTo')}
        </Button>
      )}
      {may('record.write') && (
        <>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconUser size={16} aria-hidden />}
            onClick={() => store.setState({ dialog: { kind: 'owner', records } })}
          >
            {act('ownerItem')}
          </Button>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconTag size={16} aria-hidden />}
            onClick={() => store.setState({ dialog: { kind: 'tag', records } })}
          >
            {t('tagItem')}
          </Button>
        </>
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={t('clear')} onClick={() => clearSelected(store)}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
