import type { JsonPointer, Locale } from '#kernel';
import type { AttachedRuleDocument, DelayDocument, PipelineDocument, Rule, StateKind } from '#pipeline';
import type { Placement } from '../tree/placement.js';
import type { TransitionPlace } from '../tree/transitions.js';

/** An attached rule at the place where it bites. */
export interface RuleMark {
  readonly key: string;
  readonly title: string;
  readonly when: 'enter' | 'leave' | 'event' | 'changed' | 'idle' | 'every';
  readonly refuses: boolean;
  readonly isEnabled: boolean;
}

export interface GraphBadges {
  readonly entry: number;
  readonly exit: number;
  readonly timers: number;
  readonly invokes: number;
  /** Transitions without a target. */
  readonly internal: number;
}

/** A state as it is drawn. The same object as before while nothing about it changed. */
export interface GraphNode {
  /** The state's id: stable while the state is renamed in title, moved or nested. */
  readonly id: string;
  readonly at: JsonPointer;
  /** Id of the state around; `null` on the top level. */
  readonly parent: string | null;
  readonly kind: StateKind;
  readonly isDeepHistory: boolean;
  /** 0 on the top level. */
  readonly depth: number;
  readonly children: readonly string[];
  readonly stage: boolean;
  /** Entering the state around leads here. */
  readonly isInitial: boolean;
  readonly title: string;
  readonly description: string | null;
  readonly probability: number | null;
  readonly outcome: string | null;
  readonly badges: GraphBadges;
  /** Kinds of the steps done on entry, waited for, done on exit, in this order. */
  readonly steps: readonly string[];
  readonly rules: readonly RuleMark[];
  /** Transitions without a target, which are listed in the state and not drawn as lines. */
  readonly internals: readonly GraphEdge[];
  /** As the document has it, relative to the state around; `null` = not placed yet. */
  readonly position: Placement | null;
}

export type EdgeKind = 'event' | 'always' | 'after' | 'done' | 'invoke-done' | 'invoke-error' | 'history-default';

/** A transition to one target as it is drawn. The same object as before while nothing about it changed. */
export interface GraphEdge {
  /** `won/on/lose/0`; for the second and further targets of one transition with `:1`, `:2` at the end. */
  readonly id: string;
  /** The transition it belongs to, the same for all its targets; `null` for the default of a history state. */
  readonly place: TransitionPlace | null;
  readonly at: JsonPointer;
  readonly kind: EdgeKind;
  /** State id, or `#` for a transition of the pipeline itself. */
  readonly source: string;
  /** `null`: actions only. */
  readonly target: string | null;
  /** There is no such state. */
  readonly isBroken: boolean;
  readonly isSelf: boolean;
  readonly event: string | null;
  readonly delay: DelayDocument | null;
  /** What is written on the line: the title, else the event, the time, or how it comes about. */
  readonly label: string;
  readonly condition: Rule | null;
  readonly requires: readonly string[];
  /** `null`: any role that may edit the record. */
  readonly roles: readonly string[] | null;
  /** Kinds of the steps it does. */
  readonly steps: readonly string[];
  readonly reenter: boolean;
  /** Place among those of the same slot, which are looked at in order; `count` of them. */
  readonly order: number;
  readonly count: number;
  readonly rules: readonly RuleMark[];
}

export interface GraphModel {
  readonly document: PipelineDocument;
  readonly locale: Locale;
  /** In document order, a state before what is inside it. */
  readonly nodes: readonly GraphNode[];
  /** Lines only; transitions without a target are in `internals` of their node, those of the pipeline itself in `rootInternals`. */
  readonly edges: readonly GraphEdge[];
  readonly rootInternals: readonly GraphEdge[];
  /** Attached rules that look at changes of fields or at the clock, not at a state or event; and those whose state or event is unknown. */
  readonly rules: readonly RuleMark[];
  readonly node: (id: string) => GraphNode | undefined;
  readonly edge: (id: string) => GraphEdge | undefined;
}

export interface DeriveOptions {
  readonly locale: Locale;
  readonly rules?: readonly AttachedRuleDocument[];
}
