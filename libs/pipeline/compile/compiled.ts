import type { AttachedRule, Definition, StateId, StepCatalogue } from '../definition/index.js';
import type { ObjectFields } from '../advance/run.js';

/** A version of a pipeline with its attached rules woven in, ready to run. Opaque: made by `compile`, used by `advance`. */
export interface CompiledPipeline {
  readonly definition: Definition;
  readonly rules: readonly AttachedRule[];
  readonly version: number;
  readonly rulesRevision: number;
  readonly steps: StepCatalogue;
  readonly fields: ObjectFields;
  /** Record paths this version can read (`close_value`, `account.name`); the batch loads exactly these references. */
  readonly reads: readonly string[];
  /** The one active stage of a configuration, or null. */
  stageOf(configuration: readonly StateId[]): StateId | null;
}
