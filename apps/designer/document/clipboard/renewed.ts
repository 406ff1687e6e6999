import type { PipelineDocument, StateDocument } from '#pipeline';
import type { Placement } from '../tree/placement.js';
import { freshName, isNumberLike } from '../tree/fresh-id.js';
import { mapList, withMember } from '../tree/members.js';
import { mapStateReferences } from '../tree/references.js';
import { idOf, treeOf } from '../tree/state-tree.js';
import { invokesOf, withInvokes } from '../tree/transitions.js';
import type { Fragment } from './fragment.js';

export interface Renewed {
  readonly states: Readonly<Record<string, StateDocument>>;
  readonly positions: Readonly<Record<string, Placement>>;
}

/** The states of a fragment under ids, and invokes under names, that the document does not have; the outermost moved by the offset. */
export function renewed(document: PipelineDocument, fragment: Fragment, offset: { readonly x: number; readonly y: number }): Renewed {
  const ids = freshIds(document, fragment);
  const invokes = new Set([...treeOf(document).entries.values()].flatMap(({ state }) => invokesOf(state).map(({ id }) => id)));
  const renew = (states: Readonly<Record<string, StateDocument>>): Readonly<Record<string, StateDocument>> =>
    Object.fromEntries(
      Object.entries(states).map(([key, state]) => {
        const id = ids.get(idOf(key, state)) ?? key;
        const named = mapStateReferences(withMember(state, 'id', undefined), (name) => ids.get(name) ?? name);
        const own = withFreshInvokes(named, invokes);
        return [id, own.states ? withMember(own, 'states', renew(own.states)) : own] as const;
      }),
    );
  return { states: renew(fragment.states), positions: positionsOf(fragment, ids, offset) };
}

function freshIds(document: PipelineDocument, fragment: Fragment): ReadonlyMap<string, string> {
  const tree = treeOf(document);
  const taken = new Set([...tree.entries.values()].flatMap(({ id, key }) => [id, key]));
  const ids = new Map<string, string>();
  const visit = (states: Readonly<Record<string, StateDocument>>): void => {
    for (const [key, state] of Object.entries(states)) {
      const id = idOf(key, state);
      const fresh = freshName(isNumberLike(id) ? `state-${id}` : id, (name) => taken.has(name));
      if (!ids.has(id)) ids.set(id, fresh);
      taken.add(fresh);
      if (state.states) visit(state.states);
    }
  };
  visit(fragment.states);
  return ids;
}

function withFreshInvokes(state: StateDocument, taken: Set<string>): StateDocument {
  return withInvokes(
    state,
    mapList(invokesOf(state), (invoke) => {
      const id = freshName(invoke.id, (name) => taken.has(name));
      taken.add(id);
      return withMember(invoke, 'id', id);
    }),
  );
}

function positionsOf(
  fragment: Fragment,
  ids: ReadonlyMap<string, string>,
  offset: { readonly x: number; readonly y: number },
): Readonly<Record<string, Placement>> {
  const outer = new Set(Object.entries(fragment.states).map(([key, state]) => idOf(key, state)));
  return Object.fromEntries(
    Object.entries(fragment.layout ?? {}).flatMap(([id, place]) => {
      const { x, y, width, height } = place;
      const fresh = ids.get(id);
      if (fresh === undefined || typeof x !== 'number' || typeof y !== 'number') return [];
      const shift = outer.has(id) ? offset : { x: 0, y: 0 };
      const size = { ...(typeof width === 'number' ? { width } : {}), ...(typeof height === 'number' ? { height } : {}) };
      return [[fresh, { x: x + shift.x, y: y + shift.y, ...size }]];
    }),
  );
}
