import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answered, TestEngine } from './testing/test-engine.js';

const MAP = { key: 'ID', columns: { 'Full name': 'name', 'E-mail': 'email' }, joins: { 'Full name': ['First', 'Last'] } };
const FILE = 'ID,First,Last,E-mail\nc1,Ada,Lovelace,ada@example.com\nc2,小明,王,wang@example.com\nc3,Bad,Mail,not a mail\n';

describe('imports over HTTP', () => {
  let api: TestEngine;
  beforeAll(async () => void (api = await TestEngine.start()));
  afterAll(() => api.stop());

  const ask = (path: string, method = 'GET', body?: unknown): Promise<Answered> => api.ask(`/api/v1${path}`, api.owner.cookie, { method, body });
  async function ended(id: string): Promise<Answered['body']> {
    for (;;) {
      const { body } = await ask(`/imports/${id}`);
      if (body.status !== 'running' && body.status !== 'undoing') return body;
    }
  }
  async function imported(body: object): Promise<Answered['body']> {
    const { status, body: job } = await ask('/imports', 'POST', { object: 'contact', csv: FILE, map: MAP, ...body });
    expect(status).toBe(202);
    return ended(job.id);
  }
  const contacts = async (): Promise<readonly string[]> => {
    const { body } = await ask('/records/contact?sort=name');
    return body.items.map(({ fields }: { fields: Record<string, string> }) => `${fields['name']} ${fields['email']}`);
  };

  it('checks without writing, imports, keeps what was not taken, and is taken back', async () => {
    const dry = await imported({ dryRun: true });
    expect(dry).toMatchObject({ status: 'done', dryRun: true, counts: { rows: 3, total: 3, created: 2, failed: 1 } });
    expect(await contacts()).toEqual([]);

    const job = await imported({ fileName: 'people.csv' });
    expect(job).toMatchObject({ status: 'done', fileName: 'people.csv', counts: { created: 2, updated: 0, failed: 1 } });
    expect(await contacts()).toEqual(['Ada Lovelace ada@example.com', '小明王 wang@example.com']);
    expect((await ask(`/imports/${job.id}/problems`)).body.items).toMatchObject([{ line: 4, column: 'E-mail', cells: { ID: 'c3', 'E-mail': 'not a mail' } }]);

    const second = await imported({ csv: FILE.replace('ada@example.com', 'countess@example.com') });
    expect(second.counts).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    await ask(`/imports/${second.id}/undo`, 'POST');
    expect((await ended(second.id)).counts.undo).toEqual({ binned: 0, restored: 1, kept: 0, keptRecords: [] });
    expect(await contacts()).toContain('Ada Lovelace ada@example.com');

    expect((await ask(`/imports/${second.id}/undo`, 'POST')).body.code).toBe('import.undone');
    expect((await ask('/imports')).body.items.map(({ id }: { id: string }) => id)).toEqual([second.id, job.id]);
  });

  it('leaves what was changed since, by name, and takes the rest out of the bin at the next import', async () => {
    const job = await imported({ csv: 'ID,First,Last,E-mail\nd1,Kept,One,kept@example.com\nd2,Gone,Two,gone@example.com\n' });
    const kept = (await ask('/records/contact?filter=email=kept@example.com')).body.items[0];
    await ask(`/records/contact/${kept.id}`, 'PATCH', { fields: { country: 'DE' } });
    await ask(`/imports/${job.id}/undo`, 'POST');
    expect((await ended(job.id)).counts.undo).toEqual({ binned: 1, restored: 0, kept: 1, keptRecords: [{ id: kept.id, name: 'Kept One' }] });
    expect(await contacts()).not.toContain('Gone Two gone@example.com');

    const again = await imported({ csv: 'ID,First,Last,E-mail\nd2,Gone,Three,gone@example.com\n' });
    expect(again.counts).toMatchObject({ updated: 1, failed: 0 });
    expect(await contacts()).toContain('Gone Three gone@example.com');
    await ask(`/imports/${again.id}/undo`, 'POST');
    expect((await ended(again.id)).counts.undo).toMatchObject({ binned: 1, kept: 0 });
  });

  it('gives values from before back also to a field retired since', async () => {
    await ask('/objects/contact/fields', 'POST', { name: 'rank', type: 'text', title: { en: 'Rank' } });
    const map = { key: 'ID', columns: { Name: 'name', Rank: 'rank' } };
    await imported({ map, csv: 'ID,Name,Rank\nr1,Ranked Person,first\n' });
    const job = await imported({ map, csv: 'ID,Name,Rank\nr1,Ranked Person,second\n' });
    expect(job.counts).toMatchObject({ updated: 1 });
    expect((await ask('/objects/contact/fields/rank/retire', 'POST')).status).toBe(200);
    await ask(`/imports/${job.id}/undo`, 'POST');
    expect((await ended(job.id)).counts.undo).toEqual({ binned: 0, restored: 1, kept: 0, keptRecords: [] });
    const [person] = (await ask(`/records/contact?filter=${encodeURIComponent('name=Ranked Person')}`)).body.items;
    expect(person.fields.rank).toBe('first');
    expect((await ask(`/records/contact/${person.id}`, 'PATCH', { fields: { rank: 'third' } })).body.code).toBe('field.retired');
  });

  it('tells rows that look like records that are there, and leaves them out when asked', async () => {
    await ask('/records/contact', 'POST', { fields: { name: 'Grace Hopper', email: 'grace@example.com' } });
    const csv = 'ID,First,Last,E-mail\ne1,Grace,H.,GRACE@example.com\ne2,Grace,Hopper,other@example.com\ne3,New,Person,new@example.com\n';
    const dry = await imported({ csv, dryRun: true });
    expect(dry.counts.findings.map(({ code, field, lines }: Record<string, unknown>) => [code, field, lines])).toEqual([
      ['record.similar', 'email', [2]],
      ['record.similar', 'name', [3]],
    ]);
    const job = await imported({ csv, similar: 'leave-out' });
    expect(job.counts).toMatchObject({ created: 1, failed: 2 });
    expect((await ask(`/imports/${job.id}/problems`)).body.items.map(({ code }: { code: string }) => code)).toEqual(['row.similar', 'row.similar']);
  });

  it.each([
    ['a map that names no column of the file', { map: { key: 'Nope', columns: {} } }, 422, 'map.column-unknown'],
    ['an object that is not there', { object: 'planet' }, 404, 'object.unknown'],
    ['a file without a header', { csv: '\n\n' }, 400, 'csv.empty'],
    ['a file over the bound', { csv: 'x'.repeat(11_000_000) }, 413, 'body.too-large'],
  ])('refuses %s', async (_title, body, status, code) => {
    const answer = await ask('/imports', 'POST', { object: 'contact', csv: FILE, map: MAP, ...body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('takes a file of several megabytes', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => `big${n},Very,Long Name ${'x'.repeat(400)},big${n}@example.com`).join('\n');
    const job = await imported({ csv: `ID,First,Last,E-mail\n${rows}\n`, dryRun: true });
    expect(job.counts).toMatchObject({ rows: 3000, created: 3000, failed: 0 });
  });
});
