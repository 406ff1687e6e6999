import { type Instant, type JsonObject, type Problem, type RecordId, type Result, sameJson, TransientError, UserError } from '#kernel';
import { companionOf } from '../fields/registry.js';
import type { DoorAnswer, RecordCommand, RecordCommandBody } from '../ports.js';
import { assertObject } from '../records/records.js';
import type { BrokenRow, CsvFile, CsvRow } from './csv.js';
import { columnOf, type Draft, draftRows } from './draft.js';
import { headOf, type ImportParts, type ImportRequest, type Job, openJob } from './import-job.js';
import type { ImportReport, ReportBuilder } from './report.js';
import { withoutSimilar } from './similar.js';

const CHUNK_ROWS = 500;

/**
 * Brings the rows of a CSV file in as records of an object. A row whose key is known updates its record, and writes
 * nothing when nothing differs; blank cells leave fields as they are. A row with a problem is left out whole and
 * reported; the others go on. Throws UserError when the file or the map cannot be used at all (nothing written then).
 */
export async function importRecords(parts: ImportParts, request: ImportRequest): Promise<ImportReport> {
  assertObject(request.object);
  const job = await openJob(parts, request, false);
  await job.reader.open(job.map.columns);
  const made = { names: new Set<string>(), ids: new Set<string>() };
  for await (const rows of chunks(job.file, job.report, request)) {
    await job.reader.prepare(rows, job.map.columns);
    await importChunk(parts, request, job, rows, made);
    request.onProgress?.(job.report.counts.rows);
  }
  await importDeferred(parts, request, job, request.dryRun ? made.names : null);
  job.reader.reportUnreferenced();
  return job.report.report(headOf(request.object, request, job), false);
}

