import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkspaceId } from '#kernel';
import { cookieOf, TestEngine } from './testing/test-engine.js';
import { type Furnished, furnish } from './testing/walk-values.js';

/** Ways to more than one was given, each tried by somebody who has a foot in the door. */
describe('abuse', () => {
  let api: TestEngine;
  let there: Furnished;
  beforeAll(async () => {
    api = await TestEngine.start();
    there = await furnish(api, api.owner.cookie);
  });
  afterAll(() => api.stop());

  const join = (link: string, sent: object) => api.ask('/api/v1/join', null, { method: 'POST', body: { token: link.slice(link.indexOf('#') + 1), name: 'N', ...sent } });
  const signIn = (email: string, password: string) => api.ask('/api/v1/session', null, { method: 'POST', body: { email, password } });
  const invite = async (who: string, email: string, role = 'agent'): Promise<string> =>
    String((await api.ask('/api/v1/members', who, { method: 'POST', body: { name: 'Invited', email, role } })).body.link);

  async function otherWorkspace(key: string): Promise<{ readonly cookie: string; readonly link: string }> {
    const { ids, crm, access } = api.engine.parts;
    const other = await crm.workspaces.ensure({ id: ids.next() as WorkspaceId, key, name: key, timeZone: 'UTC', currency: 'EUR' });
    const link = `#${(await access.people.ownerToken(other.id)) ?? ''}`;
    const joined = await join(link, { email: `owner@${key}.example`, password: 'the other long password' });
    return { cookie: cookieOf(joined.headers), link };
  }

  it('gives nobody an invitation of one workspace through a link of another', async () => {
    const email = 'vic@example.com';
    const link = await invite(api.owner.cookie, email, 'admin');
    const evil = await otherWorkspace('evil');
    const asVic = await join(await invite(evil.cookie, email), { email, password: 'chosen by the evil one' });
    expect(asVic.status).toBe(201);
    const cookie = cookieOf((await signIn(email, 'chosen by the evil one')).headers);
    expect((await api.ask('/api/v1/me', cookie)).body).toMatchObject({ role: 'agent', workspace: { key: 'evil' } });
    expect((await api.ask('/api/v1/workspaces', cookie)).body.items.map(({ key }: { key: string }) => key)).toEqual(['evil']);
    const main = (await api.ask('/api/v1/me', api.owner.cookie)).body.workspace.id as string;
    expect((await api.ask('/api/v1/session/workspace', cookie, { method: 'PUT', body: { id: main } })).status).toBe(404);
    const members = (await api.ask('/api/v1/members', api.owner.cookie)).body.items as { email: string; status: string }[];
    expect(members.find((member) => member.email === email)).toMatchObject({ status: 'invited' });
    expect((await join(link, { email, password: 'chosen by the evil one' })).status).toBe(201);
    expect((await api.ask('/api/v1/workspaces', cookie)).body.items).toHaveLength(2);
  });

  it('judges no more guesses at once than one after another', async () => {
    const guesses = await Promise.all(Array.from({ length: 40 }, (_, i) => signIn('many@example.com', `guess number ${i}`)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('throttles guesses at a password by an invitation for its owner', async () => {
    const email = 'ivy@example.com';
    await join(await invite(api.owner.cookie, email), { email, password: 'ivy has a long password' });
    const { cookie } = await otherWorkspace('guessing');
    const link = await invite(cookie, email);
    const guesses = [];
    for (let i = 0; i < 6; i += 1) guesses.push((await join(link, { email, password: `guess number ${i}` })).status);
    expect(guesses).toEqual([422, 422, 422, 422, 422, 429]);
  });

  it('throttles guesses at the password of a session that was left open', async () => {
    const email = 'ada@example.com';
    const left = cookieOf((await join(await invite(api.owner.cookie, email), { email, password: 'ada has a long password' })).headers);
    const guess = (i: number) => api.ask('/api/v1/me/password', left, { method: 'PUT', body: { current: `guess number ${i}`, password: 'taken over at last' } });
    const guesses = [];
    for (let i = 0; i < 6; i += 1) guesses.push((await guess(i)).status);
    expect(guesses).toEqual([422, 422, 422, 422, 422, 429]);
  });

  it('lets only those start a run in the middle who may move runs', async () => {
    const record = (await api.ask('/api/v1/records/deal', api.owner.cookie, { method: 'POST', body: { fields: { name: 'Short cut' } } })).body.id as string;
    const start = async (who: string) => api.ask('/api/v1/runs', who, { method: 'POST', body: { recordId: record, pipeline: 'walked', at: ['won'] } });
    expect(await start(await api.key('agent'))).toMatchObject({ status: 403, body: { code: 'permission.missing' } });
    expect(await start(await api.key('designer'))).toMatchObject({ status: 201, body: { snapshot: { status: 'done', outcome: 'won' } } });
  });

  it('refuses versions and values beyond what is stored, and texts longer than an index holds', async () => {
    const impact = (to: number) => api.ask('/api/v1/pipelines/walked/impact', api.owner.cookie, { method: 'POST', body: { to } });
    expect((await impact(2 ** 31)).status).toBe(422);
    expect((await impact(1_000_000)).status).toBe(404);
    const name = Array.from({ length: 2000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');
    const made = await api.ask('/api/v1/records/deal', api.owner.cookie, { method: 'POST', body: { fields: { name } } });
    expect(made.status).toBeLessThan(500);
  });
});

describe('a live stream', () => {
  let api: TestEngine;
  let there: Furnished;
  beforeAll(async () => {
    api = await TestEngine.start();
    there = await furnish(api, api.owner.cookie);
  });
  afterAll(() => api.stop());
  const note = () => api.ask(`/api/v1/runs/${there.ids.run}/events`, api.owner.cookie, { method: 'POST', body: { event: 'note' } });

  it('ends for a key that was revoked, however much there is to tell', async () => {
    const { id, key } = (await api.ask('/api/v1/keys', api.owner.cookie, { method: 'POST', body: { name: 'reader', role: 'viewer' } })).body;
    const stream = await fetch(`${api.url}/api/v1/live`, { headers: { authorization: `Bearer ${String(key)}` } });
    let ended = false;
    const reading = (async () => {
      for await (const _ of stream.body as unknown as AsyncIterable<Uint8Array>) void _;
      ended = true;
    })();
    expect((await api.ask(`/api/v1/keys/${String(id)}`, api.owner.cookie, { method: 'DELETE' })).status).toBe(204);
    for (let i = 0; i < 100 && !ended; i += 1) {
      await note();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(ended).toBe(true);
    await reading;
  });

  it('waits for a reader who does not read', async () => {
    const { sql } = api.database.storage;
    await note();
    await sql(`insert into journal select (jsonb_populate_record(j, jsonb_build_object('seq', j.seq + n, 'position', null))).* from (select * from journal where run_id = $1::uuid order by seq desc limit 1) j, generate_series(1, 1) n limit 0`, [there.ids.run]);
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.pause();
    const key = await api.key('viewer');
    socket.write(`GET /api/v1/live?lastEventId=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    socket.destroy();
  });
});
