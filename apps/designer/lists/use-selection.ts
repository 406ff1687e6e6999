import { useMemo, useState } from 'react';
import type { ListedRecord } from './list-columns.js';

/** Which records of a list are selected. What is no longer in the list is no longer selected. */
export function useSelection(records: readonly ListedRecord[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => records.filter(({ id }) => ids.has(id)), [records, ids]);
  const toggle = (id: string): void =>
    setIds((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return {
    ids,
    selected,
    isAll: records.length > 0 && selected.length === records.length,
    toggle,
    set: (all: readonly ListedRecord[]) => setIds(new Set(all.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  };
}
export type Selection = ReturnType<typeof useSelection>;
