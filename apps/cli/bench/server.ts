import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RecordId, RunId, WorkspaceId } from '#kernel';
import { openStorage, startDatabase } from '#storage';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';
import { startChild } from './child-server.js';
import type { BenchContext } from './context.js';
import type { Figure, Measure } from './measure.js';

const OPEN_RUNS = 100_000;
const SETTLE_MS = 3_000;
/** After it the threads that the start needed have ended. */
const REST_MS = 20_000;

/** The whole server: first and second start, and its memory when nothing happens. */
export const serverMeasure: Measure = {
  name: 'server',
  title: { en: 'The whole server', 'zh-CN': '整个服务器' },
  run: async (context) => {
    const home = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
    // As root the database runs as another user: enterable, so that its data stays in this folder and goes with it.
    await chmod(home, 0o755);
    try {
      return await measured(home, context);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
};

async function measured(home: string, context: BenchContext): Promise<readonly Figure[]> {
  context.note('first start, with the sample');
  const first = await startChild(home);
  await first.stop();
  const second = await startChild(home);
  try {
    await pause(REST_MS);
    const figures: Figure[] = [
      {
        name: 'start.first',
        title: { en: 'first start to ready, with sample', 'zh-CN': '首次启动至就绪（含示例）' },
        value: first.readyMs / 1000,
        unit: 's',
        target: { must: 20, goal: 10, better: 'less' },
      },
      {
        name: 'start.second',
        title: { en: 'second start to ready', 'zh-CN': '再次启动至就绪' },
        value: second.readyMs / 1000,
        unit: 's',
        target: { must: 4, goal: 2, better: 'less' },
      },
    ];
    const atRest = await second.memoryMb();
    if (atRest !== null)
      figures.push({
        name: 'memory.at-rest',
        title: { en: 'memory at rest, without PostgreSQL', 'zh-CN': '空闲内存（不含 PostgreSQL）' },
        value: atRest,
        unit: 'MB',
        target: { must: 200, goal: 130, better: 'less' },
      });
    if (context.quick) return figures;
    context.note(`${OPEN_RUNS} open runs`);
    await openRuns(home);
    await pause(SETTLE_MS);
    const full = await second.memoryMb();
    if (full !== null)
      figures.push({
        name: 'memory.open-runs',
        title: { en: 'memory with 100,000 open runs', 'zh-CN': '十万个进行中运行时的内存' },
        value: full,
        unit: 'MB',
        target: { must: 350, goal: 200, better: 'less' },
      });
    return figures;
  } finally {
    await second.stop();
  }
}

/** Starts runs in the database of the running server, as another process of ours would. */
async function openRuns(home: string): Promise<void> {
  const database = await startDatabase({ home, as: 'guest' });
  const storage = await openStorage(database.url);
  const { runtime, importParts } = joinEngine(storage);
  try {
    const [workspace] = await storage.sql<{ id: WorkspaceId }>(`select id from workspaces limit 1`);
    if (!workspace) throw new Error('the server has no workspace');
    const command = { workspace: workspace.id, actor: CLI_ACTOR, source: 'bench', key: null, occurredAt: null, history: false, origin: null };
    for (let made = 0; made < OPEN_RUNS; made += 1_000) {
      const commands = Array.from({ length: 1_000 }, (_, i) => {
        const recordId = importParts.ids.next() as RecordId;
        return [
          {
            ...command,
            body: { kind: 'record.create' as const, recordId, object: 'deal', fields: { name: `Deal ${made + i}` }, externalKey: null, ownerId: null },
          },
          { ...command, body: { kind: 'run.start' as const, runId: importParts.ids.next() as RunId, recordId, pipeline: 'b2b-sales', vars: {}, at: null } },
        ];
      }).flat();
      const failed = (await runtime.submitMany(commands)).find((answer) => !answer.ok);
      if (failed && !failed.ok) throw failed.error;
    }
  } finally {
    await runtime.stop();
    await storage.close();
    await database.stop();
  }
}
