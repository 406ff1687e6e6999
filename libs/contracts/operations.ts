export * from './session.js';
export * from './keys.js';
export * from './webhooks.js';
export * from './secrets.js';
export * from './pipelines.js';
export * from './runs.js';
export * from './records.js';
export * from './service.js';
