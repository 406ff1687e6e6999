import { pointer, type JsonPointer } from '#kernel';
import type { PipelineDocument, StateDocument } from '#pipeline';
import type { ActionList } from '../tree/actions.js';
import { idOf, ROOT, treeOf } from '../tree/state-tree.js';
import { invokesOf, readSlot, transitionId, transitionPointer, type Slot, type TransitionPlace } from '../tree/transitions.js';

/**
 * A place of the document as the inspector shows it. `rest` is what of a JSON pointer lies deeper: `/title`, `/with/due`,
 * `/when/and/1`; `''` is the thing itself.
 */
export type Place =
  | { readonly kind: 'pipeline'; readonly rest: JsonPointer }
  | { readonly kind: 'state'; readonly state: string; readonly rest: JsonPointer }
  | { readonly kind: 'transition'; readonly place: TransitionPlace; readonly rest: JsonPointer }
  | { readonly kind: 'action'; readonly list: ActionList; readonly index: number; readonly rest: JsonPointer }
  | { readonly kind: 'invoke'; readonly state: string; readonly index: number; readonly rest: JsonPointer }
  | { readonly kind: 'field'; readonly name: string; readonly rest: JsonPointer }
  | { readonly kind: 'variable'; readonly name: string; readonly rest: JsonPointer }
  | { readonly kind: 'role'; readonly index: number }
  | { readonly kind: 'note'; readonly index: number }
  | { readonly kind: 'layout'; readonly state: string }
  | { readonly kind: 'rule'; readonly key: string; readonly rest: JsonPointer };

/** What to select and bring into view for a place. */
export interface Focus {
  readonly node: string | null;
  readonly edge: string | null;
}

const segmentsOf = (at: JsonPointer): readonly string[] =>
  at
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
const join = (segments: readonly string[]): JsonPointer => pointer('', ...segments);
const asIndex = (segment: string | undefined): number => (segment !== undefined && /^\d+$/.test(segment) ? Number(segment) : -1);

/** Where a JSON pointer of the document (or `/rules/KEY/...` of an attached rule) leads; the nearest thing that is there. */
export function placeOfPointer(document: PipelineDocument, at: JsonPointer): Place {
  const segments = segmentsOf(at);
  const own = ofPipeline(segments);
  if (own) return own;
  let state: StateDocument = document;
  let id = ROOT;
  let rest = segments;
  for (let child = childAt(state, rest); child !== null; child = childAt(state, rest))
    [state, id, rest] = [child, idOf(rest[1] as string, child), rest.slice(2)];
  return inState(state, id, rest);
}

function childAt(state: StateDocument, [member, key]: readonly string[]): StateDocument | null {
  if (member !== 'states' || key === undefined || !state.states || !Object.hasOwn(state.states, key)) return null;
  return state.states[key] ?? null;
}

/** What belongs to the pipeline and not to a state. */
function ofPipeline([first, second, ...deeper]: readonly string[]): Place | null {
  if (second === undefined) return null;
  const index = asIndex(second);
  switch (first) {
    case 'rules':
      return { kind: 'rule', key: second, rest: join(deeper) };
    case 'fields':
      return { kind: 'field', name: second, rest: join(deeper) };
    case 'vars':
      return { kind: 'variable', name: second, rest: join(deeper) };
    case 'layout':
      return { kind: 'layout', state: second };
    case 'roles':
      return index < 0 ? null : { kind: 'role', index };
    case 'notes':
      return index < 0 ? null : { kind: 'note', index };
    default:
      return null;
  }
}

function inState(state: StateDocument, id: string, segments: readonly string[]): Place {
  const own: Place = id === ROOT ? { kind: 'pipeline', rest: join(segments) } : { kind: 'state', state: id, rest: join(segments) };
  return insideState(state, id, segments) ?? own;
}

function insideState(state: StateDocument, id: string, [member, ...inside]: readonly string[]): Place | null {
  switch (member) {
    case 'entry':
    case 'exit':
      return inActions({ kind: member, state: id }, inside);
    case 'on':
      return inside[0] === undefined ? null : inSlot(state, id, { kind: 'on', event: inside[0] }, inside.slice(1));
    case 'always':
    case 'after':
      return inSlot(state, id, { kind: member }, inside);
    case 'onDone':
      return inSlot(state, id, { kind: 'done' }, inside);
    case 'invoke':
      return inInvoke(state, id, inside);
    default:
      return null;
  }
}

