import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../libs/storage/testing/test-database.js';
import { millrace } from './testing/recorded-terminal.js';

let database: TestDatabase;
let folder = '';
const file = (name: string): string => join(folder, name);

const ACCOUNTS = 'id,name,sector\n1,Northwind,retail\n2,Contoso,retial\n3,,retail\n';
const DEALS =
  'deal,account,stage,engaged,closed,value\nD1,Northwind,Won,2025-01-10,2025-03-01,1200\nD2,Nobody,Lost,2025-02-10,2025-03-05,0\nD3,Contoso,Won,2025-02-11,2025-02-01,50\nD4,Contoso,Open,,,\n';
const DEALS_MAP = {
  key: 'deal',
  columns: { deal: 'name', account: 'account' },
  references: { account: 'name' },
  events: [
    { event: 'engage', at: 'engaged' },
    { event: 'win', at: 'closed', when: { stage: 'Won' }, fields: { value: 'close_value', closed: 'close_date' } },
    { event: 'lose', at: 'closed', when: { stage: 'Lost' }, constants: { lost_reason: 'not recorded' } },
  ],
};

beforeAll(async () => {
  database = await testDatabase();
  // Before the first command asks for its environment.
  process.env['DATABASE_URL'] = database.url;
  folder = await mkdtemp(join(tmpdir(), 'millrace-db-'));
  await writeFile(file('accounts.csv'), ACCOUNTS);
  await writeFile(file('accounts.json'), JSON.stringify({ key: 'id', columns: { name: 'name', sector: 'sector' } }));
  await writeFile(file('deals.csv'), DEALS);
  await writeFile(file('deals.json'), JSON.stringify(DEALS_MAP));
});
afterAll(() => database.drop());

