import { Select } from '@mantine/core';
import { useState } from 'react';
import { usePeople } from '../fields/index.js';
import { useTexts } from '../i18n/texts.js';
import { DialogFoot } from '../ui/dialog-foot.js';
import type { ActRecord } from './scope.js';
import { actTexts } from './texts.js';
import { useBulk } from './use-bulk.js';
import styles from './dialogs.module.css';

const NOBODY = '';

/** Who looks after the records. */
export function OwnerDialog({ records, onClose }: { readonly records: readonly ActRecord[]; readonly onClose: () => void }) {
  const t = useTexts(actTexts);
  const people = usePeople();
  const bulk = useBulk();
  const first = records[0]?.ownerId ?? NOBODY;
  const [owner, setOwner] = useState<string | null>(records.every(({ ownerId }) => (ownerId ?? NOBODY) === first) ? first : null);
  const save = (): void => {
    onClose();
    void bulk.setOwner(records, owner === NOBODY ? null : owner);
  };
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Select
        label={t('owner')}
        data-autofocus
        searchable
        data={[{ value: NOBODY, label: t('nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        value={owner}
        onChange={setOwner}
        comboboxProps={{ zIndex: 400 }}
      />
      <DialogFoot onCancel={onClose} isDisabled={owner === null} />
    </form>
  );
}
