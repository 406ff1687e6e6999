export { InProcessWakeups, type NoticeListener } from './in-process-wakeups.js';
