import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkspaceId } from '#kernel';
import { feedEnd, readFeed } from './feed.js';
import { testDatabase, type TestDatabase } from './testing/test-database.js';

const ROW = `insert into journal (workspace_id, run_id, seq, record_id, entry, personal, source, occurred_at, recorded_at)
  values ($1, $2, $3, $2, '{"event":{"kind":"sent","name":"win","payload":null,"fields":{"secret":1}},"from":["a"],"to":["b"]}', '[]', 's', now(), now())`;

describe('the live feed', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  const seqs = async (workspace: WorkspaceId, after: string): Promise<{ seqs: number[]; cursor: string }> => {
    const page = await readFeed(db.storage.sql, workspace, after, 100);
    return { seqs: page.rows.map(({ seq }) => seq), cursor: page.cursor };
  };
  /** A row is shown once every older transaction has ended, those of other databases on the server included. */
  const settled = async (workspace: WorkspaceId, after: string, wanted: number): Promise<{ seqs: number[]; cursor: string }> => {
    for (let tries = 0; ; tries++) {
      const page = await seqs(workspace, after);
      if (page.seqs.length >= wanted || tries > 200) return page;
      await new Promise((go) => setTimeout(go, 25));
    }
  };

  it('goes on after a cursor, in pages, and shows no values of fields', async () => {
    const workspace = randomUUID() as WorkspaceId;
    const run = randomUUID();
    const start = await feedEnd(db.storage.sql);
    for (const seq of [1, 2, 3]) await db.storage.sql(ROW, [workspace, run, seq]);
    expect((await settled(workspace, start, 3)).seqs).toEqual([1, 2, 3]);
    const first = await readFeed(db.storage.sql, workspace, start, 2);
    expect(first.rows[0]).toEqual({ cursor: expect.any(String), runId: run, recordId: run, seq: 1, event: { kind: 'sent', name: 'win' }, from: ['a'], to: ['b'], recordedAt: expect.any(String) });
    const rest = await seqs(workspace, first.cursor);
    expect(rest.seqs).toEqual([3]);
    expect(await seqs(workspace, rest.cursor)).toEqual({ seqs: [], cursor: rest.cursor });
    expect((await seqs(randomUUID() as WorkspaceId, start)).seqs).toEqual([]);
  });

  it('never passes over a row that commits late', async () => {
    const workspace = randomUUID() as WorkspaceId;
    const [slow, quick] = [randomUUID(), randomUUID()];
    const start = await feedEnd(db.storage.sql);
    let seen: { seqs: number[]; cursor: string } | undefined;
    await db.storage.transaction(async (sql) => {
      await sql(ROW, [workspace, slow, 1]);
      await db.storage.sql(ROW, [workspace, quick, 2]);
      seen = await seqs(workspace, start);
      expect(seen.seqs).toEqual([]);
    });
    expect((await settled(workspace, seen?.cursor ?? '', 2)).seqs).toEqual([1, 2]);
  });

  it.each(['', 'x', '1', '999999999999999.1', '-1.2'])('answers a cursor that is none of this database (%j) with a reset', async (cursor) => {
    expect(await readFeed(db.storage.sql, randomUUID() as WorkspaceId, cursor, 10)).toMatchObject({ rows: [], reset: true, cursor: expect.stringMatching(/^\d+\.\d+$/) });
  });
});
