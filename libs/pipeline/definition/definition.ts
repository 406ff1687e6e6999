import type { Brand, JsonPointer, Text } from '#kernel';
import type { AttachedRuleDocument, DelayDocument, FieldDefinition, ForEachDocument, PipelineDocument, Rule, Template, VarDocument } from './document.js';

/** Names a state everywhere: its `id`, by default its key. Unique in a document; survives moving the state. */
export type StateId = Brand<string, 'StateId'>;

/** A parsed document: every reference resolved, every list a list, every default filled in. Only `parsePipeline` makes it. */
export interface Definition {
  readonly document: PipelineDocument;
  readonly key: string;
  readonly object: string;
  readonly title: Text;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  readonly vars: Readonly<Record<string, VarDocument>>;
  readonly roles: readonly string[];
  /** IANA zone of the pipeline; `null` = the workspace's. */
  readonly timeZone: string | null;
  /** The document itself as the outermost state; its id is `ROOT_ID`. */
  readonly root: State;
  /** Every state but the root, in document order. */
  readonly states: ReadonlyMap<StateId, State>;
}

/** Not a legal state key, so no state can clash with it. */
export const ROOT_ID = '#' as StateId;

export type StateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';

export interface State {
  readonly id: StateId;
  readonly key: string;
  readonly at: JsonPointer;
  readonly parent: StateId | null; // null: the root
  readonly kind: StateKind;
  readonly title: Text;
  readonly children: readonly StateId[];
  /** Compound: where entering leads, one or several (descendants). Empty otherwise. */
  readonly initial: readonly StateId[];
  readonly history: { readonly deep: boolean; readonly fallback: readonly StateId[] } | null;
  readonly stage: boolean;
  readonly probability: number | null;
  readonly outcome: string | null;
  readonly entry: readonly Action[];
  readonly exit: readonly Action[];
  readonly invokes: readonly Invoke[];
  /** Every way out or within, in the order in which they are looked at; `trigger` says when. */
  readonly transitions: readonly Transition[];
  readonly timers: readonly StateTimer[];
}

export type Trigger =
  | { readonly kind: 'event'; readonly event: string } // may be `a.*` or `*`
  | { readonly kind: 'always' }
  | { readonly kind: 'after'; readonly timer: string } // StateTimer.id
  | { readonly kind: 'state-done' }
  | { readonly kind: 'invoke-done'; readonly invoke: string }
  | { readonly kind: 'invoke-error'; readonly invoke: string };

export interface Transition {
  /** Unique in the definition and stable: its JSON pointer. */
  readonly id: JsonPointer;
  readonly source: StateId;
  readonly trigger: Trigger;
  readonly targets: readonly StateId[];
  readonly title: Text | null;
  readonly when: Rule | null;
  readonly requires: readonly string[];
  /** `null` = any role that may edit the record. */
  readonly by: readonly string[] | null;
  readonly actions: readonly Action[];
  readonly reenter: boolean;
}

export interface Retry {
  readonly attempts: number;
  readonly backoffMs: number;
  readonly timeoutMs: number;
}
export type Delivery = 'at-least-once' | 'at-most-once';

export interface Action {
  /** JSON pointer in the document, or `/rules/<key>/do/<n>` for an attached rule. */
  readonly at: JsonPointer;
  /** A step kind, or `raise` (with `{ event, payload? }`). */
  readonly do: string;
  readonly with: Template;
  readonly if: Rule | null;
  readonly retry: Retry;
  readonly delivery: Delivery;
}

export interface Invoke {
  readonly id: string;
  readonly at: JsonPointer;
  readonly step: string;
  readonly with: Template;
  readonly retry: Retry;
  readonly delivery: Delivery;
  readonly forEach: (ForEachDocument & { readonly join: 'all' | 'any' | number }) | null;
  readonly until: Rule | null;
  readonly handlesError: boolean;
}

export interface StateTimer {
  /** JSON pointer of the `after` entry. */
  readonly id: JsonPointer;
  readonly delay: DelayDocument;
  readonly pausedIn: readonly StateId[];
  readonly late: 'fire' | 'skip';
}

/** A parsed attached rule; only `parseAttachedRule` makes it. */
export interface AttachedRule {
  readonly document: AttachedRuleDocument;
  readonly key: string;
  readonly pipeline: string;
  readonly title: Text;
  readonly on: AttachedRuleDocument['on'];
  readonly when: Rule | null;
  readonly do: readonly Action[];
  readonly refuse: Text | null;
}
