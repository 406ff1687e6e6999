export { diffPipelines, type DiffItem } from './diff.js';
export { exportMermaid } from './export-mermaid.js';
export { exportXState, type ExportedMachine } from './export-xstate.js';
export { DEFAULT_OBJECT, importXState, type ImportedPipeline } from './import-xstate.js';
export type { LostItem } from './lost.js';
