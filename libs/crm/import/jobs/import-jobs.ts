import type { Json, JsonObject, Problem, RecordId, WorkspaceId } from '#kernel';
import { UserError } from '#kernel';
import type { Actor } from '#pipeline';
import type { RecordReads } from '../../ports.js';
import { assertObject } from '../../records/records.js';
import { type CsvSource, openCsv } from '../csv.js';
import { type ImportParts, openJob } from '../import-job.js';
import { importRecords } from '../importer.js';
import { delimiterOf } from '../map.js';
import type { ImportReport } from '../report.js';
import { notingParts } from './noting-parts.js';
import type { ImportJobRow, ImportJobStore, KeptProblem } from './ports.js';
import { undoImport, type UndoOutcome } from './undo-import.js';

/** Imports of one workspace at a time, dry runs too. */
const MOST_RUNNING = 3;
const MOST_FINDINGS = 200;
const LISTED = 100;
const BEAT_MS = 1000;

export interface ImportWish {
  readonly object: string;
  readonly fileName: string | null;
  /** The file as text. */
  readonly csv: string;
  /** MAP.json. */
  readonly map: JsonObject;
  readonly dryRun: boolean;
  readonly similar: 'tell' | 'leave-out';
}

export interface ImportJobsParts {
  readonly parts: ImportParts;
  readonly store: ImportJobStore;
  readonly names: RecordReads['names'];
  /** Hears of what stopped a job and is nobody's input. */
  readonly onDefect: (error: unknown) => void;
  readonly nowMs: () => number;
}

/**
 * Imports that go on after they were asked for: started, watched, and taken back. A job lives in this process; one
 * whose process ends stays as far as it came, is shown as failed, and can be undone.
 */
export class ImportJobs {
  private readonly work = new Set<Promise<void>>();
  private readonly ending = new AbortController();

  constructor(private readonly given: ImportJobsParts) {}

  /** Throws UserError when the file or the map cannot be used (nothing is kept then), or `import.too-many`. */
  async start(workspace: WorkspaceId, actor: Actor, wish: ImportWish): Promise<ImportJobRow> {
    assertObject(wish.object);
    const { parts, store } = this.given;
    const csv = sourceOf(wish.csv);
    await openJob(parts, { workspace, object: wish.object, csv, map: wish.map }, false);
    if ((await store.running(workspace)) >= MOST_RUNNING) throw tooMany();
    if (wish.dryRun) await store.forgetDryRuns(workspace);
    const { object, fileName, map, dryRun } = wish;
    const row = await store.insert(workspace, { id: parts.ids.next(), object, fileName, map, dryRun, actor, counts: { rows: 0 } });
    this.begin(() => this.run(workspace, row, csv, wish), workspace, row);
    return row;
  }

  /** Throws UserError `import.not-found`. */
  async get(workspace: WorkspaceId, id: string): Promise<ImportJobRow> {
    const row = await this.given.store.get(workspace, id);
    if (!row) throw notFound();
    return row.isStalled ? { ...row, status: 'failed', counts: { ...row.counts, stopped: STOPPED } } : row;
  }

  /** The newest, without dry runs. */
  list(workspace: WorkspaceId): Promise<readonly ImportJobRow[]> {
    return this.given.store.list(workspace, LISTED);
  }

  /** Rows that were not taken, by line. */
  async problems(workspace: WorkspaceId, id: string): Promise<readonly KeptProblem[]> {
    await this.get(workspace, id);
    return this.given.store.problems(workspace, id);
  }

  /** Begins to take an import back. Throws UserError `import.not-found`, `import.undone`. */
  async undo(workspace: WorkspaceId, actor: Actor, id: string): Promise<ImportJobRow> {
    const row = await this.get(workspace, id);
    if (row.dryRun || !(await this.given.store.beginUndo(workspace, id))) throw notToBeUndone();
    this.begin(() => this.takeBack(workspace, row, actor), workspace, row);
    return this.get(workspace, id);
  }

