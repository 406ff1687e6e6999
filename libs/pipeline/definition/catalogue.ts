import type { EffectId, Instant, Json, JsonObject, Text } from '#kernel';
import type { FieldDefinition } from './document.js';

/** What the pipeline must know of a kind of step; libs/steps supplies one per folder. */
export interface StepDefinition {
  readonly kind: string;
  readonly title: Text;
  readonly description: Text;
  /**
   * `transactional`: `changes` is applied in the transition's own transaction, exactly once.
   * `external`: a worker does it after the commit, at least once with a stable key (or at most once when set so).
   * `computed`: a worker computes it from data; the result comes back as an event.
   * `wait`: answered by a timer, a condition or a person, never by a worker.
   */
  readonly mode: 'transactional' | 'external' | 'computed' | 'wait';
  /** JSON Schema (2020-12 subset ajv accepts in strict mode) of the resolved input; also drawn as a form. */
  readonly input: JsonObject;
  readonly output?: JsonObject;
  /** Names of the input's members by property, in both languages; the schema's own `title` is the English one. */
  readonly labels?: Readonly<Record<string, Text>>;
  /** May stand as `invoke` (has a result worth waiting for) / as an action. */
  readonly usable: { readonly invoke: boolean; readonly action: boolean };
  /** Transactional steps: what this input changes. Pure; throws UserError when the input cannot be done. */
  readonly changes?: (input: Json, read: StepRead) => readonly Change[];
}

/** What a transactional step may read. */
export interface StepRead {
  readonly record: JsonObject;
  readonly recordId: string;
  readonly vars: JsonObject;
  readonly now: Instant;
  /** Id that a created row takes: unique per action, stable on replay. */
  readonly id: EffectId;
  /** The instant a delay after `now` falls on (ISO duration or business time). */
  dueAfter(delay: string | { readonly business: string; readonly calendar: string }): Instant;
}

/** The closed set of things a transactional step may change; storage writes them, nothing else does. */
export type Change =
  | { readonly kind: 'record.set'; readonly fields: JsonObject }
  | { readonly kind: 'vars.set'; readonly vars: JsonObject }
  | { readonly kind: 'task.create'; readonly task: NewTask }
  | { readonly kind: 'task.close'; readonly id: EffectId }
  | { readonly kind: 'note.add'; readonly id: EffectId; readonly text: string }
  | { readonly kind: 'tag.add'; readonly tag: string }
  | { readonly kind: 'tag.remove'; readonly tag: string }
  | { readonly kind: 'notify'; readonly id: EffectId; readonly to: Recipient; readonly text: string }
  | { readonly kind: 'incident.open'; readonly id: EffectId; readonly reason: string }
  | {
      readonly kind: 'run.start';
      readonly id: EffectId;
      readonly pipeline: string;
      readonly recordId: string | null;
      readonly create: { readonly object: string; readonly fields: JsonObject } | null;
      readonly vars: JsonObject;
    }
  | {
      readonly kind: 'run.signal';
      readonly id: EffectId;
      readonly pipeline: string;
      readonly recordId: string;
      readonly event: string;
      readonly payload: Json;
    };

export type Recipient = { readonly role: string } | { readonly person: string } | { readonly owner: true };

export interface NewTask {
  readonly id: EffectId;
  readonly title: string;
  readonly due: Instant | null;
  readonly assignee: Recipient;
  /** A task whose answer is an event. */
  readonly approval: { readonly approve: string; readonly reject: string } | null;
}

export interface StepCatalogue {
  get(kind: string): StepDefinition | undefined;
  all(): readonly StepDefinition[];
}

/** What parsing, checking and compiling need to know of the pipeline's surroundings. */
export interface Surroundings {
  /** Fields of the pipeline's object by name, including the pipeline's own `fields`; `null` for an unknown object. */
  fieldsOf(object: string): Readonly<Record<string, FieldDefinition>> | null;
  readonly steps: StepCatalogue;
  hasCalendar(key: string): boolean;
  /** Whether steps may name such a secret; left out where secrets are not known. */
  hasSecret?(name: string): boolean;
  /** Whether steps may name such a model or segment set; left out where they are not known. */
  readonly hasModel?: (key: string) => boolean;
  readonly hasSegmentSet?: (key: string) => boolean;
  hasPipeline(key: string): boolean;
}
