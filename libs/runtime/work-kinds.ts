import type { Effect } from '#pipeline';
import type { KindFilter, WorkKind } from './ports.js';

/** Every kind of work. */
export const ALL_KINDS: KindFilter = { except: [] };

/** The kinds that the engine does by itself, through the one door; every other kind is a step's. */
export const OWN_KINDS: readonly WorkKind[] = ['timer', 'start', 'signal'];

export const workKindOf = (effect: Effect): WorkKind => (effect.kind === 'step' ? effect.step : effect.kind);

export const isWanted = (kinds: KindFilter, kind: WorkKind): boolean => ('only' in kinds ? kinds.only.includes(kind) : !kinds.except.includes(kind));
