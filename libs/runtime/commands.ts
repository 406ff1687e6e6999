import type { EffectId, Instant, Json, JsonObject, RecordId, RunId, WorkspaceId } from '#kernel';
import type { Actor, Refusal, Snapshot, StepError } from '#pipeline';

/**
 * The one door in. Board drags, bulk moves, imports, API calls, timers, step results, webhooks, attached rules and
 * plain edits of records all become a Command.
 */
export interface Command {
  readonly workspace: WorkspaceId;
  readonly actor: Actor;
  /** Scope of the key: `api:<key id>`, `webhook:<endpoint>`, `effect`, `timer`, `import:<job>` ... */
  readonly source: string;
  /** Same workspace + source + key gives the first answer again (kept 30 days); another body is `key.reused`. `null` = no key given. */
  readonly key: string | null;
  /** When it happened, if that was earlier than now (decisions: history). Not after now, not before the run's last event. */
  readonly occurredAt: Instant | null;
  /** Backdated import or sample: nothing external is sent; everything is journaled as such. */
  readonly history: boolean;
  /** Marks rows that belong to a removable set, e.g. `sample`; inherited by everything the command makes. */
  readonly origin: string | null;
  readonly body: CommandBody;
}

export type CommandBody =
  | {
      readonly kind: 'record.create';
      readonly recordId: RecordId;
      readonly object: string;
      readonly fields: JsonObject;
      readonly externalKey: string | null;
      readonly ownerId: string | null;
    }
  | {
      readonly kind: 'record.change';
      readonly recordId: RecordId;
      readonly fields: JsonObject;
      readonly ownerId?: string | null;
      readonly expectedVersion: number | null;
      /** Puts back values from before (the undo of an import), be their field or option retired since. */
      readonly takesRetired?: boolean;
    }
  | { readonly kind: 'record.delete'; readonly recordId: RecordId; readonly expectedVersion: number | null }
  | { readonly kind: 'record.restore'; readonly recordId: RecordId }
  | {
      /** Also for a record that is merged into this one already: only what is named here moves then. */
      readonly kind: 'record.merge';
      /** The one that stays. */
      readonly recordId: RecordId;
      /** The one that goes to the bin, with a pointer to the one that stays. */
      readonly loser: RecordId;
      /** Fields whose value is to be the loser's. */
      readonly take: readonly string[];
      readonly expectedVersion: number | null;
      readonly expectedLoserVersion: number | null;
      /** As read beforehand; who does not refer to the loser any more is left alone. */
      readonly referrers: readonly Referrer[];
      /** Open tasks of the loser. */
      readonly tasks: readonly string[];
      /** Records that were merged into the loser. */
      readonly earlier: readonly RecordId[];
    }
  | { readonly kind: 'record.tag'; readonly recordId: RecordId; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** `at`: start in these states instead of the initial ones (import of existing work). */
  | {
      readonly kind: 'run.start';
      readonly runId: RunId;
      readonly recordId: RecordId;
      readonly pipeline: string;
      readonly vars: JsonObject;
      readonly at: readonly string[] | null;
    }
  | { readonly kind: 'run.event'; readonly runId: RunId; readonly event: string; readonly payload: Json; readonly fields: JsonObject }
  | { readonly kind: 'run.undo'; readonly runId: RunId }
  | { readonly kind: 'run.reopen'; readonly runId: RunId }
  | { readonly kind: 'run.migrate'; readonly runId: RunId; readonly toVersion: number; readonly mapping: Readonly<Record<string, string>> }
  | { readonly kind: 'run.rules-changed'; readonly runId: RunId; readonly revision: number }
  /** An attached rule with `every` has come due for this run. */
  | { readonly kind: 'run.scheduled'; readonly runId: RunId; readonly rule: string }
  /** Signal from another run: finds the open run of that record and pipeline. */
  | { readonly kind: 'run.signal'; readonly recordId: RecordId; readonly pipeline: string; readonly event: string; readonly payload: Json }
  | { readonly kind: 'timer.due'; readonly runId: RunId; readonly timer: EffectId }
  | { readonly kind: 'effect.outcome'; readonly runId: RunId; readonly effect: EffectId; readonly epoch: number; readonly outcome: StepOutcome }
  | {
      readonly kind: 'task.create';
      readonly recordId: RecordId;
      readonly taskId: string;
      readonly title: string;
      readonly due: Instant | null;
      readonly assignee: string | null;
    }
  | {
      readonly kind: 'task.change';
      readonly taskId: string;
      readonly recordId: RecordId;
      readonly title?: string;
      readonly due?: Instant | null;
      readonly assignee?: string | null;
    }
  /** Closes a task; an approval's `approve` / `reject` becomes its event in the run. */
  | {
      readonly kind: 'task.complete';
      readonly taskId: string;
      readonly recordId: RecordId;
      readonly answer: 'done' | 'approve' | 'reject';
      readonly comment: string | null;
    }
  | { readonly kind: 'note.add'; readonly recordId: RecordId; readonly noteId: string; readonly text: string }
  | { readonly kind: 'incident.resolve'; readonly incidentId: string; readonly runId: RunId; readonly action: 'retry' | 'skip' | 'edit'; readonly input: Json };

/** A record whose field holds the id of another. */
export interface Referrer {
  readonly id: RecordId;
  readonly field: string;
}

export type StepOutcome =
  | { readonly kind: 'done'; readonly output: Json }
  /** `retryable: false` or attempts used up opens an incident (or is the invoke's `onError`). */
  | { readonly kind: 'failed'; readonly error: StepError; readonly retryable: boolean; readonly retryAfterMs: number | null };

/** What the caller is told, only after COMMIT. */
export type Answer =
  | {
      readonly kind: 'applied';
      readonly recordId: RecordId | null;
      readonly recordVersion: number | null;
      readonly run: RunView | null;
      readonly id: string | null;
      readonly repeated: boolean;
    }
  /** The pipeline said no. Nothing was written but the refusal itself. */
  | { readonly kind: 'refused'; readonly runId: RunId; readonly reasons: readonly Refusal[]; readonly repeated: boolean }
  | { readonly kind: 'late' };

export interface RunView {
  readonly id: RunId;
  readonly recordId: RecordId;
  readonly pipeline: string;
  readonly version: number;
  readonly seq: number;
  readonly snapshot: Snapshot;
  /** Active stage (state id), for boards; null where the pipeline has none active. */
  readonly stage: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly updatedAt: Instant;
}
