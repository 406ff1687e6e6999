import { pointer, type JsonPointer } from '#kernel';
import type { AfterDocument, InvokeDocument, StateDocument, TransitionDocument, TransitionList } from '#pipeline';
import { INVOKE_ORDER, STATE_ORDER, mapList, withMember } from './members.js';

/** Which list of transitions of a state. `invoke` counts the state's invokes from 0. */
export type Slot =
  | { readonly kind: 'on'; readonly event: string }
  | { readonly kind: 'always' }
  | { readonly kind: 'after' }
  | { readonly kind: 'done' }
  | { readonly kind: 'invoke-done'; readonly invoke: number }
  | { readonly kind: 'invoke-error'; readonly invoke: number };

/** One transition of the document. */
export interface TransitionPlace {
  readonly state: string;
  readonly slot: Slot;
  readonly index: number;
}

/** A transition of any slot; `in`, `pausedIn` and `late` belong to `after`, `requires`, `by` to `on`. */
export type AnyTransition = TransitionDocument & Partial<AfterDocument>;

const NO_INVOKES: readonly InvokeDocument[] = [];

/** The steps a state waits for, as a list. */
export function invokesOf({ invoke }: StateDocument): readonly InvokeDocument[] {
  if (invoke === undefined) return NO_INVOKES;
  return Array.isArray(invoke) ? (invoke as readonly InvokeDocument[]) : [invoke as InvokeDocument];
}

/** The state with its invokes exchanged; a single one stays without a list where it was so. */
export function withInvokes(state: StateDocument, invokes: readonly InvokeDocument[]): StateDocument {
  const isList = Array.isArray(state.invoke);
  const [only] = invokes;
  const value = only === undefined ? undefined : invokes.length === 1 && !isList ? only : invokes;
  return withMember(state, 'invoke', value, STATE_ORDER);
}

const asList = (list: TransitionList | undefined): readonly AnyTransition[] =>
  list === undefined ? [] : typeof list === 'string' ? [{ target: list }] : Array.isArray(list) ? (list as readonly AnyTransition[]) : [list as AnyTransition];

/** The list as it is written: a target alone and a single transition keep their short form. */
function written(list: readonly AnyTransition[], before: TransitionList | undefined): TransitionList | undefined {
  const [only] = list;
  if (only === undefined) return undefined;
  if (list.length > 1 || Array.isArray(before)) return list as TransitionList;
  const isBare = typeof only.target === 'string' && Object.keys(only).length === 1;
  return isBare && (before === undefined || typeof before === 'string') ? (only.target as string) : only;
}

/** The transitions of one slot, in the order in which they are looked at. */
export function readSlot(state: StateDocument, slot: Slot): readonly AnyTransition[] {
  switch (slot.kind) {
    case 'on':
      return asList(state.on && Object.hasOwn(state.on, slot.event) ? state.on[slot.event] : undefined);
    case 'always':
      return asList(state.always);
    case 'after':
      return state.after ?? [];
    case 'done':
      return asList(state.onDone);
    case 'invoke-done':
      return asList(invokesOf(state)[slot.invoke]?.onDone);
    case 'invoke-error':
      return asList(invokesOf(state)[slot.invoke]?.onError);
  }
}

/** The state with the transitions of one slot exchanged; an empty list leaves the slot out. */
export function writeSlot(state: StateDocument, slot: Slot, list: readonly AnyTransition[]): StateDocument {
  switch (slot.kind) {
    case 'on': {
      const on = state.on ?? {};
      const next = withMember(on, slot.event, written(list, Object.hasOwn(on, slot.event) ? on[slot.event] : undefined));
      return withMember(state, 'on', Object.keys(next).length > 0 ? next : undefined, STATE_ORDER);
    }
    case 'always':
      return withMember(state, 'always', written(list, state.always), STATE_ORDER);
    case 'after':
      return withMember(state, 'after', list.length > 0 ? (list as readonly AfterDocument[]) : undefined, STATE_ORDER);
    case 'done':
      return withMember(state, 'onDone', written(list, state.onDone), STATE_ORDER);
    case 'invoke-done':
      return writeInvoke(state, slot.invoke, 'onDone', list);
    case 'invoke-error':
      return writeInvoke(state, slot.invoke, 'onError', list);
  }
}

