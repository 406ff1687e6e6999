import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;
const now = (): number => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

/** The time in whole minutes; what depends on it is drawn again when it changes. */
export const useMinute = (): number => useSyncExternalStore(listen, now);

function listen(changed: () => void): () => void {
  const timer = setInterval(changed, MINUTE_MS / 4);
  return () => clearInterval(timer);
}
