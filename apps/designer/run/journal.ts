import type { JournalEntry } from '#pipeline';
import type { Json } from '#kernel';
import type { PipelineWords } from '../fields/pipeline-words.js';

export type { JournalEntry };

/** A row as the API gives it out: its shape is the engine's own, which made it. */
export const asEntry = (row: unknown): JournalEntry => row as JournalEntry;

/** A stay in one stage. */
export interface Passage {
  readonly stage: string;
  readonly enteredAt: string;
  /** Null while it lasts. */
  readonly leftAt: string | null;
  /** Milliseconds; up to `now` while it lasts. */
  readonly ms: number;
  /** The event that led here. */
  readonly seq: number;
}

/** The stages a run has passed, in the order of its stays, with the time spent in each. */
export function passagesOf(entries: readonly JournalEntry[], words: Pick<PipelineWords, 'stageOf'>, now: number, endedAt: string | null): readonly Passage[] {
  const stays: { stage: string; enteredAt: string; seq: number }[] = [];
  for (const { to, occurredAt, seq } of entries) {
    const stage = stageOf(to, words);
    if (stage !== null && stays.at(-1)?.stage !== stage) stays.push({ stage, enteredAt: occurredAt, seq });
  }
  return stays.map(({ stage, enteredAt, seq }, place) => {
    const leftAt = stays[place + 1]?.enteredAt ?? endedAt;
    return { stage, enteredAt, leftAt, seq, ms: (leftAt === null ? now : Date.parse(leftAt)) - Date.parse(enteredAt) };
  });
}

/** The stage among the states of a configuration: at most one outside of parallel side regions. */
export const stageOf = (states: readonly string[], words: Pick<PipelineWords, 'stageOf'>): string | null =>
  states.reduce<string | null>((found, state) => found ?? words.stageOf(state), null);

/** All states that are lit: the active ones and what contains them. */
export function litStates(configuration: readonly string[], words: Pick<PipelineWords, 'states'>): ReadonlySet<string> {
  const lit = new Set<string>();
  for (const state of configuration) for (let id: string | null = state; id !== null; id = words.states.get(id)?.parent ?? null) lit.add(id);
  return lit;
}

/** Done by the pipeline itself, not by somebody. */
export const isAutomatic = ({ actor }: JournalEntry): boolean => ['timer', 'step', 'rule', 'signal', 'system'].includes(actor.kind);

/** The attached rules that had a hand in an event, by key. */
export function rulesIn({ actions, taken, decisions, event }: JournalEntry): readonly string[] {
  const places = [...actions.map(({ at }) => at), ...taken, ...decisions.filter(({ held }) => held).map(({ at }) => at)];
  const keys = places.flatMap((place) => /^\/rules\/([^/]+)/.exec(place)?.[1] ?? []);
  return [...new Set(event.kind === 'scheduled' ? [event.rule, ...keys] : keys)];
}

/** The delay of an `after` at a pointer such as `/states/engaging/after/0`, and the state that it belongs to. */
export function delayAt(
  pointer: string,
  words: Pick<PipelineWords, 'partAt'>,
): { readonly state: string; readonly iso: string; readonly isWorkingTime: boolean } | null {
  const state = /\/states\/([^/]+)\/after\/\d+$/.exec(pointer)?.[1];
  const part = words.partAt(pointer);
  if (state === undefined || typeof part !== 'object' || part === null || !('in' in part)) return null;
  if (typeof part.in === 'string') return { state, iso: part.in, isWorkingTime: false };
  const business = typeof part.in === 'object' && part.in !== null && 'business' in part.in ? part.in.business : null;
  return typeof business === 'string' ? { state, iso: business, isWorkingTime: true } : null;
}

/** The state or event that a pointer lies in, to say where a condition stands. */
export function placeOf(pointer: string): { readonly state: string | null; readonly event: string | null; readonly rule: string | null } {
  const states = [...pointer.matchAll(/\/states\/([^/]+)/g)];
  return {
    state: states.at(-1)?.[1] ?? null,
    event: /\/on\/([^/]+)/.exec(pointer)?.[1] ?? null,
    rule: /^\/rules\/([^/]+)/.exec(pointer)?.[1] ?? null,
  };
}

/** Nested data from paths and values: `record.close_value` becomes `{ record: { close_value } }`, so that a rule can be said again. */
export function dataFrom(read: Readonly<Record<string, Json>>): Readonly<Record<string, unknown>> {
  const data: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(read)) {
    const steps = path.split('.').filter((step) => step !== '__proto__');
    const last = steps.pop();
    if (last === undefined) continue;
    let at = data;
    for (const step of steps) {
      const inner = Object.hasOwn(at, step) && typeof at[step] === 'object' && at[step] !== null ? (at[step] as Record<string, unknown>) : {};
      at[step] = inner;
      at = inner;
    }
    at[last] = value;
  }
  return data;
}

const DURATION =
  /^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

/** An ISO 8601 duration in words: `P60D` reads "60 days"; at most its two largest parts. */
export function sayDuration(iso: string, language: string): string {
  const parts = DURATION.exec(iso)?.slice(1) ?? [];
  const said = UNITS.flatMap((unit, place) => {
    const count = Math.floor(Number(parts[place] ?? 0));
    return count > 0 ? [new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count)] : [];
  });
  return said.length === 0 ? iso : said.slice(0, 2).join(' ');
}