function writeInvoke(state: StateDocument, index: number, member: 'onDone' | 'onError', list: readonly AnyTransition[]): StateDocument {
  return withInvokes(
    state,
    mapList(invokesOf(state), (invoke, n) => (n === index ? withMember(invoke, member, written(list, invoke[member]), INVOKE_ORDER) : invoke)),
  );
}

/** The slots of a state that hold something, in the order in which the engine looks at them. */
export function slotsOf(state: StateDocument): readonly Slot[] {
  const invokes = invokesOf(state);
  return [
    ...(state.always === undefined ? [] : [{ kind: 'always' } as const]),
    ...Object.keys(state.on ?? {}).map((event) => ({ kind: 'on', event }) as const),
    ...(state.after === undefined ? [] : [{ kind: 'after' } as const]),
    ...invokes.flatMap((invoke, n) => [
      ...(invoke.onDone === undefined ? [] : [{ kind: 'invoke-done', invoke: n } as const]),
      ...(invoke.onError === undefined ? [] : [{ kind: 'invoke-error', invoke: n } as const]),
    ]),
    ...(state.onDone === undefined ? [] : [{ kind: 'done' } as const]),
  ];
}

/** The JSON pointer of a slot below the pointer of its state. */
export function slotPointer(state: StateDocument, at: JsonPointer, slot: Slot): JsonPointer {
  const invoke = (n: number, member: string): JsonPointer => (Array.isArray(state.invoke) ? pointer(at, 'invoke', n, member) : pointer(at, 'invoke', member));
  switch (slot.kind) {
    case 'on':
      return pointer(at, 'on', slot.event);
    case 'always':
    case 'after':
      return pointer(at, slot.kind);
    case 'done':
      return pointer(at, 'onDone');
    case 'invoke-done':
      return invoke(slot.invoke, 'onDone');
    case 'invoke-error':
      return invoke(slot.invoke, 'onError');
  }
}

/** The JSON pointer of a transition: its list's own where the list is one transition in short form. */
export function transitionPointer(state: StateDocument, at: JsonPointer, slot: Slot, index: number): JsonPointer {
  const base = slotPointer(state, at, slot);
  return Array.isArray(rawSlot(state, slot)) ? pointer(base, index) : base;
}

function rawSlot(state: StateDocument, slot: Slot): unknown {
  switch (slot.kind) {
    case 'on':
      return state.on?.[slot.event];
    case 'always':
    case 'after':
      return state[slot.kind];
    case 'done':
      return state.onDone;
    case 'invoke-done':
      return invokesOf(state)[slot.invoke]?.onDone;
    case 'invoke-error':
      return invokesOf(state)[slot.invoke]?.onError;
  }
}

export const sameSlot = (a: Slot, b: Slot): boolean => slotName(a) === slotName(b);

/** A slot as one text, unique in its state. */
export function slotName(slot: Slot): string {
  switch (slot.kind) {
    case 'on':
      return pointer('on', slot.event);
    case 'always':
    case 'after':
    case 'done':
      return slot.kind;
    case 'invoke-done':
    case 'invoke-error':
      return pointer(slot.kind, slot.invoke);
  }
}

/** A transition as one text, unique in the document and stable while its state, slot and place in the list stay: `won/on/lose/0`. */
export const transitionId = ({ state, slot, index }: TransitionPlace): string => `${pointer('', state).slice(1)}/${slotName(slot)}/${index}`;

/** The place that `transitionId` named; `null` for any other text. */
export function parseTransitionId(id: string): TransitionPlace | null {
  const [state, kind, ...rest] = id.split('/').map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  const index = Number(rest.at(-1));
  if (state === undefined || !Number.isInteger(index)) return null;
  if (kind === 'on' && rest.length === 2) return { state, slot: { kind, event: rest[0] as string }, index };
  if ((kind === 'always' || kind === 'after' || kind === 'done') && rest.length === 1) return { state, slot: { kind }, index };
  if ((kind === 'invoke-done' || kind === 'invoke-error') && rest.length === 2) return { state, slot: { kind, invoke: Number(rest[0]) }, index };
  return null;
}

/** The ids a transition leads to. */
export const targetsOf = (transition: { readonly target?: string | readonly string[] }): readonly string[] =>
  transition.target === undefined ? [] : typeof transition.target === 'string' ? [transition.target] : transition.target;

/** A list of targets as it is written: none, one, or several. */
export const asTarget = (targets: readonly string[]): string | readonly string[] | undefined => (targets.length > 1 ? targets : targets[0]);
