import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answered, TestEngine } from './testing/test-engine.js';

describe('the workspace itself', () => {
  let api: TestEngine;
  beforeAll(async () => void (api = await TestEngine.start()));
  afterAll(() => api.stop());

  const ask = (path: string, method = 'GET', body?: unknown): Promise<Answered> => api.ask(`/api/v1${path}`, api.owner.cookie, { method, body });

  it('takes another name, zone and currency, each for itself', async () => {
    expect((await ask('/workspace', 'PATCH', { name: 'Mill', timeZone: 'Europe/Berlin' })).body).toMatchObject({
      name: 'Mill',
      timeZone: 'Europe/Berlin',
      currency: 'USD',
    });
    expect((await ask('/workspace', 'PATCH', { currency: 'EUR' })).body).toMatchObject({ name: 'Mill', currency: 'EUR' });
    expect((await ask('/workspaces')).body.items).toMatchObject([{ name: 'Mill', timeZone: 'Europe/Berlin', currency: 'EUR' }]);
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'workspace.zone'],
    [{ currency: 'euro' }, 'input.form'],
  ])('refuses %j', async (body, code) => {
    const answer = await ask('/workspace', 'PATCH', body);
    expect(answer.status).toBe(422);
    expect([answer.body.code, code]).toContain(answer.body.code);
  });

  it('renames whoever asks', async () => {
    expect((await ask('/me', 'PATCH', { name: 'Olga O.' })).status).toBe(204);
    expect((await ask('/me')).body.name).toBe('Olga O.');
  });

  it('counts and removes the sample, and nothing else', async () => {
    const { body: own } = await ask('/records/account', 'POST', { fields: { name: 'Mine' } });
    const { body: shipped } = await ask('/records/account', 'POST', { fields: { name: 'Shipped' } });
    await api.database.storage.sql(`update records set origin = 'sample' where id = $1::uuid`, [shipped.id]);
    expect((await ask('/workspace/sample')).body).toEqual({ records: 1, runs: 0, tasks: 0 });
    expect((await ask('/workspace/sample/removal', 'POST')).body.removed).toMatchObject({ records: 1 });
    expect((await ask('/records/account')).body.items.map(({ id }: { id: string }) => id)).toEqual([own.id]);
    expect((await ask('/audit?limit=1')).body.items[0]).toMatchObject({ action: 'sample.remove' });
  });
});
