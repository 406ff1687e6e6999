import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Throttle } from '#access';
import type { WorkspaceId } from '#kernel';
import { PgAttemptStore } from '#storage';
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

  const join = (link: string, sent: object) =>
    api.ask('/api/v1/join', null, { method: 'POST', body: { token: link.slice(link.indexOf('#') + 1), name: 'N', ...sent } });
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
    const throttle = new Throttle(new PgAttemptStore(api.database.storage));
    const guesses = await Promise.allSettled(Array.from({ length: 40 }, () => throttle.begin('many@example.com', '192.0.2.7')));
    expect(guesses.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
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
    const guess = (i: number) =>
      api.ask('/api/v1/me/password', left, { method: 'PUT', body: { current: `guess number ${i}`, password: 'taken over at last' } });
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
    const name = Array.from({ length: 2000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * i * 7919) % 20_011))).join('');
    const made = await api.ask('/api/v1/records/account', api.owner.cookie, { method: 'POST', body: { fields: { name } } });
    expect(made).toMatchObject({ status: 422, body: { code: 'text.beyond-index' } });
    const field = { name: 'long_one', type: 'text', title: { en: 'Long' } };
    await api.ask('/api/v1/objects/deal/fields', api.owner.cookie, { method: 'POST', body: { ...field, indexed: true } });
    const items = [{ fields: { long_one: name } }, {}].map((more) => ({ runId: there.ids.run, event: 'note', ...more }));
    const bulk = await api.ask('/api/v1/events', api.owner.cookie, { method: 'POST', body: { items } });
    expect(bulk.body.items).toMatchObject([{ kind: 'failed', status: 422, code: 'text.beyond-index' }, { kind: 'applied' }]);
  });
});
