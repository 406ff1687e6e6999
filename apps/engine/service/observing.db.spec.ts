import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { PgOperatorReads } from '#storage';
import { TestEngine, type Answered } from '../testing/test-engine.js';
import { parseExposition, type Family } from '../testing/exposition.js';
import { createLog } from './log.js';

const CANARY = 'canary-7f3a91';

/** open --call--> calling (http.request) --> open; its error opens an incident */
const documentFor = (host: string): JsonObject => ({
  format: 'millrace/1',
  key: 'calls',
  object: 'deal',
  title: { en: 'Calls' },
  initial: 'open',
  states: {
    open: { stage: true, on: { call: 'calling', end: 'ended' } },
    calling: { stage: true, invoke: [{ id: 'call', step: 'http.request', with: { url: `http://${host}/{{record.name}}` }, onDone: 'open' }] },
    ended: { type: 'final', stage: true, outcome: 'won' },
  },
});

interface Line {
  readonly event?: string;
  readonly [name: string]: unknown;
}

describe('an engine that is watched', () => {
  let api: TestEngine;
  let target: Server;
  let status = 200;
  const lines: string[] = [];
  const runs: string[] = [];
  const said = (event: string): readonly Line[] => lines.map((line) => JSON.parse(line) as Line).filter((line) => line.event === event);

  beforeAll(async () => {
    target = createServer((_, response) => {
      response.statusCode = status;
      response.end(CANARY);
    });
    await new Promise<void>((done) => target.listen(0, '127.0.0.1', done));
    const host = `127.0.0.1:${(target.address() as AddressInfo).port}`;
    const log = createLog('debug', new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) }));
    api = await TestEngine.start({ outboundHosts: [host] }, log);
    await ask('/api/v1/pipelines/calls/draft', 'PUT', { document: documentFor(host) });
    await ask('/api/v1/pipelines/calls/versions', 'POST', {});
    for (let n = 0; n < 2; n += 1) {
      const made = await ask('/api/v1/records/deal', 'POST', { fields: { name: `${CANARY}-${n}` }, pipeline: 'calls' });
      runs.push(made.body.runId as string);
    }
  });
  afterAll(async () => {
    await api.stop();
    await new Promise((done) => target.close(done));
  });

  async function ask(path: string, method: string, body?: unknown): Promise<Answered> {
    return api.ask(path, api.owner.cookie, { method, ...(body === undefined ? {} : { body }) });
  }
  const send = (run: string | undefined, event: string): Promise<Answered> => ask(`/api/v1/runs/${run}/events`, 'POST', { event, payload: { note: CANARY } });
  const scraped = async (): Promise<ReadonlyMap<string, Family>> => {
    const { status: answered, body } = await ask('/metrics', 'GET');
    expect(answered).toBe(200);
    return parseExposition(body as string);
  };

  it('counts commands, work by kind, and incidents by step', async () => {
    await send(runs[0], 'call');
    await api.engine.runtime.drain();
    status = 404;
    await send(runs[1], 'call');
    await api.engine.runtime.drain();
    expect((await send(runs[0], 'nonsense')).status).toBe(409);
    const found = await scraped();
    const value = (name: string, labels: Readonly<Record<string, string>> = {}, sample = name): number | undefined => found.get(name)?.value(sample, labels);
    expect({
      refused: value('millrace_commands_total', { verdict: 'refused' }),
      done: value('millrace_work_ended_total', { kind: 'http.request', outcome: 'done' }),
      failed: value('millrace_work_ended_total', { kind: 'http.request', outcome: 'failed' }),
      lag: value('millrace_work_lag_seconds', { kind: 'http.request' }, 'millrace_work_lag_seconds_count'),
      took: value('millrace_work_seconds', { kind: 'http.request' }, 'millrace_work_seconds_count'),
      opened: value('millrace_incidents_opened_total', { step: 'http.request' }),
      open: value('millrace_incidents_open', { step: 'http.request' }),
      announced: value('millrace_wakeups_total', { source: 'commit' }),
      due: value('millrace_work_due', { kind: 'timer' }),
      carrier: value('millrace_carrier_connected', { carrier: 'in-process' }),
      up: value('millrace_database_up'),
    }).toEqual({ refused: 1, done: 1, failed: 1, lag: 2, took: 2, opened: 1, open: 1, announced: 2, due: 0, carrier: 1, up: 1 });
    const batches = value('millrace_batch_commands', {}, 'millrace_batch_commands_count') ?? 0;
    expect(batches).toBeGreaterThan(4);
    expect(value('millrace_command_seconds', {}, 'millrace_command_seconds_count')).toBeGreaterThanOrEqual(batches);
    expect(value('millrace_table_bytes', { table: 'journal' })).toBeGreaterThan(8192);
  });

  it('tells due work with its age, and what lies beyond its lease', async () => {
    const { sql } = api.database.storage;
    status = 200;
    await sql(`update incidents set status = 'resolved'`);
    await sql(
      `update effects set status = 'claimed', ready_at = now() - interval '90 seconds', lease_until = now() - interval '90 seconds' where status = 'incident'`,
    );
    expect(await new PgOperatorReads(api.database.storage).numbers()).toEqual({
      work: [{ kind: 'http.request', due: 1, beyondLease: 1, oldestSeconds: expect.closeTo(90, -1) }],
      incidents: [],
    });
  });

  it('keeps to the conventions of the format: help and type, base units, `_total` for counters, no ids', async () => {
    const found = await scraped();
    const own = [...found.values()].filter(({ name }) => name.startsWith('millrace_'));
    expect(own.length).toBeGreaterThan(20);
    for (const { name, type, help, samples } of own) {
      expect({ name, help: help.length > 10 }).toEqual({ name, help: true });
      expect({ name, total: name.endsWith('_total') }).toEqual({ name, total: type === 'counter' });
      expect(name).not.toMatch(/_(ms|millis|milliseconds|minutes|kb|mb)(_|$)/);
      for (const { labels } of samples) expect(JSON.stringify(labels)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    }
  });

  it('is asked by a machine with the API key of an administrator, and by nobody else', async () => {
    expect((await api.ask('/metrics', await api.key('admin'))).status).toBe(200);
    expect((await api.ask('/metrics', await api.key('agent'))).status).toBe(403);
    expect((await api.ask('/metrics', null)).status).toBe(401);
  });

  it('writes lines with ids: the request, the command, the attempt, the incident', async () => {
    const [run] = runs;
    const request = said('http.answered').find(({ route }) => route === '/api/v1/runs/:id/events');
    expect(request).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), id: run, status: 200, workspace: api.engine.workspace.id });
    expect(said('command.answered').find(({ command, run: of }) => command === 'run.event' && of === run)).toMatchObject({
      verdict: 'applied',
      seq: 2,
      pipeline: 'calls',
      workspace: api.engine.workspace.id,
    });
    const effect = expect.stringMatching(new RegExp(`^${run}\\.2\\.\\d+$`));
    expect(said('work.done')[0]).toMatchObject({ run, effect, kind: 'http.request', attempt: 1, epoch: 1, lagMs: expect.any(Number), ms: expect.any(Number) });
    expect(said('work.failed')[0]).toMatchObject({ run: runs[1], kind: 'http.request', code: 'http.404' });
    expect(said('incident.opened')).toMatchObject([{ run: runs[1], step: 'http.request', code: 'http.404', record: expect.any(String) }]);
    expect(said('engine.ready')).toMatchObject([{ carrier: 'in-process', role: 'all', pid: process.pid, host: expect.any(String) }]);
    expect(lines.map((line) => JSON.parse(line) as Line).filter(({ event }) => event === undefined)).toEqual([]);
  });

  it('writes no value of a field, a payload, an address or an answer', () => {
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.includes(CANARY) || line.includes(api.owner.email))).toEqual([]);
  });
});
