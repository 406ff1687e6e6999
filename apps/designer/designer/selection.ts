import type { Selection } from './designer-state.js';

export const NOTHING: Selection = { states: [], edges: [], notes: [] };
