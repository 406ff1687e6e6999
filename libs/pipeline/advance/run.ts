import type { EffectId, Instant, Json, JsonObject, RunId, Text } from '#kernel';
import type { Change, Delivery, FieldDefinition, Retry, StateId } from '../definition/index.js';

/** Who or what causes an event. System actors (all but `person`, `api-key` and `cli`) pass every `by`. */
export interface Actor {
  readonly kind: 'person' | 'api-key' | 'cli' | 'webhook' | 'timer' | 'step' | 'rule' | 'signal' | 'system';
  /** Person id, key id, effect id ...; shown in the history. */
  readonly id: string;
  /** Pipeline roles; `*` holds every role (owner and admin). */
  readonly roles: readonly string[];
}

/** The small durable state of a run. A cache: folding the journal gives the same, byte for byte as canonical JSON. */
export interface Snapshot {
  readonly status: 'active' | 'done';
  /** Active atomic states, sorted. The ancestors follow from the definition. */
  readonly configuration: readonly StateId[];
  /** What each history state remembers: atomic (deep) or child (shallow) states, sorted. */
  readonly history: Readonly<Record<string, readonly StateId[]>>;
  readonly vars: JsonObject;
  readonly outcome: string | null;
  readonly waits: readonly OpenWait[];
}

/** A thing the run waits for. A result or timer counts only while its wait is open; otherwise it is late and changes nothing. */
export type OpenWait =
  | {
      readonly kind: 'invoke';
      readonly id: string; // Invoke.id
      readonly state: StateId;
      readonly effects: readonly EffectId[]; // one, or one per item of forEach
      readonly outputs: Readonly<Record<string, Json>>; // forEach: results so far by effect id
      readonly since: Instant;
    }
  | {
      readonly kind: 'timer';
      readonly id: EffectId;
      readonly purpose: TimerPurpose;
      readonly state: StateId | null;
      readonly due: Instant | null; // null while paused
      readonly remaining: string | null; // while paused: the rest, ISO duration (working time for business delays)
      readonly since: Instant;
    };

export type TimerPurpose =
  { readonly kind: 'after'; readonly timer: string } | { readonly kind: 'wait'; readonly invoke: string } | { readonly kind: 'idle'; readonly rule: string };

/** What happened to a run. */
export type RunEvent =
  | { readonly kind: 'started'; readonly vars: JsonObject; readonly at: readonly StateId[] | null }
  | { readonly kind: 'sent'; readonly name: string; readonly payload: Json; readonly fields: JsonObject }
  | { readonly kind: 'changed'; readonly fields: JsonObject }
  | { readonly kind: 'touched'; readonly what: string } // activity on the record: restarts idle clocks
  | { readonly kind: 'timer'; readonly timer: EffectId; readonly late: boolean }
  | {
      readonly kind: 'result';
      readonly effect: EffectId;
      readonly outcome: { readonly ok: true; readonly output: Json } | { readonly ok: false; readonly error: StepError };
    }
  | { readonly kind: 'skipped'; readonly effect: EffectId } // a person closed an incident without the work
  /** Back to the state before the last event: `RunState.before` is required. */
  | { readonly kind: 'undone' }
  /** A finished run goes back to the state before the event that ended it: `RunState.before` is required. */
  | { readonly kind: 'reopened' }
  /** An attached rule with `every` has come due. */
  | { readonly kind: 'scheduled'; readonly rule: string }
  | { readonly kind: 'migrated'; readonly fromVersion: number; readonly toVersion: number; readonly mapping: Readonly<Record<string, string>> }
  | { readonly kind: 'rules-changed'; readonly revision: number };

export interface StepError {
  readonly code: string;
  readonly message: string;
}

/** One evaluated condition: where, what came out, and the values it read. */
export interface Decision {
  /** JSON pointer of the rule. */
  readonly at: string;
  readonly held: boolean;
  readonly read: JsonObject; // path -> value
}

/** One row of a run's history: what happened, what was read, what was decided, what was done. */
export interface JournalEntry {
  readonly run: RunId;
  readonly seq: number; // 1, 2, 3 ... without gaps
  readonly version: number;
  readonly rulesRevision: number;
  readonly event: RunEvent;
  readonly actor: Actor;
  readonly occurredAt: Instant;
  /** Backdated history: external and computed steps were noted, not sent. */
  readonly history: boolean;
  readonly from: readonly StateId[];
  readonly to: readonly StateId[];
  /** Ids of the transitions taken, in order. */
  readonly taken: readonly string[];
  readonly decisions: readonly Decision[];
  /** Resolved inputs of every action that ran, in order: replay needs no evaluation. */
  readonly actions: readonly ResolvedAction[];
  readonly effects: readonly EffectSummary[];
  /** Values of personal fields, taken out of the rest: `{ "$personal": n }` stands in their place. */
  readonly personal: readonly Json[];
}

