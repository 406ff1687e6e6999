import { useState } from 'react';
import { FieldInput } from '../fields/index.js';
import { DialogFoot } from '../ui/dialog-foot.js';
import { priorityField } from './facts.js';
import styles from './dialogs.module.css';
import { type ActRecord, useActs } from './scope.js';
import { useBulk } from './use-bulk.js';

/** How urgent the records are. */
export function PriorityDialog({ records, onClose }: { readonly records: readonly ActRecord[]; readonly onClose: () => void }) {
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
      <DialogFoot onCancel={onClose} />
    </form>
  );
}
