import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { FieldInput } from '../fields/index.js';
import { useTexts } from '../i18n/texts.js';
import { priorityField } from './facts.js';
import styles from './dialogs.module.css';
import { type ActRecord, useActs } from './scope.js';
import { actTexts } from './texts.js';
import { useBulk } from './use-bulk.js';

/** How urgent the records are. */
export function PriorityDialog({ records, onClose }: { readonly records: readonly ActRecord[]; readonly onClose: () => void }) {
  const t = useTexts(actTexts);
  const bulk = useBulk();
  const field = priorityField(useActs().shape);
  const first = records[0]?.fields['priority'] ?? null;
  const [value, setValue] = useState<unknown>(records.every(({ fields }) => (fields['priority'] ?? null) === first) ? first : null);
  if (field === null) return null;
  const save = (): void => {
    onClose();
    void bulk.setPriority(records, value);
  };
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <FieldInput field={field} autoFocus value={value} onChange={setValue} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit">{t('save')}</Button>
      </Group>
    </form>
  );
}
