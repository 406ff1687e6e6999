import type { JsonObject, Problem } from '#kernel';
import type { ImportedRecord } from '../ports.js';
import type { CsvRow } from './csv.js';
import type { ImportParts, Job } from './import-job.js';

/** A row on its way: the record it changes, or none yet. */
export interface Draft {
  readonly row: CsvRow;
  readonly key: string;
  readonly values: JsonObject;
  readonly present: ImportedRecord | null;
}

/** Rows as drafts: keyed, converted, checked. Repeated keys end the chunk's first part, so that each part has a key once. */
export async function draftRows(parts: ImportParts, job: Job, rows: readonly CsvRow[]): Promise<readonly Draft[]> {
  const keyed = rows.map((row) => ({ row, key: job.reader.cell(row, job.map.key) }));
  const { workspace, object } = job.context;
  const present = await parts.reads.byExternalKeys(workspace, object, [...new Set(keyed.map(({ key }) => key))]);
  return keyed.flatMap(({ row, key }) => draftRow(job, row, key, present.get(key) ?? null) ?? []);
}

function draftRow(job: Job, row: CsvRow, key: string, present: ImportedRecord | null): Draft | null {
  const keyProblem = problemOfKey(key, present);
  if (keyProblem) {
    job.report.fail({ line: row.line, key: key || null, column: job.map.key, problem: keyProblem });
    return null;
  }
  const values = job.reader.fieldsOf(row, key, job.map.columns, job.map.constants);
  const problems = job.reader.problems(values, present?.fields ?? null);
  for (const problem of problems) job.report.fail({ line: row.line, key, column: columnOf(job.map.columns, problem), problem });
  return problems.length > 0 ? null : { row, key, values, present };
}

function problemOfKey(key: string, present: ImportedRecord | null): Problem | null {
  if (key === '') return { code: 'row.key', at: '', text: { en: 'The key is blank.', 'zh-CN': '键为空。' } };
  if (key.length > 500) return { code: 'row.key', at: '', text: { en: 'The key has more than 500 characters.', 'zh-CN': '键超过 500 个字符。' } };
  if (present?.deleted)
    return {
      code: 'record.deleted',
      at: '',
      text: { en: 'The record of this key was deleted: restore it first.', 'zh-CN': '此键对应的记录已删除:请先恢复。' },
    };
  return null;
}

/** The column a problem at `/fields/<name>` came from. */
export function columnOf(columns: ReadonlyMap<string, string>, problem: Problem): string | null {
  const field = problem.at.split('/')[2];
  return [...columns].find(([, name]) => name === field)?.[0] ?? null;
}
