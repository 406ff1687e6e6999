export * from './operation.js';
export * from './permissions.js';
export * from './problem.js';
export * from './shapes.js';
export * as operations from './operations.js';
export { allOperations } from './all-operations.js';
