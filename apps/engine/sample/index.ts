export { DEFAULT_SEED, loadSample, SAMPLE_ORIGIN, type OpenTask, type SampleOptions, type SampleParts, type SampleResult } from './load-sample.js';
export { samplePlan, type SamplePlan } from './sample-plan.js';
export { removeSample, type Removed } from './remove-sample.js';
export { openTasksOf, storeNow } from './storage-parts.js';