function inActions(list: ActionList, [n, ...deeper]: readonly string[]): Place | null {
  return asIndex(n) < 0 ? null : { kind: 'action', list, index: asIndex(n), rest: join(deeper) };
}

function inSlot(state: StateDocument, id: string, slot: Slot, segments: readonly string[]): Place | null {
  const list = readSlot(state, slot);
  const isIndexed = asIndex(segments[0]) >= 0;
  const index = isIndexed ? asIndex(segments[0]) : 0;
  if (index >= list.length) return null;
  const place: TransitionPlace = { state: id, slot, index };
  const inside = isIndexed ? segments.slice(1) : segments;
  const action = inside[0] === 'actions' ? inActions({ kind: 'transition', place }, inside.slice(1)) : null;
  return action ?? { kind: 'transition', place, rest: join(inside) };
}

function inInvoke(state: StateDocument, id: string, segments: readonly string[]): Place | null {
  const isIndexed = Array.isArray(state.invoke);
  const index = isIndexed ? asIndex(segments[0]) : 0;
  if (index < 0 || index >= invokesOf(state).length) return null;
  const [member, ...deeper] = isIndexed ? segments.slice(1) : segments;
  const slot: Slot | null =
    member === 'onDone' ? { kind: 'invoke-done', invoke: index } : member === 'onError' ? { kind: 'invoke-error', invoke: index } : null;
  const inside = slot && inSlot(state, id, slot, deeper);
  return inside ?? { kind: 'invoke', state: id, index, rest: join(isIndexed ? segments.slice(1) : segments) };
}

/** The JSON pointer of a place; `null` when what it names is not there any more. */
export function pointerOfPlace(document: PipelineDocument, place: Place): JsonPointer | null {
  switch (place.kind) {
    case 'pipeline':
      return place.rest;
    case 'field':
      return pointer('/fields', place.name) + place.rest;
    case 'variable':
      return pointer('/vars', place.name) + place.rest;
    case 'role':
      return pointer('/roles', place.index);
    case 'note':
      return pointer('/notes', place.index);
    case 'layout':
      return pointer('/layout', place.state);
    case 'rule':
      return pointer('/rules', place.key) + place.rest;
    case 'state':
    case 'transition':
    case 'action':
    case 'invoke':
      return pointerInState(document, place);
  }
}

function pointerInState(
  document: PipelineDocument,
  place: Extract<Place, { readonly kind: 'state' | 'transition' | 'action' | 'invoke' }>,
): JsonPointer | null {
  const entry = treeOf(document).get(stateOf(place) ?? '');
  if (!entry) return null;
  switch (place.kind) {
    case 'state':
      return entry.at + place.rest;
    case 'invoke':
      return (Array.isArray(entry.state.invoke) ? pointer(entry.at, 'invoke', place.index) : pointer(entry.at, 'invoke')) + place.rest;
    case 'transition':
      return transitionPointer(entry.state, entry.at, place.place.slot, place.place.index) + place.rest;
    case 'action': {
      const { list } = place;
      if (list.kind !== 'transition') return pointer(entry.at, list.kind, place.index) + place.rest;
      return pointer(transitionPointer(entry.state, entry.at, list.place.slot, list.place.index), 'actions', place.index) + place.rest;
    }
  }
}

function stateOf(place: Place): string | null {
  switch (place.kind) {
    case 'state':
    case 'invoke':
    case 'layout':
      return place.state;
    case 'transition':
      return place.place.state;
    case 'action':
      return place.list.kind === 'transition' ? place.list.place.state : place.list.state;
    default:
      return null;
  }
}

/** The node, and for what belongs to a transition the edge, that shows a place; both `null` for what is not on the canvas. */
export function focusOf(place: Place): Focus {
  const state = stateOf(place);
  const transition = place.kind === 'transition' ? place.place : place.kind === 'action' && place.list.kind === 'transition' ? place.list.place : null;
  return { node: state === ROOT ? null : state, edge: transition && transitionId(transition) };
}
