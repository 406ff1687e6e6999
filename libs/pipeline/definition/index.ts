export * from './catalogue.js';
export * from './definition.js';
export * from './document.js';
export { hears, isWildcard } from './event-descriptor.js';
export { parseAttachedRule } from './attached-rule.js';
export { FIELD_KINDS } from './parse-fields.js';
export { parsePipeline } from './parse-pipeline.js';
export { ATTACHED_RULE_SCHEMA, PIPELINE_SCHEMA } from './schema.js';
export { CURRENT_FORMAT, UPGRADES, upgradeDocument, type Upgrade } from './upgrades/index.js';
