export { InProcessWakeups, type NoticeListener } from './in-process-wakeups.js';
export { WORK_LIMITS, workLines, priorityOf, type StepLimit, type WorkLimits, type WorkLine } from './work-lines.js';
export { BullWakeups, type JobQueue, type JobWorker, type NoticeChannel, type WakeupJob } from './bullmq/bull-wakeups.js';
