import { describe, expect, it } from '@jest/globals';
import { instantAt, Kept, type WorkspaceId } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import { Duplicates } from './duplicates.js';
import { CUSTOMER_TASKS } from './tasks/index.js';

const WORKSPACE = 'w' as WorkspaceId;

/** Contacts that were entered twice, each pair under a name of its own. */
function entered(names: readonly string[]) {
  const told = { searches: 0, stamp: '1' };
  const rows = names.flatMap((name, n) => [`a${n}`, `b${n}`].map((id) => ({ id, values: { name, email: `${name}@example.com`, phone: null } })));
  const decided: { a: string; b: string }[] = [];
  const work: AnalysisWork = {
    run: async (task, input) => {
      told.searches += 1;
      return CUSTOMER_TASKS[task](input as never) as never;
    },
  };
  const duplicates = new Duplicates(
    { fields: async () => rows, fieldsStamp: async () => told.stamp },
    {
      of: async () => decided,
      add: async (_workspace, _object, pair) => decided.push(pair) > 0,
      remove: async () => void decided.pop(),
    },
    { work, kept: new Kept(() => 0, { forMs: 1, most: 9 }) },
    async () => instantAt(0),
  );
  return { told, rows, duplicates };
}

describe('records that may be one', () => {
  it('are searched once for as long as none is changed, however many pairs are decided', async () => {
    const { told, duplicates } = entered(['Anna Albrecht', 'Boris Blank', 'Clara Csik']);
    const open = async () => (await duplicates.of(WORKSPACE, {})).pairs.map(({ a, b }) => `${a.id} ${b.id}`).sort();
    expect(await open()).toEqual(['a0 b0', 'a1 b1', 'a2 b2']);
    await duplicates.decide(WORKSPACE, { object: 'contact', a: 'b1', b: 'a1', isDuplicate: false }, 'u');
    expect(await open()).toEqual(['a0 b0', 'a2 b2']);
    expect(await duplicates.of(WORKSPACE, { limit: 1 })).toMatchObject({
      records: 6,
      found: 2,
      distinct: 1,
      pairs: [{ fields: [{ name: 'name', score: 1 }, {}, {}] }],
    });
    expect(await duplicates.of(WORKSPACE, { distinct: true })).toMatchObject({ found: 1, distinct: 1, pairs: [{ a: { id: 'a1', name: 'Boris Blank' } }] });
    await duplicates.decide(WORKSPACE, { object: 'contact', a: 'a1', b: 'b1', isDuplicate: true }, 'u');
    expect(await open()).toHaveLength(3);
    expect(told.searches).toBe(1);
  });

  it('are searched anew when one was changed, and for another threshold', async () => {
    const { told, rows, duplicates } = entered(['Anna Albrecht', 'Boris Blank']);
    expect((await duplicates.of(WORKSPACE, {})).found).toBe(2);
    rows.pop();
    told.stamp = '2';
    expect(await duplicates.of(WORKSPACE, {})).toMatchObject({ records: 3, found: 1 });
    await duplicates.of(WORKSPACE, { threshold: 0.9 });
    expect(told.searches).toBe(3);
  });

  it('are not searched where there are none', async () => {
    const { told, duplicates } = entered([]);
    expect(await duplicates.of(WORKSPACE, {})).toMatchObject({ records: 0, found: 0, distinct: 0, pairs: [] });
    expect(told.searches).toBe(0);
  });
});
