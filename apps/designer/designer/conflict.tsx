import { Alert, Button, Group } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { PipelineDocument } from '#pipeline';
import { compareDocuments } from '../document/changes/index.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { useDesigner, useDesignerActions } from './use-designer.js';
import { designerTexts } from './texts.js';
import styles from './conflict.module.css';

/** Somebody else saved the draft meanwhile: who, when, how it differs, and what to do. */
export function Conflict() {
  const t = useTexts(designerTexts);
  const format = useFormat();
  const actions = useDesignerActions();
  const saving = useDesigner((state) => state.saving);
  const mine = useDesigner((state) => state.history.document);
  const locale = useDesigner((state) => state.locale);
  const theirs = saving.kind === 'conflict' ? saving.theirs : null;
  const compared = useMemo(() => (theirs ? compareDocuments(theirs.document as unknown as PipelineDocument, mine, locale) : null), [theirs, mine, locale]);
  if (!theirs) return null;
  const { draftUpdatedBy, draftUpdatedAt, draftRevision } = theirs.head;
  return (
    <Alert role="alert" color="yellow" variant="outline" radius={0} className={styles.conflict} icon={<IconUsers size={18} aria-hidden />}>
      <p>{t('conflict', { who: draftUpdatedBy ?? t('somebody'), when: draftUpdatedAt ? format.relative(draftUpdatedAt) : '' })}</p>
      {compared?.ok && <p>{t('conflictCounts', compared.value.counts)}</p>}
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => actions.reopen(theirs)}>
          {t('takeTheirs')}
        </Button>
        <Button size="xs" color="red" variant="light" onClick={() => actions.setSaving({ kind: 'unsaved' }, draftRevision)}>
          {t('keepMine')}
        </Button>
      </Group>
    </Alert>
  );
}
