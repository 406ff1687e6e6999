import * as access from './access.js';
import * as customers from './customers.js';
import * as library from './library.js';
import * as models from './models.js';
import * as reports from './reports.js';
import * as runtime from './runtime.js';
import * as segments from './segments.js';
import * as workspace from './workspace.js';

export * from './access.js';
export * from './customers.js';
export * from './library.js';
export * from './models.js';
export * from './reports.js';
export * from './runtime.js';
export * from './segments.js';
export * from './workspace.js';

/** Every table of the product; what MikroORM is told of the schema. */
export const entities = [
  ...Object.values(workspace),
  ...Object.values(runtime),
  ...Object.values(library),
  ...Object.values(access),
  ...Object.values(models),
  ...Object.values(segments),
  ...Object.values(customers),
  ...Object.values(reports),
];
