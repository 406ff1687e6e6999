export { ImportJobs, type ImportJobsParts, type ImportWish } from './import-jobs.js';
export type { ImportChange, ImportJobRow, ImportJobStore, ImportStatus, KeptProblem } from './ports.js';
