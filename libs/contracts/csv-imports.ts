import { z } from 'zod';
import { operation } from './operation.js';
import { byId, instant, jsonObject, key, list, text, uuid } from './shapes.js';

const group = 'Imports';
/** Characters of a file that is sent whole; the request may have 10 MB. Larger files go through the command line. */
export const MOST_CSV_CHARACTERS = 8_000_000;

const finding = z.object({
  code: z.string(),
  column: z.string().nullable(),
  field: z.string().nullable(),
  text,
  count: z.number().int(),
  /** The first of the lines it was found on, the header being 1. */
  lines: z.array(z.number().int()),
});
const counts = z.object({
  /** Rows read so far, of `total`. */
  rows: z.number().int(),
  total: z.number().int().optional(),
  created: z.number().int().optional(),
  updated: z.number().int().optional(),
  unchanged: z.number().int().optional(),
  /** Rows that were not taken; see `imports.problems`. */
  failed: z.number().int().optional(),
  problemsLeftOut: z.number().int().optional(),
  unusedColumns: z.array(z.string()).optional(),
  findings: z.array(finding).optional(),
  /** Why a failed one ended. */
  stopped: text.optional(),
  undo: z
    .object({
      binned: z.number().int(),
      restored: z.number().int(),
      /** Records changed since by somebody else: left as they are. The first 100 of them by name. */
      kept: z.number().int(),
      keptRecords: z.array(z.object({ id: uuid, name: z.string() })),
    })
    .optional(),
});
const job = z
  .object({
    id: uuid,
    object: z.string(),
    fileName: z.string().nullable(),
    status: z.enum(['running', 'done', 'failed', 'undoing', 'undone']),
    dryRun: z.boolean(),
    counts,
    actor: z.object({ kind: z.string(), id: z.string() }),
    startedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Import', description: 'A CSV file on its way to being records, or what became of it.' });
const example = {
  id: '01920000-0000-7000-8000-00000000000d',
  object: 'contact',
  fileName: 'contacts.csv',
  status: 'done',
  dryRun: false,
  counts: { rows: 2, total: 2, created: 1, updated: 1, unchanged: 0, failed: 0, problemsLeftOut: 0, unusedColumns: [], findings: [] },
  actor: { kind: 'person', id: '01920000-0000-7000-8000-000000000001' },
  startedAt: '2026-01-31T09:00:00.000Z',
  endedAt: '2026-01-31T09:00:01.000Z',
};

export const listImports = operation({
  id: 'imports.list',
  method: 'GET',
  path: '/api/v1/imports',
  group,
  summary: 'The newest imports, without dry runs',
  permission: 'import.run',
  answer: list(job),
});
export const startImport = operation({
  id: 'imports.start',
  method: 'POST',
  path: '/api/v1/imports',
  group,
  summary: 'Import the rows of a CSV file as records',
  description:
    'Begins and answers at once; ask for the import to see how far it is. `map` is described in docs/import.md. A dry run reads and checks everything and writes nothing. A file has at most 8,000,000 characters (413 beyond 10 MB); larger ones go through `millrace import`.',
  permission: 'import.run',
  body: z.strictObject({
    object: key,
    fileName: z.string().min(1).max(300).optional(),
    csv: z.string().min(1).max(MOST_CSV_CHARACTERS),
    map: jsonObject,
    dryRun: z.boolean().optional(),
    /** Rows of unknown keys with the e-mail or name of a record that is there: a dry run tells them always; `leave-out` does not take them. */
    similar: z.enum(['tell', 'leave-out']).optional(),
  }),
  answer: job,
  status: 202,
  bodyExample: { object: 'contact', fileName: 'contacts.csv', csv: 'id,name\nc1,Ada\n', map: { key: 'id', columns: { name: 'name' } }, dryRun: true },
  answerExample: example,
  refusals: [404, 409, 422],
});
export const getImport = operation({
  id: 'imports.get',
  method: 'GET',
  path: '/api/v1/imports/{id}',
  group,
  summary: 'An import: how far it is, what became of its rows',
  permission: 'import.run',
  params: byId,
  answer: job,
  answerExample: example,
  refusals: [404],
});
export const listImportProblems = operation({
  id: 'imports.problems',
  method: 'GET',
  path: '/api/v1/imports/{id}/problems',
  group,
  summary: 'The rows that were not taken, each with the reason and its cells',
  permission: 'import.run',
  params: byId,
  answer: list(
    z.object({
      /** Of the file, the header being 1. */
      line: z.number().int(),
      column: z.string().nullable(),
      code: z.string(),
      text,
      /** Column -> what stood there; null where the row could not be read. */
      cells: z.record(z.string(), z.string()).nullable(),
    }),
  ),
  refusals: [404],
});
export const undoImport = operation({
  id: 'imports.undo',
  method: 'POST',
  path: '/api/v1/imports/{id}/undo',
  group,
  summary: 'Take an import back',
  description:
    'What it made goes into the bin, what it changed gets its values from before. Records that were changed since stay as they are and are named in `counts.undo`.',
  permission: 'import.run',
  params: byId,
  answer: job,
  status: 202,
  refusals: [404, 409],
});
