import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, type RecordId, type RunId, type WorkspaceId, canonicalJson } from '#kernel';
import { UNBORN, fold } from '#pipeline';
import { InProcessWakeups } from '#queue';
import { PgRunStore } from '../storage/run-store/pg-run-store.js';
import { type TestDatabase, testDatabase } from '../storage/testing/test-database.js';
import type { Command, CommandBody } from './commands.js';
import { MemoryPipelines, PlainChecks } from './memory/index.js';
import type { StepRequest } from './ports.js';
import { type Runtime, createRuntime } from './runtime.js';
import { BOSS, compiledOf, plainTimes } from './testing/bench.js';

/*
 *  calling --(http)--> waiting --PT0.3S--> ready --win--> won --> run.start side
 */
const MAIN: JsonObject = {
  format: 'millrace/1',
  key: 'main',
  object: 'deal',
  title: { en: 'Main' },
  vars: { calls: { type: 'number', default: 0 } },
  initial: 'open',
  states: {
    open: {
      stage: true,
      initial: 'calling',
      states: {
        calling: {
          invoke: { id: 'call', step: 'http.request', with: { url: 'https://x.example/' }, retry: { attempts: 5, backoff: 'PT0.1S' }, onDone: 'waiting' },
        },
        waiting: { after: [{ in: 'PT0.3S', target: 'ready' }] },
        ready: { on: { win: 'won' } },
      },
      on: { call: { actions: [{ do: 'vars.set', with: { calls: { '+': [{ var: 'vars.calls' }, 1] } } }] } },
    },
    won: { type: 'final', stage: true, outcome: 'won', entry: [{ do: 'run.start', with: { pipeline: 'side' } }] },
  },
};
const SIDE: JsonObject = { format: 'millrace/1', key: 'side', object: 'deal', title: { en: 'Side' }, initial: 'x', states: { x: { stage: true } } };

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const pipelines = new MemoryPipelines(plainTimes);
for (const document of [MAIN, SIDE]) pipelines.publish(compiledOf(document, [], 1, 1));

const sleep = (ms: number, signal?: AbortSignal): Promise<void> => pause(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
const clock = { nowMs: () => performance.now(), sleep };
const performed: string[] = [];
/** Every fifth first attempt fails. */
const handler = async ({ idempotencyKey, attempt }: StepRequest) => {
  if (attempt === 1 && Number.parseInt(idempotencyKey.slice(30, 36), 16) % 5 === 0)
    return { kind: 'failed', error: { code: 'x', message: 'x' }, retryable: true, retryAfterMs: null } as const;
  performed.push(idempotencyKey);
  return { kind: 'done', output: null } as const;
};
const engine = (name: string): Runtime =>
  createRuntime({
    store: new PgRunStore(db.storage.runtimePool),
    pipelines,
    checks: new PlainChecks(),
    wakeups: new InProcessWakeups(clock),
    handlers: { get: () => handler },
    clock,
    ids: { next: () => randomUUID() },
    hashes: { sha256: (text) => createHash('sha256').update(text).digest('hex') },
    random: () => 0.5,
    worker: { name, sweepMs: 100 },
  });

const workspace = randomUUID() as WorkspaceId;
const command = (body: CommandBody, key: string | null = null): Command => ({
  workspace,
  actor: BOSS,
  source: 'test',
  key,
  occurredAt: null,
  history: false,
  origin: null,
  body,
});

describe('two engines on one database', () => {
  const engines: Runtime[] = [];
  afterEach(() => Promise.all(engines.splice(0).map((each) => each.stop())));

  it('apply every event once, do every step and fire every timer once, and their journals fold to the snapshots', async () => {
    const [one, two] = [engine('one'), engine('two')];
    engines.push(one, two);
    for (const each of engines) each.start();
    const runs = await startRuns(one, 60);
    // The same keyed events through both doors at once: one of the two is the repetition.
    const sends = runs.flatMap((run) => [1, 2, 3].map((n) => command({ kind: 'run.event', runId: run, event: 'call', payload: n, fields: {} }, `${run}:${n}`)));
    const answers = (await Promise.all([one.submitMany(sends), two.submitMany(sends)])).flat();
    expect(answers.map((answer) => (answer.ok ? answer.value.kind : answer.error)).filter((kind) => kind !== 'applied')).toEqual([]);
    expect(answers.filter((answer) => answer.ok && answer.value.kind === 'applied' && answer.value.repeated)).toHaveLength(180);
    await until(async () => (await countOf(`select count(*)::int as n from runs where workspace_id = $1 and configuration = '{ready}'`)) === 60);
    const wins = await two.submitMany(runs.map((run) => command({ kind: 'run.event', runId: run, event: 'win', payload: null, fields: {} })));
    expect(wins.every((answer) => answer.ok)).toBe(true);
    await until(async () => (await countOf(`select count(*)::int as n from runs where workspace_id = $1 and pipeline = 'side'`)) === 60);
    expect(performed).toHaveLength(60);
    expect(await countOf(`select count(*)::int as n from effects where workspace_id = $1 and status <> 'done'`)).toBe(0);
    expect(await mismatches()).toEqual([]);
  }, 60_000);
});

async function startRuns(runtime: Runtime, count: number): Promise<readonly RunId[]> {
  const made = Array.from({ length: count }, () => ({ recordId: randomUUID() as RecordId, runId: randomUUID() as RunId }));
  const answers = await runtime.submitMany(
    made.flatMap(({ recordId, runId }) => [
      command({ kind: 'record.create', recordId, object: 'deal', fields: { amount: 1 }, externalKey: null, ownerId: null }),
      command({ kind: 'run.start', runId, recordId, pipeline: 'main', vars: {}, at: null }),
    ]),
  );
  expect(answers.filter((answer) => !answer.ok)).toEqual([]);
  return made.map(({ runId }) => runId);
}

const countOf = async (sql: string): Promise<number> => (await db.storage.sql<{ n: number }>(sql, [workspace]))[0]?.n ?? 0;

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await pause(100);
  }
  throw new Error('it never came to that');
}

async function mismatches(): Promise<readonly string[]> {
  const store = new PgRunStore(db.storage.runtimePool);
  const wrong: string[] = [];
  for (const { id } of await db.storage.sql<{ id: RunId }>('select id from runs where workspace_id = $1', [workspace])) {
    const run = await store.readRun(workspace, id);
    const entries = await store.readJournal(workspace, id, 1, 100);
    const folded = fold((version, revision) => pipelines.get(run?.pipeline ?? '', version, revision), entries, UNBORN);
    if (canonicalJson(folded.snapshot) !== canonicalJson(run?.snapshot) || folded.seq !== run?.seq) wrong.push(id);
  }
  return wrong;
}
