export * from './brand.js';
export * from './duration.js';
export * from './errors.js';
export * from './ids.js';
export * from './instant.js';
export * from './json.js';
export * from './result.js';
export * from './text.js';
