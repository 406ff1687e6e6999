export * from './definition/index.js';
export * from './advance/run.js';
export * from './rules/index.js';
export type * from './compile/compiled.js';
