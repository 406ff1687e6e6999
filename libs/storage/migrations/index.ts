import { Migration0001Schema } from './0001-schema.js';

/** Every migration in order. A released one is never edited; a change of the schema is a new one. */
export const migrationsList = [{ name: '0001-schema', class: Migration0001Schema }];