export interface ResolvedAction {
  readonly at: string;
  readonly id: EffectId;
  readonly do: string;
  readonly input: Json;
  /** What it set among the run's variables. */
  readonly vars?: JsonObject;
  /** It set fields of the record: automatic transitions were looked at again. */
  readonly setFields?: true;
}

export interface EffectSummary {
  readonly kind: Effect['kind'];
  readonly id: EffectId;
  readonly step?: string;
  readonly due?: Instant;
  /** A timer that was paused (kind `cancel`): what was left of its delay. */
  readonly remaining?: string;
  /** `false`: noted as history, never sent. */
  readonly sent?: false;
}

/** Work that a transition asked for; the runtime stores it in the same transaction. */
export type Effect =
  | {
      readonly kind: 'step';
      readonly id: EffectId;
      readonly step: string;
      readonly input: Json;
      readonly invoke: string | null;
      /** A final failure is answered by the chart (`onError`); otherwise it opens an incident. */
      readonly handlesError: boolean;
      readonly retry: Retry;
      readonly delivery: Delivery;
    }
  | { readonly kind: 'timer'; readonly id: EffectId; readonly due: Instant; readonly late: 'fire' | 'skip' }
  | { readonly kind: 'start'; readonly id: EffectId; readonly change: Extract<Change, { kind: 'run.start' }> }
  | { readonly kind: 'signal'; readonly id: EffectId; readonly change: Extract<Change, { kind: 'run.signal' }> }
  | { readonly kind: 'cancel'; readonly id: EffectId }
  /** Undo and reopen: a cancelled effect (with its old due time) waits again. */
  | { readonly kind: 'resume'; readonly id: EffectId };

/** Why an event is refused, with what to say and the values that decided it. */
export interface Refusal {
  readonly code: 'event.not-expected' | 'event.condition' | 'event.requires' | 'event.role' | 'event.refused-by-rule' | 'run.ended';
  readonly text: Text;
  /** Where the document (or attached rule) says so. */
  readonly at: string | null;
  /** `event.requires`: the fields to ask for. */
  readonly fields?: readonly string[];
  /** `event.condition`: the values that the condition saw. */
  readonly read?: JsonObject;
}

/** The world as one event sees it; everything comes in as a value. */
export interface World {
  readonly now: Instant;
  readonly actor: Actor;
  /** The record with its fields; references that the version reads are expanded one deep under their field name. */
  readonly record: JsonObject;
  readonly recordId: string;
  readonly ownerId: string | null;
  /** Backdated: external and computed steps are noted as not sent. */
  readonly history: boolean;
  readonly times: DueTimes;
}

/** Calendar arithmetic, supplied by the caller. */
export interface DueTimes {
  /** The moment `delay` after `from`, in the pipeline's zone. */
  due(delay: string | { readonly business: string; readonly calendar: string }, from: Instant): Instant;
  /** What is left of `delay` at `now` when it would be due at `due`, as ISO duration in the delay's own kind of time. */
  remaining(delay: string | { readonly business: string; readonly calendar: string }, now: Instant, due: Instant): string;
}

export interface RunState {
  readonly id: RunId;
  readonly seq: number; // of the last journal row; 0 before the start
  readonly snapshot: Snapshot | null; // null before the start
  /** The state before the last event, for `undone` and `reopened`. */
  readonly before?: { readonly snapshot: Snapshot; readonly fields: JsonObject } | null;
}

export type Advanced =
  | {
      readonly kind: 'applied';
      readonly run: { readonly id: RunId; readonly seq: number; readonly snapshot: Snapshot };
      readonly entry: JournalEntry;
      readonly changes: readonly Change[];
      readonly effects: readonly Effect[];
      /** The record's fields that the event set: what was sent with it, then what actions set. Merge them over the record. */
      readonly fields: JsonObject;
    }
  | { readonly kind: 'refused'; readonly reasons: readonly Refusal[] }
  /** A timer or result whose wait is no longer open: its effect is closed as late, the run stays. */
  | { readonly kind: 'late' };

/** One event that could be sent now. */
export interface Possibility {
  readonly event: string;
  readonly title: Text | null;
  readonly allowed: boolean;
  readonly targets: readonly StateId[];
  /** Fields still to be filled for this event. */
  readonly missing: readonly string[];
  readonly reasons: readonly Refusal[];
}

export type ObjectFields = Readonly<Record<string, FieldDefinition>>;
