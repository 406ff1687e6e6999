import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkspaceId } from '#kernel';
import { feedEnd, readFeed } from './feed.js';
import { insertEdits } from './statements/insert-edits.js';
import { testDatabase, type TestDatabase } from './testing/test-database.js';

const ROW = `with announced as materialized (select announce_journal())
  insert into journal (workspace_id, run_id, seq, record_id, entry, personal, source, occurred_at, recorded_at)
  select $1::uuid, $2::uuid, $3::int, $2::uuid, '{"event":{"kind":"sent","name":"win","payload":null,"fields":{"secret":1}},"from":["a"],"to":["b"]}', '[]', 's', now(), now() from announced`;

describe('the live feed', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  const seqs = async (workspace: WorkspaceId, after: string): Promise<{ seqs: number[]; cursor: string }> => {
    const page = await readFeed(db.storage.sql, workspace, after, 100);
    return { seqs: page.rows.map((row) => (row.kind === 'run' ? row.seq : -1)), cursor: page.cursor };
  };
  it('goes on after a cursor, in pages, and shows no values of fields', async () => {
    const workspace = randomUUID() as WorkspaceId;
    const run = randomUUID();
    const start = await feedEnd(db.storage.sql);
    for (const seq of [1, 2, 3]) await db.storage.sql(ROW, [workspace, run, seq]);
    expect((await seqs(workspace, start)).seqs).toEqual([1, 2, 3]);
    const first = await readFeed(db.storage.sql, workspace, start, 2);
    expect(first.rows[0]).toEqual({
      kind: 'run',
      cursor: expect.any(String),
      runId: run,
      recordId: run,
      seq: 1,
      event: { kind: 'sent', name: 'win' },
      from: ['a'],
      to: ['b'],
      recordedAt: expect.any(String),
    });
    const rest = await seqs(workspace, first.cursor);
    expect(rest.seqs).toEqual([3]);
    expect(await seqs(workspace, rest.cursor)).toEqual({ seqs: [], cursor: rest.cursor });
    expect((await seqs(randomUUID() as WorkspaceId, start)).seqs).toEqual([]);
  });

  it('tells of edits outside of runs in the same order, by the names of fields', async () => {
    const workspace = randomUUID() as WorkspaceId;
    const record = randomUUID();
    const start = await feedEnd(db.storage.sql);
    await db.storage.sql(ROW, [workspace, record, 1]);
    await db.storage.sql(insertEdits.text, [
      workspace,
      JSON.stringify([
        { record_id: record, what: 'changed', changes: { phone: ['1', '2'] }, actor: { kind: 'person', id: 'a' }, at: '2026-01-01T00:00:00Z', origin: null },
      ]),
    ]);
    await db.storage.sql(ROW, [workspace, record, 2]);
    const page = await readFeed(db.storage.sql, workspace, start, 100);
    expect(page.rows.map((row) => (row.kind === 'run' ? row.seq : [row.what, row.names, row.recordId]))).toEqual([1, ['changed', ['phone'], record], 2]);
    const first = await readFeed(db.storage.sql, workspace, start, 2);
    expect((await readFeed(db.storage.sql, workspace, first.cursor, 2)).rows).toMatchObject([{ kind: 'run', seq: 2 }]);
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
    expect((await seqs(workspace, seen?.cursor ?? '')).seqs).toEqual([1, 2]);
  });

  it('is not held up by a transaction that writes no history', async () => {
    const workspace = randomUUID() as WorkspaceId;
    const start = await feedEnd(db.storage.sql);
    await db.storage.transaction(async (sql) => {
      await sql(`insert into login_attempts (subject, at, succeeded) values ('x', now(), false)`);
      await db.storage.sql(ROW, [workspace, randomUUID(), 1]);
      expect((await seqs(workspace, start)).seqs).toEqual([1]);
    });
  });

  it('gives a reader every row once while many write', async () => {
    const workspace = randomUUID() as WorkspaceId;
    let cursor = await feedEnd(db.storage.sql);
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      const page = await readFeed(db.storage.sql, workspace, cursor, 7);
      cursor = page.cursor;
      seen.push(...page.rows.map((row) => (row.kind === 'run' ? `${row.runId} ${row.seq}` : row.what)));
    };
    const writing = { done: false };
    const reader = (async () => {
      while (!writing.done) await read();
    })();
    const runs = Array.from({ length: 6 }, () => randomUUID());
    const write = async (run: string): Promise<void> => {
      for (let n = 0; n < 20; n++) {
        await db.storage.transaction(async (sql) => {
          await sql(ROW, [workspace, run, 2 * n]);
          if (n % 3 === 0) await new Promise((go) => setTimeout(go, n % 7));
          await sql(ROW, [workspace, run, 2 * n + 1]);
        });
      }
    };
    await Promise.all(runs.map(write));
    writing.done = true;
    await reader;
    for (let before = -1; before < seen.length;) {
      before = seen.length;
      await read();
    }
    expect(seen.length).toBe(240);
    expect(new Set(seen).size).toBe(240);
  });

  it.each(['', 'x', '1.2', '999999999999999', '-1'])('answers a cursor that is none of this database (%j) with a reset', async (cursor) => {
    expect(await readFeed(db.storage.sql, randomUUID() as WorkspaceId, cursor, 10)).toMatchObject({
      rows: [],
      reset: true,
      cursor: expect.stringMatching(/^\d+$/),
    });
  });
});
