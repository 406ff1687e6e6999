import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';

const DOCUMENT = {
  format: 'millrace/1',
  key: 'told',
  object: 'deal',
  title: { en: 'Told' },
  roles: ['checker'],
  initial: 'open',
  states: {
    open: {
      on: {
        owner: { actions: [{ do: 'notify', with: { text: 'To the owner' } }] },
        role: { actions: [{ do: 'notify', with: { text: 'To checkers', role: 'checker' } }] },
        win: 'won',
      },
    },
    won: { type: 'final' },
  },
};

describe('notifications', () => {
  let api: TestEngine;
  let record: { id: string; runId: string };
  const ask = (path: string, who: string, body?: unknown) => api.ask(path, who, body === undefined ? {} : { method: 'POST', body });
  const mine = async (who: string) =>
    (await ask('/api/v1/notifications', who)).body as { items: { id: string; text: string; read: boolean }[]; unread: number };
  const send = async (event: string) => {
    const { status, body } = await ask(`/api/v1/runs/${record.runId}/events`, api.owner.cookie, { event });
    if (status >= 300) throw new Error(JSON.stringify(body));
  };

  beforeAll(async () => {
    api = await TestEngine.start();
    await api.ask('/api/v1/pipelines/told/draft', api.owner.cookie, { method: 'PUT', body: { document: DOCUMENT } });
    await ask('/api/v1/pipelines/told/versions', api.owner.cookie, {});
    const me = (await ask('/api/v1/me', api.owner.cookie)).body;
    record = (await ask('/api/v1/records/deal', api.owner.cookie, { fields: { name: 'Acme' }, ownerId: me.id, pipeline: 'told' })).body;
  });
  afterAll(() => api.stop());

  it('come to the owner of the record and to those who hold the role, newest first', async () => {
    await send('owner');
    await send('role');
    const { items, unread } = await mine(api.owner.cookie);
    expect(items.map(({ text, read }) => ({ text, read }))).toEqual([
      { text: 'To checkers', read: false },
      { text: 'To the owner', read: false },
    ]);
    expect(items[0]).toMatchObject({ record: { id: record.id, object: 'deal', name: 'Acme' } });
    expect(unread).toBe(2);
  });

  it('are nobody else’s', async () => {
    const viewer = await api.key('viewer');
    expect(await mine(viewer)).toEqual({ items: [], unread: 0 });
    const ids = (await mine(api.owner.cookie)).items.map(({ id }) => id);
    expect((await ask('/api/v1/notifications/read', viewer, { ids })).status).toBe(204);
    expect(await api.engine.parts.storage.sql('select 1 from notification_reads')).toEqual([]);
  });

  it('are read by one person alone, once', async () => {
    const [first] = (await mine(api.owner.cookie)).items;
    const ids = [first?.id, first?.id, 'no such thing'];
    for (let n = 0; n < 2; n++) expect((await ask('/api/v1/notifications/read', api.owner.cookie, { ids })).status).toBe(204);
    const { items, unread } = await mine(api.owner.cookie);
    expect(items.map(({ read }) => read)).toEqual([true, false]);
    expect(unread).toBe(1);
  });

  it('to the owner stay with whoever owned the record then', async () => {
    const me = (await ask('/api/v1/me', api.owner.cookie)).body;
    await api.ask(`/api/v1/records/deal/${record.id}`, api.owner.cookie, { method: 'PATCH', body: { fields: {}, ownerId: null } });
    expect((await mine(api.owner.cookie)).items).toHaveLength(2);
    await send('owner');
    expect((await mine(api.owner.cookie)).items).toHaveLength(2);
    await api.ask(`/api/v1/records/deal/${record.id}`, api.owner.cookie, { method: 'PATCH', body: { fields: {}, ownerId: me.id } });
    expect((await mine(api.owner.cookie)).items).toHaveLength(3);
  });
});
