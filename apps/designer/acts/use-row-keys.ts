import { type KeyboardEvent, useCallback } from 'react';
import { useMay } from '../app/session.js';
import type { ObjectShape } from '../fields/index.js';
import { isSingleKey } from '../keys/single-key.js';
import { priorityField } from './facts.js';
import { rowWish } from './row-keys.js';
import type { RowStore } from './row-store.js';
import type { ActDialog, ActRecord } from './scope.js';

/** Answers S, A, D and P on a row that stands for a record. True when the key was meant for it. */
export function useRowKeys(store: RowStore, shape: ObjectShape, pipeline: string | null): (event: KeyboardEvent, record: ActRecord) => boolean {
  const may = useMay();
  return useCallback(
    (event, record) => {
      if (!isSingleKey(event)) return false;
      const wish = rowWish(event.key, may, priorityField(shape) !== null);
      if (wish === null) return false;
      event.preventDefault();
      event.stopPropagation();
      store.setState({ dialog: dialogFor(wish, record), pipeline });
      return true;
    },
    [store, shape, pipeline, may],
  );
}

export function dialogFor(wish: NonNullable<ReturnType<typeof rowWish>>, record: ActRecord): ActDialog {
  switch (wish) {
    case 'move':
      return { kind: 'move', record, only: null };
    case 'date':
      return { kind: 'task', record };
    default:
      return { kind: wish, records: [record] };
  }
}
