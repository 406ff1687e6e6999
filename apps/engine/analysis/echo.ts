import type { TaskContext } from './task-context.js';

/** Answers what it was given, after so many milliseconds of work: shows that the threads are alive, and tries the pool. */
export function echo({ value, workMs = 0 }: { readonly value: unknown; readonly workMs?: number }, { progress }: TaskContext): unknown {
  const end = performance.now() + workMs;
  for (let now = performance.now(); now < end; now = performance.now()) progress(1 - (end - now) / workMs);
  return value;
}
