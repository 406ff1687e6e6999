export { AttachedRules, type CommandDoor, type RulesDoor, type RulesSaved } from './attached-rules.js';
export { CompiledPipelines } from './compiled-pipelines.js';
export { type Fate, type Impact, type MigrationResult, Migrations, type RunFate, type StateMapping } from './migration.js';
export { type CheckResult, type DraftView, PipelineLibrary } from './pipeline-library.js';
export type * from './ports.js';
export type { Proofs } from './proofs.js';
export { installShipped, type ShippedPipeline } from './shipped.js';
