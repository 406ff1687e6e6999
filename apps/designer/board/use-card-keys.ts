import { type KeyboardEvent, useCallback } from 'react';
import { useMay } from '../app/session.js';
import { selectTo } from './select-to.js';
import { useKeyState } from '../keys/use-keys.js';
import { toggleSelected } from './board-store.js';
import type { BoardRecord } from './pages.js';
import { priorityField, runOf } from './card-facts.js';
import { useScope } from './scope.js';

/** Single keys on the focused card. Never while a text is typed or composed, nor with a modifier. */
export function useCardKeys(record: BoardRecord): (event: KeyboardEvent) => void {
  const { store, cache, pipeline, shape, open } = useScope();
  const may = useMay();
  return useCallback(
    (event) => {
      const isTyping = (event.target as HTMLElement).closest('input:not([type="checkbox"]), textarea, select, [contenteditable]');
      if (!useKeyState.getState().hasBareKeys || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      const key = event.key.toLowerCase();
      const moveTo = (): void => store.setState({ dialog: { kind: 'move', record, only: null } });
      const dialog = (kind: 'owner' | 'tag' | 'priority'): void => store.setState({ dialog: { kind, records: [record] } });
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
