import type { JsonObject } from '#kernel';
import type { PipelineDocument, StateDocument } from '#pipeline';
import { mapStateReferences } from '../tree/references.js';
import { mapRecord, withMember } from '../tree/members.js';
import { treeOf, type StateEntry } from '../tree/state-tree.js';

export const FRAGMENT_FORMAT = 'millrace-fragment/1';

/** States cut out of a pipeline, by id, with what is inside them and the transitions among them. Names nothing outside itself but in rules. */
export interface Fragment {
  readonly format: typeof FRAGMENT_FORMAT;
  readonly states: Readonly<Record<string, StateDocument>>;
  /** As the document's: relative to the state around. */
  readonly layout?: Readonly<Record<string, JsonObject>>;
}

/** The named states (those inside others of them come along with those) as a fragment; transitions that lead outside are left out. */
export function fragmentOf(document: PipelineDocument, ids: readonly string[]): Fragment {
  const tree = treeOf(document);
  const outer = tree.outermost(ids);
  const inside = new Set(outer.flatMap((id) => tree.withInner(id)));
  const states = Object.fromEntries(outer.map((id) => [id, closed((tree.get(id) as StateEntry).state, inside)] as const));
  const layout = Object.fromEntries(Object.entries(document.layout ?? {}).filter(([id]) => inside.has(id)));
  return { format: FRAGMENT_FORMAT, states, ...(Object.keys(layout).length > 0 ? { layout } : {}) };
}

function closed(state: StateDocument, inside: ReadonlySet<string>): StateDocument {
  const own = mapStateReferences(state, (id) => (inside.has(id) ? id : null));
  return own.states
    ? withMember(
        own,
        'states',
        mapRecord(own.states, (child) => closed(child, inside)),
      )
    : own;
}
