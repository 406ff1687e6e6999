export type { Check, Finding } from './check.js';
export { TYPE_CODES } from './checks/types.js';
export { MAX_CONFIGURATIONS } from './explore.js';
export { CHECKS } from './registry.js';
export { givenInputProblems } from './step-schema.js';
export { verify, type Verification } from './verify.js';
