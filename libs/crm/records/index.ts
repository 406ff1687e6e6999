export { type BoardColumn, type BoardStage, readBoard } from './board.js';
export { WorkspaceRecordChecks } from './checks.js';
export type { Column, ColumnType } from './column.js';
export { columnTypeOf } from './columns.js';
export { parseFilter } from './filter.js';
export type * from './query.js';
export { assertObject, type ListRequest, MAX_PAGE, type RecordPage, Records, type SelectionRequest, type Summary, type SummaryRequest } from './records.js';
export { RecordWrites } from './writes.js';
