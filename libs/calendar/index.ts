export * from './calendar.js';
export * from './due-times.js';
export * from './working-time.js';
export { isTimeZone } from './zone.js';
