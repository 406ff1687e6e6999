import type { Chart } from '../acts/stages.js';

/** A card that lay still longer than the pipeline allows. */
export interface Idle {
  readonly ms: number;
  readonly limitMs: number;
}

/** Told when nobody did anything for longer than the smallest limit of the active states and what they lie in. */
export function idleOf(chart: Chart, configuration: readonly string[], activeAt: string | null, now: number): Idle | null {
  if (activeAt === null) return null;
  const active = new Set<string>();
  for (const id of configuration) {
    for (let at: string | null = id; at !== null; at = chart.states.get(at)?.parent ?? null) active.add(at);
  }
  const limits = chart.limits.filter(({ state, pausedIn }) => active.has(state) && !pausedIn.some((one) => active.has(one))).map(({ ms }) => ms);
  if (limits.length === 0) return null;
  const limitMs = Math.min(...limits);
  const ms = now - new Date(activeAt).getTime();
  return ms > limitMs ? { ms, limitMs } : null;
}
