export type { ActionList } from './actions.js';
export { freshId, idFromTitle } from './fresh-id.js';
export { type Patch } from './members.js';
export { placementOf, type Placement } from './placement.js';
export { openDocument } from './shape.js';
export { kindOf, ROOT, StateTree, treeOf, type StateEntry } from './state-tree.js';
export {
  invokesOf,
  parseTransitionId,
  readSlot,
  sameSlot,
  slotsOf,
  targetsOf,
  transitionId,
  transitionPointer,
  type AnyTransition,
  type Slot,
  type TransitionPlace,
} from './transitions.js';
