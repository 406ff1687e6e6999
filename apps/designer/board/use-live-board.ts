import { useCallback, useEffect, useRef } from 'react';
import { type LiveMessage, useLive } from '../api/live.js';
import { useScope } from './scope.js';

/** Changes of one moment are asked for together. */
const GATHER_MS = 250;

/** Somebody else's changes glide in. What is held or on its way is left alone until it is let go. */
export function useLiveBoard(): void {
  const { cache, store } = useScope();
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const settle = useCallback(() => {
    timer.current = undefined;
    const { held, pending } = store.getState();
    const ids = [...waiting.current].filter((id) => id !== held?.record.id && !pending.has(id));
    for (const id of ids) waiting.current.delete(id);
    // The engine not answering is told elsewhere; the next change asks again.
    void cache.refresh(ids).catch(() => undefined);
    if (waiting.current.size > 0) timer.current = setTimeout(settle, GATHER_MS);
  }, [cache, store]);
  const hear = useCallback(
    (message: LiveMessage) => {
      if (message.kind === 'reset') return void cache.reload();
      waiting.current.add(message.change.recordId);
      timer.current ??= setTimeout(settle, GATHER_MS);
    },
    [cache, settle],
  );
  useLive(hear);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [settle],
  );
}
