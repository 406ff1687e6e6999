export * from './definition/index.js';
export * from './advance/run.js';
export type * from './compile/compiled.js';
