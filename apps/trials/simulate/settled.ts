import type { EffectId, Instant, RunId } from '#kernel';
import type { MemoryTables } from '#runtime/memory';
import { Broken } from './invariants.js';

/** What must hold when faults are over and time has passed. */
export interface Expected {
  /** What was due by then should be done. */
  readonly by: Instant;
  /** Records whose step kills whoever performs it. */
  readonly poison: ReadonlySet<string>;
  /** How often each run was called, as far as its client knows. */
  readonly calls: ReadonlyMap<RunId, { readonly least: number; readonly most: number }>;
  /** Engines crashed or stood still: an at-most-once step may have been cut off. */
  readonly excused: boolean;
}

/** Everything accepted was done, and nothing hangs. Throws `Broken`. */
export function assertSettled(tables: MemoryTables, expected: Expected): void {
  assertNothingHangs(tables, expected.by);
  assertIncidents(tables, expected);
  assertCounts(tables, expected);
}

function assertNothingHangs(tables: MemoryTables, by: Instant): void {
  for (const { stored, leaseUntil } of tables.effects.values()) {
    const { id, status, due } = stored;
    if (status === 'waiting' && due <= by) throw new Broken(`${id} (${stored.effect.kind}) has been due since ${due} and nobody does it`);
    if (status === 'claimed' && leaseUntil !== null && leaseUntil <= by) throw new Broken(`${id} is claimed beyond its lease`);
  }
}

/** The other run was not there, or still was: no fault of the loop. */
const AN_ANSWER = /^run\.(none-open|open)/;

function assertIncidents(tables: MemoryTables, { poison, excused }: Expected): void {
  const open = [...tables.incidents.values()].filter(({ status }) => status === 'open');
  for (const record of poison) {
    const mine = open.filter(({ recordId, step }) => recordId === record && step === 'http.request');
    if (mine.length !== 1) throw new Broken(`the poisoned record ${record} has ${mine.length} open incidents, not 1`);
  }
  const causeless = open.find(({ recordId, reason }) => !poison.has(recordId) && !AN_ANSWER.test(reason));
  if (causeless && !excused) throw new Broken(`an incident without a cause: ${causeless.effect as EffectId} ${causeless.reason}`);
}

function assertCounts(tables: MemoryTables, { calls }: Expected): void {
  for (const [run, { least, most }] of calls) {
    const counted = Number(tables.runs.get(run)?.snapshot.vars['calls'] ?? 0);
    if (counted < least || counted > most) throw new Broken(`run ${run} counted ${counted} calls, not ${least} to ${most}`);
  }
}