  /** Ends what is under way after its current rows and waits for it. */
  async stop(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.work);
  }

  private begin(work: () => Promise<void>, workspace: WorkspaceId, row: ImportJobRow): void {
    const running = work()
      .catch((error: unknown) => this.fail(workspace, row, error))
      .catch(this.given.onDefect)
      .finally(() => this.work.delete(running));
    this.work.add(running);
  }

  private async run(workspace: WorkspaceId, row: ImportJobRow, csv: CsvSource, wish: ImportWish): Promise<void> {
    const { store } = this.given;
    const beat = this.beat(workspace, row);
    const total = await countRows(csv, wish.map);
    await store.update(workspace, row.id, { status: 'running', counts: { rows: 0, total } });
    const report = await importRecords(notingParts(this.given.parts, store, { workspace, id: row.id }), {
      workspace,
      actor: row.actor,
      jobId: row.id,
      object: wish.object,
      csv,
      map: wish.map,
      dryRun: wish.dryRun,
      similar: wish.dryRun || wish.similar === 'leave-out' ? wish.similar : 'ignore',
      signal: this.ending.signal,
      onProgress: (rows) => beat({ rows, total }),
    });
    await store.saveProblems(workspace, row.id, await withCells(report, csv, wish.map));
    await store.update(workspace, row.id, { status: 'done', counts: countsOf(report, total) });
  }

  private async takeBack(workspace: WorkspaceId, row: ImportJobRow, actor: Actor): Promise<void> {
    const { parts, store } = this.given;
    const beat = this.beat(workspace, row, 'undoing');
    const outcome = await undoImport(parts, store, { workspace, id: row.id, actor }, async (soFar) =>
      beat({ ...row.counts, undo: await this.named(workspace, soFar) }),
    );
    await store.update(workspace, row.id, { status: 'undone', counts: { ...row.counts, undo: await this.named(workspace, outcome) } });
  }

  private async named(workspace: WorkspaceId, { binned, restored, kept, keptRecords }: UndoOutcome): Promise<JsonObject> {
    const names = keptRecords.length === 0 ? new Map<string, string>() : await this.given.names(workspace, keptRecords);
    return { binned, restored, kept, keptRecords: keptRecords.map((id: RecordId) => ({ id, name: names.get(id) ?? id })) };
  }

  /** Writes how far a job is, once a second. */
  private beat(workspace: WorkspaceId, row: ImportJobRow, status: 'running' | 'undoing' = 'running'): (counts: JsonObject) => void {
    let last = this.given.nowMs();
    return (counts) => {
      if (this.given.nowMs() - last < BEAT_MS) return;
      last = this.given.nowMs();
      void this.given.store.update(workspace, row.id, { status, counts }).catch(this.given.onDefect);
    };
  }

  private async fail(workspace: WorkspaceId, row: ImportJobRow, error: unknown): Promise<void> {
    if (!(error instanceof UserError) && !this.ending.signal.aborted) this.given.onDefect(error);
    const now = await this.given.store.get(workspace, row.id);
    const why: Problem | undefined = error instanceof UserError ? error.problems[0] : undefined;
    await this.given.store.update(workspace, row.id, { status: 'failed', counts: { ...now?.counts, stopped: why ? { ...why.text } : STOPPED } });
  }
}

const STOPPED: JsonObject = {
  en: 'The engine ended while this was under way. What is written so far stays; undo it or run it again.',
  'zh-CN': '引擎在执行过程中停止。已写入的内容保留；可以撤销或重新运行。',
};

function sourceOf(csv: string): CsvSource {
  const bytes = new TextEncoder().encode(csv);
  // One piece: it is in memory already.
  return {
    open: async function* () {
      yield await Promise.resolve(bytes);
    },
  };
}

async function countRows(csv: CsvSource, map: Json): Promise<number> {
  let rows = 0;
  for await (const _ of (await openCsv(csv, delimiterOf(map))).rows()) rows += 1;
  return rows;
}

/** The problems with what stood in their rows. */
async function withCells(report: ImportReport, csv: CsvSource, map: Json): Promise<readonly KeptProblem[]> {
  if (report.problems.length === 0) return [];
  const wanted = new Set(report.problems.map(({ line }) => line));
  const cells = new Map<number, JsonObject>();
  for await (const row of (await openCsv(csv, delimiterOf(map))).rows())
    if ('cells' in row && wanted.has(row.line)) cells.set(row.line, Object.fromEntries(row.cells));
  return report.problems.map(({ line, column, problem }) => ({
    line,
    column,
    code: problem.code,
    problem: { code: problem.code, at: problem.at, text: { ...problem.text } },
    raw: cells.get(line) ?? null,
  }));
}

function countsOf(report: ImportReport, total: number): JsonObject {
  const { rows, created, updated, unchanged, failed, findings, unusedColumns, problemsLeftOut } = report;
  const shown = findings
    .slice(0, MOST_FINDINGS)
    .map(({ code, column, field, text, count, lines }) => ({ code, column, field, text: { ...text }, count, lines: lines.slice(0, 20) }));
  return { rows, total, created, updated, unchanged, failed, problemsLeftOut, unusedColumns: [...unusedColumns], findings: shown };
}

const notFound = (): UserError =>
  new UserError('not-found', { code: 'import.not-found', at: '', text: { en: 'There is no such import.', 'zh-CN': '没有此导入。' } });
const notToBeUndone = (): UserError =>
  new UserError('conflict', {
    code: 'import.undone',
    at: '',
    text: {
      en: 'This import cannot be undone: it is under way, was a dry run, or is undone already.',
      'zh-CN': '无法撤销此导入：正在进行、只是试运行，或已撤销。',
    },
  });
const tooMany = (): UserError =>
  new UserError('conflict', {
    code: 'import.too-many',
    at: '',
    text: { en: `${MOST_RUNNING} imports are under way: wait for one to end.`, 'zh-CN': `已有 ${MOST_RUNNING} 个导入在进行：请等待其中一个结束。` },
  });
