import type { BatchWrites } from './ports.js';

/** A batch that writes nothing: what is written is put over it. */
export const NO_WRITES: BatchWrites = {
  records: [],
  runs: [],
  journal: [],
  effects: [],
  tasks: [],
  taskCloses: [],
  notes: [],
  notifications: [],
  incidents: [],
  refusals: [],
  keys: [],
  edits: [],
  audit: [],
};
