import type { TransitionPlace } from './transitions.js';

/** A list of actions: what a state does when entered or left, or what a transition does. */
export type ActionList =
  | { readonly kind: 'entry'; readonly state: string }
  | { readonly kind: 'exit'; readonly state: string }
  | { readonly kind: 'transition'; readonly place: TransitionPlace };
