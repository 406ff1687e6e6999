import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';

describe('the search over all objects', () => {
  let api: TestEngine;
  beforeAll(async () => {
    api = await TestEngine.start();
    const make = (object: string, fields: object) => api.ask(`/api/v1/records/${object}`, api.owner.cookie, { method: 'POST', body: { fields } });
    await make('account', { name: 'Northwind Mills' });
    await make('deal', { name: 'Mills, 20 looms' });
    await make('ticket', { subject: 'Loom stands still at Northwind' });
  });
  afterAll(() => api.stop());
  const found = async (q: string, limit = '') => {
    const { body } = await api.ask(`/api/v1/search?q=${encodeURIComponent(q)}${limit}`, api.owner.cookie);
    return body.items.map(({ object, name }: { object: string; name: string }) => [object, name]);
  };

  it.each([
    [
      'mills',
      [
        ['account', 'Northwind Mills'],
        ['deal', 'Mills, 20 looms'],
      ],
    ],
    ['loom northwind', [['ticket', 'Loom stands still at Northwind']]],
    ['nobody', []],
    ["%' or 1=1 --", []],
  ])('%j finds %j', async (q, expected) => {
    expect(await found(q)).toEqual(expected);
  });

  it('gives at most so many of each object, and refuses a search for nothing', async () => {
    await api.ask('/api/v1/records/deal', api.owner.cookie, { method: 'POST', body: { fields: { name: 'Mills again' } } });
    expect(await found('mills', '&limit=1')).toEqual([
      ['account', 'Northwind Mills'],
      ['deal', 'Mills again'],
    ]);
    expect((await api.ask('/api/v1/search?q=', api.owner.cookie)).status).toBe(422);
  });
});
