import type { WorkspaceId } from '#kernel';
import type { Command } from './commands.js';
import type { Verdict } from './committer/decide.js';
import type { ClaimedEffect, StoredIncident, StoredSchedule } from './ports.js';

/**
 * Hears what the loop did, for metrics and logs. It is told after the fact, once by the process that did it, and decides
 * nothing; it must be quick and must not throw. What only the store knows (how much is due, how many incidents are
 * open) is asked of the store.
 */
export interface Observer {
  /** A batch was answered: committed, or given up. */
  batchEnded(batch: BatchSeen): void;
  /** A batch is tried again: the store was away, or another writer was faster. */
  batchRetried(batch: { readonly workspace: WorkspaceId; readonly commands: number; readonly tries: number; readonly error: unknown }): void;
  /** Work stopped until a person acts; the row is committed. */
  incidentOpened(workspace: WorkspaceId, incident: StoredIncident): void;
  claimed(pieces: readonly ClaimedEffect[]): void;
  workEnded(piece: ClaimedEffect, end: WorkEnd): void;
  /** Somebody else has the work by now: this process was too slow to renew, or was stopped. */
  leaseLost(piece: ClaimedEffect): void;
  /** The store was asked what is due: this much was found, or it is away. */
  swept(sweep: { readonly due: number } | { readonly error: unknown }): void;
  /** Wake-ups went out for this many pieces that became due by a commit. */
  announced(pieces: number): void;
  /** A schedule came due and was sent to all open runs of its pipeline. */
  fannedOut(schedule: StoredSchedule, runs: number): void;
}

export interface BatchSeen {
  readonly workspace: WorkspaceId;
  readonly commands: readonly Command[];
  /** One a command, in order. */
  readonly verdicts: readonly Verdict[];
  /** From submit to answer, one a command, in order. */
  readonly waitedMs: readonly number[];
  /** The transaction with all its tries and pauses. */
  readonly tookMs: number;
}

/** What an attempt at a piece of work came to. */
export interface WorkEnd {
  /**
   * `retry`: failed and is tried again later. `failed`: failed for good (an incident, or the chart's `onError`). `late`:
   * nobody waited for it any more. `unknown`: the result could not be handed in; the lease runs out.
   */
  readonly kind: 'done' | 'retry' | 'failed' | 'late' | 'unknown';
  /** Why not `done`: the code of the step's error. */
  readonly code: string | null;
  /** From claimed to handed in. */
  readonly tookMs: number;
}

const nothing = (): void => undefined;

/** Looks away. */
export const NO_OBSERVER: Observer = {
  batchEnded: nothing,
  batchRetried: nothing,
  incidentOpened: nothing,
  claimed: nothing,
  workEnded: nothing,
  leaseLost: nothing,
  swept: nothing,
  announced: nothing,
  fannedOut: nothing,
};
