import type { Json, WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import type { FieldRegistry } from '../fields/registry.js';
import type { Door, ImportReads } from '../ports.js';
import { type CsvFile, type CsvSource, openCsv } from './csv.js';
import { delimiterOf, type ImportMap, parseImportMap } from './map.js';
import { type ImportReport, ReportBuilder } from './report.js';
import { type RowContext, RowReader } from './rows.js';

/** What an import needs of the rest. */
export interface ImportParts {
  readonly reads: ImportReads;
  readonly registry: FieldRegistry;
  readonly door: Door;
  readonly ids: { next(): string };
}

export interface ImportRequest {
  readonly workspace: WorkspaceId;
  readonly actor: Actor;
  /** Names the job in the journal: `import:<id>`. */
  readonly jobId: string;
  readonly object: string;
  readonly csv: CsvSource;
  /** MAP.json as parsed JSON. */
  readonly map: Json;
  /** Reads and checks everything, writes nothing. */
  readonly dryRun: boolean;
  /** Rows of unknown keys that look like records that are there: not looked for (default), told, or told and left out. */
  readonly similar?: 'ignore' | 'tell' | 'leave-out';
  /** Marks rows as part of a removable set. */
  readonly origin?: string | null;
  readonly onProgress?: (rows: number) => void;
  readonly signal?: AbortSignal;
}

/** An import under way: its file, what its columns mean, and what is told of it so far. */
export interface Job {
  readonly file: CsvFile;
  readonly map: ImportMap;
  readonly context: RowContext;
  readonly reader: RowReader;
  readonly report: ReportBuilder;
}

/** Opens the file and reads the map. Throws UserError when either cannot be used. */
export async function openJob(parts: ImportParts, request: Pick<ImportRequest, 'workspace' | 'object' | 'csv' | 'map'>, history: boolean): Promise<Job> {
  const file = await openCsv(request.csv, delimiterOf(request.map));
  const known = await parts.registry.of(request.workspace);
  const fields = known.fieldsOf(request.object) ?? {};
  const map = parseImportMap(request.map, { object: request.object, fields, header: file.header, history });
  const context: RowContext = { workspace: request.workspace, object: request.object, fields, map, currency: known.currency };
  const report = new ReportBuilder();
  return { file, map, context, report, reader: new RowReader(context, parts.reads, report) };
}

/** What a report says of the file as a whole. */
export const headOf = (
  target: string,
  request: { readonly dryRun: boolean },
  job: Job,
): Pick<ImportReport, 'target' | 'dryRun' | 'encoding' | 'delimiter' | 'unusedColumns'> => {
  const { map, file } = job;
  const used = new Set([
    map.key,
    ...map.columns.keys(),
    ...[...map.joins.values()].flat(),
    ...(map.startAt === null ? [] : [map.startAt]),
    ...map.events.flatMap((event) => [event.at, ...event.when.keys(), ...event.fields.keys()]),
  ]);
  return {
    target,
    dryRun: request.dryRun,
    encoding: file.encoding,
    delimiter: file.delimiter,
    unusedColumns: file.header.filter((column) => !used.has(column)),
  };
};
