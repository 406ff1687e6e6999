import { type KeyboardEvent, useCallback } from 'react';
import { useMay } from '../app/session.js';
import { selectTo } from './select-to.js';
import { isSingleKey } from '../keys/single-key.js';
import { toggleSelected } from './board-store.js';
import type { BoardRecord } from './pages.js';
import { priorityField, runOf } from '../acts/facts.js';
import { useScope } from './scope.js';

/** Single keys on the focused card. Never while a text is typed or composed, nor with a modifier. */
export function useCardKeys(record: BoardRecord): (event: KeyboardEvent) => void {
  const { store, cache, pipeline, shape, open } = useScope();
  const may = useMay();
  return useCallback(
    (event) => {
      if (!isSingleKey(event)) return;
      const key = event.key.toLowerCase();
      const moveTo = (): void => store.setState({ dialog: { kind: 'move', record, only: null } });
      const dialog = (kind: 'owner' | 'priority' | 'tag'): void => store.setState({ dialog: { kind, records: [record] } });
      const acts: Readonly<Record<string, () => void>> = {
        o: () => open(record.id),
        x: () => (event.shiftKey ? selectTo(store, cache.loaded(runOf(record, pipeline)?.stage ?? ''), record) : toggleSelected(store, record)),
        ...(may('run.send') ? { m: moveTo, s: moveTo } : {}),
        ...(may('record.write') ? { a: () => dialog('owner'), t: () => dialog('tag') } : {}),
        ...(may('record.write') && priorityField(shape) ? { p: () => dialog('priority') } : {}),
        ...(may('task.write') ? { d: () => store.setState({ dialog: { kind: 'task', record } }) } : {}),
      };
      const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
    [store, cache, pipeline, shape, open, may, record],
  );
}
