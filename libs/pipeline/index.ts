export * from './definition/index.js';
export * from './advance/index.js';
export * from './rules/index.js';
export * from './compile/index.js';
export * from './verify/index.js';
export * from './interchange/index.js';
