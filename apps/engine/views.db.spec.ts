import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';

describe('saved views', () => {
  let api: TestEngine;
  let agent: string;
  let viewer: string;
  let designer: string;
  beforeAll(async () => {
    api = await TestEngine.start();
    [agent, viewer, designer] = [await api.key('agent'), await api.key('viewer'), await api.key('designer')];
  });
  afterAll(() => api.stop());

  const save = (who: string, body: object) => api.ask('/api/v1/views', who, { method: 'POST', body });
  const change = (who: string, id: string, body: object) => api.ask(`/api/v1/views/${id}`, who, { method: 'PATCH', body });
  const namesFor = async (who: string, query = 'object=deal'): Promise<readonly string[]> =>
    (await api.ask(`/api/v1/views?${query}`, who)).body.items.map(({ name }: { name: string }) => name);

  it('are kept with filter, order and columns, and changed in part', async () => {
    const body = {
      object: 'deal',
      pipeline: 'b2b-sales',
      name: 'Big',
      filter: 'close_value>1000',
      sort: '-close_value',
      columns: [{ path: 'name', width: 240 }, { path: 'stage' }],
    };
    const { status, body: saved } = await save(agent, body);
    expect({ status, saved }).toMatchObject({ status: 201, saved: { ...body, q: '', shared: false, mine: true } });
    const { body: changed } = await change(agent, saved.id, { name: 'Bigger', filter: 'close_value>2000' });
    expect(changed).toMatchObject({ ...body, name: 'Bigger', filter: 'close_value>2000' });
    expect(await namesFor(agent, 'object=deal&pipeline=b2b-sales')).toEqual(['Bigger']);
    expect(await namesFor(agent, 'object=ticket')).toEqual([]);
  });

  it('of somebody else are not there', async () => {
    const { body: own } = await save(viewer, { object: 'deal', name: 'Only mine' });
    expect(await namesFor(viewer)).toContain('Only mine');
    expect(await namesFor(agent)).not.toContain('Only mine');
    expect((await change(agent, own.id, { name: 'Taken' })).body.code).toBe('view.not-found');
    expect((await api.ask(`/api/v1/views/${own.id}`, api.owner.cookie, { method: 'DELETE' })).status).toBe(404);
    expect((await api.ask(`/api/v1/views/${own.id}`, viewer, { method: 'DELETE' })).status).toBe(204);
    expect(await namesFor(viewer)).not.toContain('Only mine');
  });

  it('are shared by designers and admins, and seen by everybody', async () => {
    expect((await save(agent, { object: 'deal', name: 'For all', shared: true })).body.code).toBe('view.share');
    const { body: shared } = await save(designer, { object: 'deal', name: 'For all', shared: true });
    const { items } = (await api.ask('/api/v1/views?object=deal', viewer)).body;
    expect(items.find(({ id }: { id: string }) => id === shared.id)).toMatchObject({ shared: true, mine: false });
    expect((await change(agent, shared.id, { name: 'Mine' })).body.code).toBe('view.share');
    expect((await change(api.owner.cookie, shared.id, { name: 'For everybody' })).body.name).toBe('For everybody');
  });

  it.each([
    ['an object that is none', { object: 'boat', name: 'x' }, 404, 'object.unknown'],
    ['no name', { object: 'deal', name: ' ' }, 422, 'body.form'],
    ['a column without a path', { object: 'deal', name: 'x', columns: [{}] }, 422, 'body.form'],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await save(agent, body);
    expect(answer.status).toBe(status);
    if (status === 404) expect(answer.body.code).toBe(code);
  });

  it('are bounded', async () => {
    const all = await Promise.all(Array.from({ length: 201 }, (_, n) => save(viewer, { object: 'account', name: `View ${n}` })));
    expect(all.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(200);
    expect((await save(viewer, { object: 'account', name: 'One more' })).body.code).toBe('view.too-many');
  });
});
