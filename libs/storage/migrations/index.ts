import { Migration0001Schema } from './0001-schema.js';
import type { migrationNames } from './names.js';

/** Every migration in order. A released one is never edited; a change of the schema is a new one. */
const classes = { '0001-schema': Migration0001Schema } satisfies Record<(typeof migrationNames)[number], unknown>;

export const migrationsList = Object.entries(classes).map(([name, migration]) => ({ name, class: migration }));
