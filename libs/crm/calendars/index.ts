export { Calendars } from './calendars.js';
export { WorkspaceSurroundings } from './surroundings.js';
