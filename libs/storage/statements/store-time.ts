import type { Statement } from './statement.js';

/** The database's time. */
export const storeTime: Statement = { name: 'store-time', text: `select date_trunc('milliseconds', clock_timestamp()) as now` };
