import type { JsonObject } from '#kernel';
import type { Definition, State, StateId, Transition } from '../definition/index.js';

/** An event as the chart sees it: which transitions it may trigger, and what rules read of it. */
export interface ChartEvent {
  readonly trigger:
    | { readonly kind: 'event'; readonly name: string }
    | { readonly kind: 'changed' }
    | { readonly kind: 'timer'; readonly timer: string }
    | { readonly kind: 'invoke-done'; readonly invoke: string }
    | { readonly kind: 'invoke-error'; readonly invoke: string }
    | { readonly kind: 'none' }; // nothing but the automatic transitions
  /** What rules and templates see as `event`. */
  readonly data: JsonObject;
}

/** Puts an event into the current step, after what is already waiting there. */
export type Raise = (event: ChartEvent) => void;
export type IsActive = (state: StateId) => boolean;

/**
 * What happens while the chart moves; called in the order of the statechart algorithm. Throwing abandons the move.
 * Actions answer whether they changed anything that conditions read: automatic transitions are then looked at again.
 */
export interface ChartHooks {
  /** Whether the transition is the one to take; looked at in priority order, only until one holds. */
  guard(transition: Transition, event: ChartEvent, isActive: IsActive): boolean;
  take(transition: Transition, event: ChartEvent, isActive: IsActive, raise: Raise): boolean;
  enter(state: State, event: ChartEvent, isActive: IsActive, raise: Raise): boolean;
  exit(state: State, event: ChartEvent, isActive: IsActive, raise: Raise): boolean;
}

/** Where a run stands in the chart. */
export interface Position {
  /** Active atomic states, sorted. */
  readonly configuration: readonly StateId[];
  readonly history: Readonly<Record<string, readonly StateId[]>>;
  readonly done: boolean;
}

/**
 * A statechart that can be moved but never runs by itself. XState gives it its meaning; nothing outside this folder
 * knows that.
 */
export interface Chart {
  readonly definition: Definition;
  /** Enters the initial states. */
  start(hooks: ChartHooks): Position;
  /** Enters the given states as if the chart had moved there; their ancestors and default children are entered too. */
  enterAt(states: readonly StateId[], hooks: ChartHooks): Position;
  /** One macrostep: the event, then everything automatic until the chart rests. Throws MoveLimitError after 100 moves. */
  move(from: Position, event: ChartEvent, hooks: ChartHooks): Position;
  /** False when no state of the document has a transition for this event name. */
  knowsEvent(name: string): boolean;
  /** True when the states are exactly the atomic states of one legal configuration. */
  isConfiguration(states: readonly StateId[]): boolean;
}

/** More automatic moves for one event than the cap allows. */
export class MoveLimitError extends Error {}

/** Automatic moves for one event. */
export const MAX_MOVES = 100;
