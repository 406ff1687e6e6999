import { type KeyboardEvent, useCallback } from 'react';
import { useMay } from '../app/session.js';
import type { ObjectShape } from '../fields/index.js';
import { isSingleKey } from '../keys/single-key.js';
import { priorityField } from './facts.js';
import { type RowWish, rowWish } from './row-keys.js';
import type { RowStore } from './row-store.js';
import type { ActDialog, ActRecord } from './scope.js';

/** What a key pressed on a row or a card wishes, which then goes no further; null: it was not meant for it. */
export function useTakeWish(): (event: KeyboardEvent, hasPriority: boolean) => RowWish | null {
  const may = useMay();
  return useCallback(
    (event, hasPriority) => {
      const wish = isSingleKey(event) ? rowWish(event.key, may, hasPriority) : null;
      if (wish !== null) {
        event.preventDefault();
        event.stopPropagation();
      }
      return wish;
    },
    [may],
  );
}

/** Answers S or M, A, D and P on a row that stands for a record. True when the key was meant for it. */
export function useRowKeys(store: RowStore, shape: ObjectShape, pipeline: string | null): (event: KeyboardEvent, record: ActRecord) => boolean {
  const takeWish = useTakeWish();
  return useCallback(
    (event, record) => {
      const wish = takeWish(event, priorityField(shape) !== null);
      if (wish !== null) store.setState({ dialog: dialogFor(wish, record), pipeline });
      return wish !== null;
    },
    [store, shape, pipeline, takeWish],
  );
}

export function dialogFor(wish: RowWish, record: ActRecord): ActDialog {
  switch (wish) {
    case 'move':
      return { kind: 'move', record, only: null };
    case 'date':
      return { kind: 'task', record };
    default:
      return { kind: wish, records: [record] };
  }
}
