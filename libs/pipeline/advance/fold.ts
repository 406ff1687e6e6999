import { laterOf, type Instant, type JsonObject } from '#kernel';
import type { Compiled } from '../compile/compile.js';
import type { CompiledPipeline } from '../compile/compiled.js';
import { ReplayLedger } from './ledger.js';
import { joinPersonal } from './personal.js';
import type { Actor, DueTimes, JournalEntry, RunState, Snapshot, World } from './run.js';
import { Turn } from './turn.js';

/** Finds the compiled pipeline a journal row was decided with. */
export type VersionLookup = (version: number, rulesRevision: number) => CompiledPipeline;

export interface Folded {
  readonly seq: number;
  readonly snapshot: Snapshot | null;
  /** The snapshot before the last row, for undo. */
  readonly before: Snapshot | null;
}

/** A run before its first event. */
export const UNBORN: Folded = { seq: 0, snapshot: null, before: null };

/**
 * Journal -> run. Needs the pinned versions and nothing else: no record, no calendars, no clock.
 * @param entries rows in order of `seq`, following `from` without a gap.
 * @throws JournalMismatch when a row does not fit the chart.
 */
export const fold = (lookup: VersionLookup, entries: Iterable<JournalEntry>, from: Folded = UNBORN): Folded => {
  let folded = from;
  for (const entry of entries) folded = foldOne(lookup(entry.version, entry.rulesRevision), folded, entry);
  return folded;
};

/** One further row. */
export function foldOne(pipeline: CompiledPipeline, folded: Folded, row: JournalEntry): Folded {
  if (row.seq !== folded.seq + 1) throw new Error(`run ${row.run}: row ${row.seq} follows row ${folded.seq}`);
  const entry = joinPersonal(row);
  const compiled = pipeline as Compiled;
  const ledger = new ReplayLedger(entry);
  const before = folded.before && { snapshot: folded.before, fields: {} as JsonObject };
  const run: RunState = { id: entry.run, seq: folded.seq, snapshot: folded.snapshot, before };
  const turn = new Turn({ compiled, ledger, run, event: entry.event, world: worldOf(entry), replay: true });
  turn.play();
  ledger.finish();
  const isBack = entry.event.kind === 'undone' || entry.event.kind === 'reopened';
  return { seq: entry.seq, snapshot: turn.snapshot(), before: isBack ? null : folded.snapshot };
}

const NO_TIMES: DueTimes = {
  due: (_delay, from) => from,
  remaining: () => 'PT0S',
};

function worldOf(entry: JournalEntry): World {
  const actor: Actor = entry.actor;
  return { now: entry.occurredAt, actor, record: {}, recordId: '', ownerId: null, history: entry.history, times: NO_TIMES };
}

/** `now` of an event: the later of the store's time and the run's last event. */
export const eventTime = (now: Instant, last: Instant | null): Instant => (last === null ? now : laterOf(now, last));
