export { type CsvSource, openCsv } from './csv.js';
export { type HistoryRequest, importHistory } from './history.js';
export { type ImportParts, importRecords, type ImportRequest } from './importer.js';
export { type ImportMap, parseImportMap } from './map.js';
export type { Finding, FindingCode, ImportReport, RowProblem } from './report.js';
