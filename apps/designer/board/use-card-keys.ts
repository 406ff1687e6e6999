import { type KeyboardEvent, useCallback } from 'react';
import { useMay } from '../app/session.js';
import { selectTo } from './select-to.js';
import { isSingleKey } from '../keys/single-key.js';
import { toggleSelected } from './board-store.js';
import type { BoardRecord } from './pages.js';
import { priorityField, runOf } from '../acts/facts.js';
import { dialogFor, useTakeWish } from '../acts/use-row-keys.js';
import { useScope } from './scope.js';

/** Single keys on the focused card. Never while a text is typed or composed, nor with a modifier. */
export function useCardKeys(record: BoardRecord): (event: KeyboardEvent) => void {
  const { store, cache, pipeline, shape, open } = useScope();
  const may = useMay();
  const takeWish = useTakeWish();
  return useCallback(
    (event) => {
      const wish = takeWish(event, priorityField(shape) !== null);
      if (wish !== null) return store.setState({ dialog: dialogFor(wish, record) });
      if (!isSingleKey(event)) return;
      const key = event.key.toLowerCase();
      const acts: Readonly<Record<string, () => void>> = {
        o: () => open(record.id),
        x: () => (event.shiftKey ? selectTo(store, cache.loaded(runOf(record, pipeline)?.stage ?? ''), record) : toggleSelected(store, record)),
        ...(may('record.write') ? { t: () => store.setState({ dialog: { kind: 'tag', records: [record] } }) } : {}),
      };
      const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
    [store, cache, pipeline, shape, open, may, takeWish, record],
  );
}