/** The file's rows in chunks; broken ones go to the report. */
export async function* chunks(file: CsvFile, report: ReportBuilder, request: { readonly signal?: AbortSignal }): AsyncGenerator<readonly CsvRow[]> {
  let rows: CsvRow[] = [];
  for await (const row of file.rows()) {
    request.signal?.throwIfAborted();
    report.counts.rows += 1;
    if (isBroken(row)) report.fail({ line: row.line, key: null, column: null, problem: row.problem });
    else rows.push(row);
    if (rows.length < CHUNK_ROWS) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

const isBroken = (row: CsvRow | BrokenRow): row is BrokenRow => 'problem' in row;

/** Fields that differ from the record's. A text kept beside a reference never unsettles one that is filled by now. */
export function differing(values: JsonObject, present: JsonObject): JsonObject {
  const entries = Object.entries(values).filter(([name, value]) => !sameJson(value, present[name] ?? null));
  const isStale = (name: string): boolean =>
    name.endsWith('_text') &&
    values[name] !== null &&
    present[name.slice(0, -'_text'.length)] !== undefined &&
    companionOf(name.slice(0, -'_text'.length)) === name;
  return Object.fromEntries(entries.filter(([name]) => !isStale(name)));
}

/** What this import has made so far: every text of it, in lower case (a dry run), and the ids of its records. */
interface Made {
  readonly names: Set<string>;
  readonly ids: Set<string>;
}

async function importChunk(parts: ImportParts, request: ImportRequest, job: Job, rows: readonly CsvRow[], made: Made): Promise<void> {
  for (const part of withoutRepeats(job, rows)) {
    const drafts = await withoutSimilar(parts.reads, job, await draftRows(parts, job, part), request.similar ?? 'ignore', made.ids);
    const writes = drafts.flatMap((draft) => writeOf(parts, request, job, draft) ?? []);
    for (const { draft } of writes)
      for (const name of Object.values(draft.values)) if (request.dryRun && typeof name === 'string') made.names.add(name.toLowerCase());
    const answers = request.dryRun ? writes.map(() => null) : await parts.door.submitMany(writes.map(({ body }) => command(request, body, null)));
    for (const { body } of writes) if (body.kind === 'record.create') made.ids.add(body.recordId);
    writes.forEach(({ draft }, i) => countAnswer(job, draft, answers[i] ?? null));
  }
}

/** Splits rows so that no part has the same key twice; a repeated key is told to the report. */
export function withoutRepeats(job: Job, rows: readonly CsvRow[]): readonly (readonly CsvRow[])[] {
  const partsOfRows: CsvRow[][] = [[]];
  let seen = new Set<string>();
  for (const row of rows) {
    const key = job.reader.cell(row, job.map.key);
    if (key !== '' && seen.has(key)) {
      job.report.find({ code: 'key.repeated', column: job.map.key, field: null, got: key, suggestion: null }, row.line);
      partsOfRows.push([]);
      seen = new Set();
    }
    seen.add(key);
    partsOfRows.at(-1)?.push(row);
  }
  return partsOfRows;
}

/** The command of a draft, or null when there is nothing to write. */
function writeOf(parts: ImportParts, request: ImportRequest, job: Job, draft: Draft): { readonly draft: Draft; readonly body: RecordCommandBody } | null {
  const { present, values, key } = draft;
  if (!present)
    return {
      draft,
      body: { kind: 'record.create', recordId: parts.ids.next() as RecordId, object: request.object, fields: values, externalKey: key, ownerId: null },
    };
  const fields = differing(values, present.fields);
  if (Object.keys(fields).length > 0) return { draft, body: { kind: 'record.change', recordId: present.id, fields, expectedVersion: null } };
  job.report.counts.unchanged += 1;
  return null;
}

/** `null` answer: a dry run. */
function countAnswer(job: Job, draft: Draft, answer: Result<DoorAnswer, unknown> | null): void {
  const problems = answer === null ? [] : problemsOf(answer);
  for (const problem of problems) job.report.fail({ line: draft.row.line, key: draft.key, column: columnOf(job.map.columns, problem), problem });
  if (problems.length === 0) job.report.counts[draft.present ? 'updated' : 'created'] += 1;
}

/** What an answer says against a row; empty when it was applied. Throws what is not the row's fault and may pass. */
export function problemsOf(answer: Result<DoorAnswer, unknown>): readonly Problem[] {
  if (answer.ok) {
    if (answer.value.kind !== 'refused') return [];
    return answer.value.reasons.map((reason) => ({ code: reason.code, at: reason.at ?? '', text: reason.text }));
  }
  const { error } = answer;
  if (error instanceof TransientError || (error instanceof UserError && error.kind === 'too-many')) throw error;
  if (error instanceof UserError) return error.problems;
  return [
    {
      code: 'row.defect',
      at: '',
      text: { en: `The engine failed on this row: ${error instanceof Error ? error.message : 'unknown error'}`, 'zh-CN': '引擎处理此行时出错。' },
    },
  ];
}

export const command = (
  request: Pick<ImportRequest, 'workspace' | 'actor' | 'jobId' | 'origin'>,
  body: RecordCommandBody,
  history: { readonly at: Instant | null } | null,
): RecordCommand => ({
  workspace: request.workspace,
  actor: request.actor,
  source: `import:${request.jobId}`,
  key: null,
  occurredAt: history?.at ?? null,
  history: history !== null,
  origin: request.origin ?? null,
  body,
});

/** References to rows further down, once everything is in. */
export async function importDeferred(parts: ImportParts, request: ImportRequest, job: Job, made: ReadonlySet<string> | null): Promise<void> {
  const resolved = await job.reader.resolveDeferred(made);
  if (request.dryRun || resolved.length === 0) return;
  const present = await parts.reads.byExternalKeys(
    request.workspace,
    request.object,
    resolved.map((one) => one.key),
  );
  const changes = resolved.flatMap((one) => {
    const record = present.get(one.key);
    const fields = record ? differing(one.values, record.fields) : {};
    return record && Object.keys(fields).length > 0
      ? [{ one, body: { kind: 'record.change', recordId: record.id, fields, expectedVersion: null } as const }]
      : [];
  });
  const answers = await parts.door.submitMany(changes.map(({ body }) => command(request, body, null)));
  changes.forEach(({ one }, i) => {
    const answer = answers[i];
    for (const problem of answer ? problemsOf(answer) : []) job.report.fail({ line: one.line, key: one.key, column: one.column, problem });
  });
}
