import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordId, RunId } from '#kernel';
import type { Answer, CommandBody } from '#runtime';
import { purgeExpired, purgeFinishedWork } from './purge.js';
import { testDatabase, type TestDatabase } from './testing/test-database.js';
import { OWNER, testWorkspace, type TestWorkspace } from './testing/test-workspace.js';

describe('the purge', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  it('deletes what is past its time, in pages, and nothing else', async () => {
    const { sql } = db.storage;
    const workspace = randomUUID();
    await sql(
      `insert into idempotency_keys (workspace_id, source, key, body_hash, answer, created_at)
       select $1::uuid, 's', n::text, 'h', '{}', now() - (case when n <= 6000 then 31 else 29 end) * interval '1 day' from generate_series(1, 6003) n`,
      [workspace],
    );
    await sql(
      `insert into refusals (workspace_id, id, run_id, record_id, event, actor, at, reasons)
       select $1::uuid, n::text, $1::uuid, $1::uuid, 'win', '{}', now() - n * interval '20 days', '[]' from generate_series(1, 2) n`,
      [workspace],
    );
    await sql(`insert into login_attempts (subject, at, succeeded) select 'x', now() - n * interval '13 hours', false from generate_series(1, 3) n`);
    expect(await purgeExpired(sql)).toEqual({ keys: 6000, refusals: 1, attempts: 2, sessions: 0 });
    expect(await purgeExpired(sql)).toEqual({ keys: 0, refusals: 0, attempts: 0, sessions: 0 });
    expect(await sql(`select count(*) as n from idempotency_keys`)).toEqual([{ n: 3 }]);
  });
});

const http = { url: 'https://example.com/' };
/** open --go--> calling (a call, and a timer of a week) --stop--> stopped; each move also asks for a request */
const CHART: JsonObject = {
  format: 'millrace/1',
  key: 'calls',
  object: 'deal',
  title: { en: 'Calls' },
  initial: 'open',
  states: {
    open: { stage: true, on: { go: { target: 'calling', actions: [{ do: 'http.request', with: http }] } } },
    calling: {
      stage: true,
      invoke: [{ id: 'call', step: 'http.request', with: http, onDone: 'answered' }],
      after: [{ in: 'P7D', target: 'open' }],
      on: { stop: { target: 'stopped', actions: [{ do: 'http.request', with: http }] } },
    },
    answered: { stage: true, on: { stop: 'stopped' } },
    stopped: { type: 'final', stage: true, outcome: 'lost' },
  },
};

describe('the purge of finished work', () => {
  let at: TestWorkspace;
  let run: RunId;
  const submit = (body: CommandBody): Promise<Answer> =>
    at.runtime.submit({ workspace: at.workspace, actor: OWNER, source: 'test', key: null, occurredAt: null, history: false, origin: null, body });
  const effects = async (): Promise<readonly string[]> =>
    (await at.sql<{ id: string; status: string }>(`select id, status from effects order by id`)).map(({ id, status }) => `${id.replace(run, 'run')} ${status}`);

  beforeAll(async () => {
    at = await testWorkspace();
    await at.library.saveDraft(at.workspace, 'calls', CHART, 'ann', 0);
    await at.library.publish(at.workspace, 'calls', 'ann', { note: null, expectedRevision: null });
    const [recordId, runId] = [randomUUID() as RecordId, randomUUID() as RunId];
    run = runId;
    await submit({ kind: 'record.create', recordId, object: 'deal', fields: { name: 'A' }, externalKey: null, ownerId: null });
    await submit({ kind: 'run.start', runId, recordId, pipeline: 'calls', vars: {}, at: null });
    for (const event of ['go', 'stop']) await submit({ kind: 'run.event', runId, event, payload: null, fields: {} });
    await at.sql(`update effects set status = 'done', ready_at = null where status = 'waiting'`);
  });
  afterAll(() => at.close());

  it('leaves runs alone that are open or ended lately', async () => {
    const before = await effects();
    expect(before).toHaveLength(4);
    expect(await purgeFinishedWork(at.sql)).toBe(0);
    expect(await effects()).toEqual(before);
  });

  it('leaves what reopening needs, and nothing else', async () => {
    const before = await effects();
    await at.sql(`update runs set ended_at = now() - interval '91 days'`);
    expect(await purgeFinishedWork(at.sql)).toBe(1);
    const after = await effects();
    expect(before.filter((row) => !after.includes(row))).toEqual([expect.stringMatching(/^run\.2\.\d done$/)]);
    expect(await purgeFinishedWork(at.sql)).toBe(0);
    await submit({ kind: 'run.reopen', runId: run });
    expect((await effects()).filter((row) => row.endsWith(' waiting'))).toHaveLength(2);
    const [row] = await at.sql<{ entry: { effects: unknown } }>(`select entry from journal where run_id = $1 order by seq desc limit 1`, [run]);
    expect(JSON.stringify(row?.entry)).toContain(`"step": "http.request"`.replace(': ', ':'));
  });
});
