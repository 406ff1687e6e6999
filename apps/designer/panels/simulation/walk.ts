import { laterOf, UserError, type Instant, type Json, type JsonObject, type Problem, type RunId } from '#kernel';
import {
  advance,
  explain,
  type Actor,
  type Change,
  type CompiledPipeline,
  type DueTimes,
  type Effect,
  type JournalEntry,
  type OpenWait,
  type Possibility,
  type Refusal,
  type RunEvent,
  type Snapshot,
  type World,
} from '#pipeline';

/** What a walk begins with. */
export interface Beginning {
  readonly pipeline: CompiledPipeline;
  readonly recordId: string;
  /** Fields of the record; references are ids. */
  readonly record: JsonObject;
  /** The records that references point to, by the reference's field. */
  readonly related: Readonly<Record<string, JsonObject>>;
  readonly vars: JsonObject;
  /** Pipeline roles of whoever sends events; `*` holds all. */
  readonly roles: readonly string[];
  readonly times: DueTimes;
  readonly start: Instant;
  /** Begin in these states instead of the first ones. */
  readonly at: readonly string[] | null;
}

/** What a person did in a walk. */
export type Did =
  | { readonly kind: 'start' }
  | { readonly kind: 'event'; readonly name: string; readonly fields: JsonObject; readonly payload: Json }
  | { readonly kind: 'change'; readonly fields: JsonObject }
  | { readonly kind: 'timer'; readonly wait: TimerWait }
  | { readonly kind: 'done'; readonly invoke: string; readonly item: number | null; readonly output: Json }
  | { readonly kind: 'fails'; readonly invoke: string; readonly item: number | null; readonly error: { readonly code: string; readonly message: string } };

/** One thing that happened, and what it made of the run. */
export interface WalkStep {
  readonly did: Did;
  readonly at: Instant;
  /** `null`: it came too late and changed nothing. */
  readonly entry: JournalEntry | null;
  readonly changes: readonly Change[];
  readonly effects: readonly Effect[];
}

export type TimerWait = Extract<OpenWait, { readonly kind: 'timer' }>;
export type InvokeWait = Extract<OpenWait, { readonly kind: 'invoke' }>;

/** A run played in the browser: a value, so that going back is taking an earlier one. */
export interface Walk {
  readonly begun: Beginning;
  readonly snapshot: Snapshot;
  readonly seq: number;
  readonly record: JsonObject;
  readonly tags: readonly string[];
  readonly now: Instant;
  readonly steps: readonly WalkStep[];
  /** The walk before the last step. */
  readonly before: Walk | null;
}

export type Walked =
  | { readonly kind: 'moved'; readonly walk: Walk }
  | { readonly kind: 'refused'; readonly reasons: readonly Refusal[] }
  /** It cannot be played at all, such as an input that a step cannot do. */
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] };

const RUN = '00000000-0000-7000-8000-000000000001' as RunId;

/** Starts a run of the record; nothing is stored and nothing is sent. */
export function startWalk(begun: Beginning): Walked {
  const { pipeline, vars, at } = begun;
  const event: RunEvent = {
    kind: 'started',
    vars,
    at: at === null ? null : at.map((id) => pipeline.definition.states.get(id as never)?.id).filter((id) => id !== undefined),
  };
  return play({ begun, snapshot: null, seq: 0, record: begun.record, tags: [], now: begun.start, steps: [], before: null }, { kind: 'start' }, event, SYSTEM);
}

export const sendEvent = (walk: Walk, name: string, fields: JsonObject = {}, payload: Json = null): Walked =>
  play(walk, { kind: 'event', name, fields, payload }, { kind: 'sent', name, fields, payload }, person(walk.begun));

export const changeRecord = (walk: Walk, fields: JsonObject): Walked => play(walk, { kind: 'change', fields }, { kind: 'changed', fields }, person(walk.begun));

/** Time passes until a timer is due, and it fires; earlier ones fire before it. */
export function fireTimer(walk: Walk, id: string): Walked {
  const target = timersOf(walk).find((timer) => timer.id === id);
  if (!target?.due) return { kind: 'moved', walk };
  let at = walk;
  for (let timer: TimerWait | undefined = timersOf(at)[0]; timer?.due; timer = timersOf(at)[0]) {
    if (timer.due > target.due) break;
    const fired = playLater(at, laterOf(at.now, timer.due), timer);
    if (fired.kind !== 'moved' || timer.id === id) return fired;
    at = fired.walk;
  }
  return { kind: 'moved', walk: at };
}

function playLater(walk: Walk, now: Instant, wait: TimerWait): Walked {
  const fired = play({ ...walk, now }, { kind: 'timer', wait }, { kind: 'timer', timer: wait.id, late: false }, TIMER);
  return fired.kind === 'moved' ? { ...fired, walk: { ...fired.walk, before: walk } } : fired;
}

