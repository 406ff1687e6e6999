import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#runtime';

/** This machine's own time, for pacing only. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined) as Promise<void>,
};
