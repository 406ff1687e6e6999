export { type CsvSource, openCsv } from './csv.js';
export { type HistoryRequest, importHistory } from './history.js';
export type { ImportParts, ImportRequest } from './import-job.js';
export { importRecords } from './importer.js';
export { type ImportMap, parseImportMap } from './map.js';
export type { Finding, FindingCode, ImportReport, RowProblem } from './report.js';
export * from './jobs/index.js';