/** The result of a step that the run waits for; `item` of several (forEach). */
export function answerStep(walk: Walk, invoke: string, item: number | null, outcome: Extract<RunEvent, { readonly kind: 'result' }>['outcome']): Walked {
  const wait = invokesOf(walk).find((one) => one.id === invoke);
  const effect = wait?.effects[item ?? 0];
  if (effect === undefined) return { kind: 'moved', walk };
  const did: Did = outcome.ok ? { kind: 'done', invoke, item, output: outcome.output } : { kind: 'fails', invoke, item, error: outcome.error };
  return play(walk, did, { kind: 'result', effect, outcome }, STEP);
}

/** A timer of an attached rule that looks every so often comes due now. */
export const runScheduled = (walk: Walk, rule: string): Walked => play(walk, { kind: 'change', fields: {} }, { kind: 'scheduled', rule }, TIMER);

/** What could be sent now, allowed or refused with the reasons. */
export const possibleEvents = (walk: Walk): readonly Possibility[] =>
  explain(walk.begun.pipeline, { id: RUN, seq: walk.seq, snapshot: walk.snapshot }, worldOf(walk, person(walk.begun)));

/** Clocks that run, the first due first. */
export const timersOf = ({ snapshot }: Pick<Walk, 'snapshot'>): readonly TimerWait[] =>
  snapshot.waits
    .filter((wait) => wait.kind === 'timer')
    .filter((wait) => wait.due !== null)
    .sort((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1));

export const invokesOf = ({ snapshot }: Pick<Walk, 'snapshot'>): readonly InvokeWait[] => snapshot.waits.filter((wait) => wait.kind === 'invoke');

const SYSTEM: Actor = { kind: 'system', id: 'simulation', roles: ['*'] };
const TIMER: Actor = { kind: 'timer', id: 'simulation', roles: ['*'] };
const STEP: Actor = { kind: 'step', id: 'simulation', roles: ['*'] };
const person = ({ roles }: Beginning): Actor => ({ kind: 'person', id: 'simulation', roles });

type Unborn = Omit<Walk, 'snapshot' | 'before'> & { readonly snapshot: Snapshot | null; readonly before: Walk | null };

function play(walk: Unborn, did: Did, event: RunEvent, actor: Actor): Walked {
  const moved = attempt(walk, event, actor);
  if (moved.kind === 'failed' || moved.kind === 'refused') return moved;
  const before = walk.snapshot === null ? null : (walk as Walk);
  if (moved.kind === 'late')
    return { kind: 'moved', walk: { ...(walk as Walk), steps: [...walk.steps, { did, at: walk.now, entry: null, changes: [], effects: [] }], before } };
  const { run, entry, changes, effects, fields } = moved;
  return {
    kind: 'moved',
    walk: {
      begun: walk.begun,
      snapshot: run.snapshot,
      seq: run.seq,
      record: { ...walk.record, ...fields },
      tags: tagsAfter(walk.tags, changes),
      now: walk.now,
      steps: [...walk.steps, { did, at: walk.now, entry, changes, effects }],
      before,
    },
  };
}

function attempt(walk: Unborn, event: RunEvent, actor: Actor): ReturnType<typeof advance> | Extract<Walked, { readonly kind: 'failed' }> {
  try {
    return advance(walk.begun.pipeline, { id: RUN, seq: walk.seq, snapshot: walk.snapshot }, event, worldOf(walk, actor));
  } catch (error) {
    if (error instanceof UserError) return { kind: 'failed', problems: error.problems };
    throw error;
  }
}

function worldOf({ begun, record, now }: Pick<Walk, 'begun' | 'record' | 'now'>, actor: Actor): World {
  return { now, actor, record: opened(begun, record), recordId: begun.recordId, ownerId: null, history: false, times: begun.times };
}

/** The record with references opened that the pipeline reads through. */
export function opened({ pipeline, related }: Pick<Beginning, 'pipeline' | 'related'>, record: JsonObject): JsonObject {
  const read = Object.keys(related).filter((name) => pipeline.reads.some((path) => path.startsWith(`${name}.`)));
  return { ...record, ...Object.fromEntries(read.filter((name) => record[name] === related[name]?.['id']).map((name) => [name, related[name] ?? null])) };
}

function tagsAfter(tags: readonly string[], changes: readonly Change[]): readonly string[] {
  const after = new Set(tags);
  for (const change of changes) {
    if (change.kind === 'tag.add') after.add(change.tag);
    if (change.kind === 'tag.remove') after.delete(change.tag);
  }
  return [...after];
}