describe('commands on the database', () => {
  it('asks for a workspace where there is none', async () => {
    expect(await millrace(['workspace', 'list'])).toMatchObject({ exit: 0, out: 'There is no workspace yet.' });
    expect(await millrace(['replay', '--check'])).toMatchObject({ exit: 2, err: expect.stringContaining('no workspace yet') });
  });

  it('makes workspaces with the shipped pipelines, each name once', async () => {
    const made = await millrace(['workspace', 'create', 'Acme Europe', '--time-zone', 'Europe/Berlin', '--currency', 'EUR', '--json']);
    expect(made.json()).toMatchObject({ key: 'acme-europe', pipelines: expect.arrayContaining(['b2b-sales', 'support-ticket']) });
    expect(await millrace(['workspace', 'create', 'acme europe'])).toMatchObject({ exit: 1, err: expect.stringContaining('workspace.exists') });
    expect(await millrace(['workspace', 'create', 'X', '--time-zone', 'Mars/Olympus'])).toMatchObject({
      exit: 1,
      err: expect.stringContaining('workspace.time-zone'),
    });
    expect(await millrace(['workspace', 'create', ' '])).toMatchObject({ exit: 1, err: expect.stringContaining('workspace.name') });
  });

  it('imports records, tells of odd values by row, and never doubles', async () => {
    const words = ['import', '--object', 'account', '--csv', file('accounts.csv'), '--map', file('accounts.json'), '--json'];
    const dry = await millrace([...words, '--dry-run']);
    expect(dry.json()).toMatchObject({ dryRun: true, created: 2, failed: 1 });
    const first = await millrace(words);
    expect(first.exit).toBe(1);
    expect(first.json()).toMatchObject({ rows: 3, created: 2, failed: 1, problems: [{ line: 4 }], findings: [{ code: 'value.near-option', lines: [3] }] });
    expect((await millrace(words)).json()).toMatchObject({ created: 0, unchanged: 2 });
  });

  it('imports without a map: the first column is the key, columns named like fields are those', async () => {
    const { json } = await millrace(['import', '--object', 'account', '--csv', file('accounts.csv'), '--dry-run', '--json']);
    expect(json()).toMatchObject({ unusedColumns: [], failed: 1 });
  });

  it('plays dated events at their own time; a row that contradicts itself is reported', async () => {
    const words = ['import-history', '--pipeline', 'b2b-sales', '--csv', file('deals.csv'), '--map', file('deals.json'), '--as-of', '2025-06-01', '--json'];
    const { exit, json } = await millrace(words);
    const report = json<{ created: number; events: { played: number }; problems: { key: string }[]; findings: { code: string }[] }>();
    expect(exit).toBe(1);
    expect(report.problems.map(({ key }) => key)).toEqual(['D3']);
    expect(report.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['reference.unresolved', 'row.undated']));
    const stages = await database.storage.sql<{ stage: string; n: number }>(`select stage, count(*)::int as n from runs group by 1 order by 1`);
    expect(stages).toEqual(
      expect.arrayContaining([
        { stage: 'lost', n: 1 },
        { stage: 'won', n: 1 },
      ]),
    );
    const again = await millrace(words);
    expect(again.json()).toMatchObject({ created: 0, events: { played: 0 } });
  });

  it('folds every journal to its snapshot, and says where one does not fit', async () => {
    const good = await millrace(['replay', '--check', '--json']);
    expect(good.exit).toBe(0);
    expect(good.json()).toMatchObject({ differing: 0, first: null });
    await database.storage.sql(`update runs set snapshot = jsonb_set(snapshot, '{outcome}', '"lost"') where stage = 'won'`);
    const bad = await millrace(['replay', '--check', '--json']);
    expect(bad.exit).toBe(1);
    expect(bad.json()).toMatchObject({ differing: 1, first: { pipeline: 'b2b-sales' } });
  });

  it('checks the audit chain', async () => {
    await database.storage.sql(`select audit_append(id, clock_timestamp(), '{}'::jsonb, 'test', 'test', '{}'::jsonb) from workspaces, generate_series(1, 3)`);
    expect(await millrace(['audit', 'verify'])).toMatchObject({ exit: 0, out: expect.stringContaining('3 audit rows, the chain holds') });
    await database.storage.sql(`alter table audit disable trigger all`);
    await database.storage.sql(`update audit set detail = '{"changed":true}' where seq = 2`);
    expect((await millrace(['audit', 'verify', '--json'])).json()).toMatchObject({ ok: false, firstBad: { seq: 2, why: 'changed' } });
  });

  it('needs --workspace as soon as there are two', async () => {
    await millrace(['workspace', 'create', 'Second']);
    expect(await millrace(['audit', 'verify'])).toMatchObject({ exit: 2, err: expect.stringContaining('acme-europe, second') });
    expect(await millrace(['audit', 'verify', '--workspace', 'second'])).toMatchObject({ exit: 0 });
    expect(await millrace(['workspace', 'remove-sample', '--workspace', 'third'])).toMatchObject({ exit: 2 });
    expect(await millrace(['workspace', 'remove-sample', '--workspace', 'second'])).toMatchObject({ exit: 0 });
  });

  it.each([
    ['import', '--object', 'dragon', '--csv', 'accounts.csv'],
    ['import', '--object', 'account', '--csv', 'deals.json'],
    ['import-history', '--pipeline', 'dragons', '--csv', 'deals.csv', '--map', 'deals.json'],
    ['import-history', '--pipeline', 'b2b-sales', '--csv', 'deals.csv', '--map', 'deals.json', '--as-of', 'someday'],
  ])('answers bad input with problems and writes nothing: %s %s %s', async (...words) => {
    const [before] = await database.storage.sql<{ n: number }>('select count(*)::int as n from records');
    const line = words.map((word) => (/\.(csv|json)$/.test(word) ? file(word) : word));
    const { exit, json } = await millrace([...line, '--workspace', 'acme-europe', '--json']);
    expect(exit).toBe(1);
    expect(json<{ problems: unknown[] }>().problems.length).toBeGreaterThan(0);
    expect(await database.storage.sql<{ n: number }>('select count(*)::int as n from records')).toEqual([before]);
  });
});
