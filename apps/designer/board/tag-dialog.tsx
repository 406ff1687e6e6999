import { TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { DialogFoot } from '../ui/dialog-foot.js';
import type { BoardRecord } from './pages.js';
import { useScope } from './scope.js';
import { boardTexts } from './texts.js';
import { useBulk } from '../acts/use-bulk.js';
import styles from '../acts/dialogs.module.css';

const MOST = 80;

/** Tags of one record, or tags to add to several. Those in use on loaded cards are offered. */
export function TagDialog({ records, onClose }: { readonly records: readonly BoardRecord[]; readonly onClose: () => void }) {
  const t = useTexts(boardTexts);
  const { cache, chart } = useScope();
  const bulk = useBulk();
  const single = records.length === 1 ? records[0] : undefined;
  const [tags, setTags] = useState<string[]>([...(single?.tags ?? [])]);
  const [typed, setTyped] = useState('');
  const known = [...new Set(chart.stages.flatMap(({ id }) => cache.loaded(id).flatMap((record) => record.tags)))].sort();
  const save = (): void => {
    onClose();
    const before = single?.tags ?? [];
    void bulk.tag(
      records,
      tags.filter((tag) => !before.includes(tag)),
      before.filter((tag) => !tags.includes(tag)),
    );
  };
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TagsInput
        label={t('tags')}
        description={t('tagsHint')}
        data-autofocus
        // Nothing is offered before something is typed: an open list would lie over the buttons.
        data={typed.trim() === '' ? [] : known}
        searchValue={typed}
        onSearchChange={setTyped}
        value={tags}
        onChange={(given) => setTags(given.map((tag) => tag.trim().slice(0, MOST)).filter((tag) => tag !== ''))}
        acceptValueOnBlur
        comboboxProps={{ zIndex: 400 }}
      />
      <DialogFoot onCancel={onClose} />
    </form>
  );
}
