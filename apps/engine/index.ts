export { type EngineConfig, readConfig } from './config/config.js';
export { createEngine, type Engine, type EngineOptions } from './engine.js';
export { openApiDocument } from './openapi/index.js';
