export * from './allowed/index.js';
// Comparing reads and checks whole documents: it is imported from `./changes` by screens that are loaded when asked for.
export type { Comparison, Mark } from './changes/index.js';
export * from './clipboard/index.js';
export * from './commands/index.js';
export * from './derive/index.js';
export * from './find/index.js';
export * from './model-export/index.js';
export * from './placement/index.js';
export * from './tree/index.js';
