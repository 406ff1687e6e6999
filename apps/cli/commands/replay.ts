import type { JsonObject, RunId, WorkspaceId } from '#kernel';
import { canonicalJson } from '#kernel';
import { fold, JournalMismatch, type CompiledPipeline, type JournalEntry } from '#pipeline';
import { PgRunStore, type Storage } from '#storage';
import type { CommandRun } from '../command.js';
import { chosenWorkspace, connected } from '../connection.js';
import { joinEngine, type JoinedEngine } from '../joined-engine.js';
import { printJson, say } from '../terminal.js';

const PAGE = 500;
const JOURNAL_PAGE = 1_000;

interface Difference {
  readonly run: RunId;
  readonly pipeline: string;
  readonly seq: number;
  readonly why: string;
}

/** Folds every run's journal and compares the result with the stored snapshot, byte for byte. Exit code 1 at a difference. */
export const run: CommandRun = (invocation) =>
  connected(async (connection) => {
    const { terminal } = invocation;
    const workspace = await chosenWorkspace(connection, invocation);
    const replay = new Replay(connection.storage, workspace.id, joinEngine(connection.storage));
    const total = await replay.count();
    const progress = terminal.progress({ en: 'Folding', 'zh-CN': '重放' }, total);
    await replay.all((done) => progress.at(done));
    progress.end();
    const { runs, rows, differing, first } = replay;
    if (terminal.json) printJson(terminal, { workspace: workspace.key, runs, journalRows: rows, differing, first });
    else {
      terminal.out(
        say(
          terminal,
          { en: '{runs} runs, {rows} journal rows, {differing} differ.', 'zh-CN': '{runs} 个运行，{rows} 条日志，{differing} 个不一致。' },
          { runs, rows, differing },
        ),
      );
      if (first)
        terminal.out(
          say(
            terminal,
            { en: 'First: run {run} of {pipeline} at row {seq}: {why}', 'zh-CN': '首个：{pipeline} 的运行 {run}，第 {seq} 条：{why}' },
            { ...first },
          ),
        );
    }
    return differing === 0 ? 0 : 1;
  });

class Replay {
  runs = 0;
  rows = 0;
  differing = 0;
  first: Difference | null = null;
  private readonly store: PgRunStore;

  constructor(
    private readonly storage: Storage,
    private readonly workspace: WorkspaceId,
    private readonly engine: JoinedEngine,
  ) {
    this.store = new PgRunStore(storage.runtimePool);
  }

  async count(): Promise<number> {
    const [row] = await this.storage.sql<{ n: number }>(`select count(*)::int as n from runs where workspace_id = $1::uuid`, [this.workspace]);
    return row?.n ?? 0;
  }

  async all(onProgress: (done: number) => void): Promise<void> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const page = await this.storage.sql<{ id: RunId; pipeline: string }>(
        `select id, pipeline from runs where workspace_id = $1::uuid and id > $2::uuid order by id limit ${PAGE}`,
        [this.workspace, after],
      );
      for (const { id, pipeline } of page) await this.one(id, pipeline);
      onProgress(this.runs);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }

  /** Snapshot and journal are two reads: a run that moved in between is read again. */
  private async one(id: RunId, pipeline: string): Promise<void> {
    this.runs += 1;
    for (let tries = 0; tries < 5; tries += 1) {
      const stored = await this.store.readRun(this.workspace, id);
      if (!stored) return; // removed meanwhile
      const journal = await this.journal(id);
      if ((journal.at(-1)?.seq ?? 0) !== stored.seq && tries < 4) continue;
      this.rows += journal.length;
      return this.compare({ id, pipeline, seq: stored.seq, snapshot: stored.snapshot as unknown as JsonObject }, journal);
    }
  }

  private async journal(id: RunId): Promise<readonly JournalEntry[]> {
    const rows: JournalEntry[] = [];
    for (;;) {
      const page = await this.store.readJournal(this.workspace, id, rows.length + 1, JOURNAL_PAGE);
      rows.push(...page);
      if (page.length < JOURNAL_PAGE) return rows;
    }
  }

  private async compare(
    stored: { readonly id: RunId; readonly pipeline: string; readonly seq: number; readonly snapshot: JsonObject },
    journal: readonly JournalEntry[],
  ): Promise<void> {
    const differs = (seq: number, why: string): void => {
      this.differing += 1;
      this.first ??= { run: stored.id, pipeline: stored.pipeline, seq, why };
    };
    try {
      const versions = await this.versions(stored.pipeline, journal);
      const folded = fold((version, revision) => versions.get(`${version}/${revision}`) as CompiledPipeline, journal);
      if (folded.seq !== stored.seq) differs(folded.seq, `the run is at ${stored.seq}, its journal at ${folded.seq}`);
      else if (canonicalJson(folded.snapshot) !== canonicalJson(stored.snapshot))
        differs(folded.seq, `${canonicalJson(folded.snapshot)} is not ${canonicalJson(stored.snapshot)}`);
    } catch (error) {
      if (!(error instanceof JournalMismatch) && !(error instanceof Error)) throw error;
      differs(stored.seq, error.message);
    }
  }

  private async versions(pipeline: string, journal: readonly JournalEntry[]): Promise<ReadonlyMap<string, CompiledPipeline>> {
    const versions = new Map<string, CompiledPipeline>();
    for (const { version, rulesRevision } of journal) {
      const name = `${version}/${rulesRevision}`;
      if (!versions.has(name)) versions.set(name, await this.engine.pipelines.compiled(this.workspace, pipeline, version, rulesRevision));
    }
    return versions;
  }
}
