import type { Operation } from './operation.js';
import * as declared from './operations.js';

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'permission' in value && 'path' in value && 'method' in value;

/** Every operation of the API, in the order of the document. */
export const allOperations: readonly Operation[] = (Object.values(declared) as readonly unknown[]).filter(isOperation);
