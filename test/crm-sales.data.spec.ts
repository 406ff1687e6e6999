import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type CsvSource, importHistory, importRecords, type ImportReport } from '#crm';
import type { Instant, Json } from '#kernel';
import { OWNER, testWorkspace, type TestWorkspace } from '../libs/storage/testing/test-workspace.js';
import { dataPath, describeData } from './real-data.js';

jest.setTimeout(300_000);

const DATA = dataPath('crm-sales');
const MAPS = 'docs/examples/crm-sales';
const csv = (name: string): CsvSource => ({ open: () => createReadStream(join(DATA, name)) as AsyncIterable<Uint8Array> });
const map = async (name: string): Promise<Json> => JSON.parse(await readFile(join(MAPS, name), 'utf8')) as Json;

/** The published sales set goes in by the maps of the documentation, and the queries of the API give its published figures. */
describeData('crm-sales', ['crm-sales'], () => {
  let at: TestWorkspace;
  const reports: Record<string, ImportReport> = {};

  const records = async (object: string, file: string, dryRun = false): Promise<ImportReport> =>
    importRecords(at.importParts, {
      workspace: at.workspace,
      actor: OWNER,
      jobId: 'test',
      object,
      csv: csv(`${file}.csv`),
      map: await map(`${file}.json`),
      dryRun,
    });
  const history = async (dryRun = false): Promise<ImportReport> =>
    importHistory(at.importParts, {
      workspace: at.workspace,
      actor: OWNER,
      jobId: 'test',
      pipeline: 'b2b-sales',
      object: 'deal',
      csv: csv('sales_pipeline.csv'),
      map: await map('sales_pipeline.json'),
      dryRun,
      asOf: '2017-12-31T00:00:00.000Z' as Instant,
    });

  beforeAll(async () => {
    at = await testWorkspace();
    await at.install(['b2b-sales']);
    for (const [object, file] of [
      ['account', 'accounts'],
      ['product', 'products'],
      ['agent', 'sales_teams'],
    ] as const)
      reports[object] = await records(object, file);
    const began = performance.now();
    reports['deal'] = await history();
    console.log(`history of 8,800 deals: ${Math.round(performance.now() - began)} ms`, reports['deal'].events);
  });
  afterAll(() => at?.close());

  it('takes every row', () => {
    expect(Object.fromEntries(Object.entries(reports).map(([object, r]) => [object, [r.rows, r.created, r.failed]]))).toEqual({
      account: [85, 85, 0],
      product: [7, 7, 0],
      agent: [35, 35, 0],
      deal: [8800, 8800, 0],
    });
    expect(reports['deal']?.problems).toEqual([]);
    expect(reports['deal']?.events).toEqual({ played: 8300 + 6711, alreadyPlayed: 0, refused: 0 });
  });

  it('reports what is odd, by row', () => {
    const findings = Object.values(reports).flatMap((report) => report.findings);
    const of = (code: string, field: string) =>
      findings
        .filter((f) => f.code === code && f.field === field)
        .map(({ got, suggestion, count, lines }) => ({ got, suggestion, count, lines: lines.length }));
    expect(of('reference.unresolved', 'product')).toEqual([{ got: 'GTXPro', suggestion: 'GTX Pro', count: 1480, lines: 1480 }]);
    expect(of('reference.blank', 'account')).toEqual([{ got: null, suggestion: null, count: 1425, lines: 1425 }]);
    expect(of('value.near-option', 'sector')).toEqual([{ got: 'technolgy', suggestion: 'technology', count: 12, lines: 12 }]);
    expect(
      of('records.unreferenced', 'sales_agent')
        .map((f) => f.got)
        .sort(),
    ).toEqual(['Carl Lin', 'Carol Thompson', 'Elizabeth Anderson', 'Mei-Mei Johns', 'Natalya Ivanova']);
    expect(findings.filter((f) => f.code === 'row.undated').map((f) => f.count)).toEqual([500]);
    expect(findings.filter((f) => f.code === 'reference.unresolved' && f.field !== 'product')).toEqual([]);
  });

  it('keeps the raw text of what it could not resolve', async () => {
    const { groups } = await at.records.summary(at.workspace, 'deal', { filter: 'product=', group: 'product_text' });
    expect(groups).toEqual([{ group: { product_text: 'GTXPro' }, values: { count: 1480 } }]);
  });

  it('resolves references to rows further down the same file', async () => {
    const { groups } = await at.records.summary(at.workspace, 'account', { filter: 'subsidiary_of!=', group: 'subsidiary_of.name' });
    expect(groups.reduce((sum, row) => sum + (row.values['count'] ?? 0), 0)).toBe(15);
    expect(groups.map((row) => row.group['subsidiary_of.name'])).toEqual([
      'Acme Corporation',
      'Bubba Gump',
      'Golddex',
      'Inity',
      'Massive Dynamic',
      'Sonron',
      'Warephase',
    ]);
  });

  it('gives the published figures', async () => {
    const stages = await at.records.summary(at.workspace, 'deal', { group: 'stage' });
    expect(Object.fromEntries(stages.groups.map((row) => [row.group['stage'], row.values['count']]))).toEqual({
      won: 4238,
      lost: 2473,
      engaging: 1589,
      prospecting: 500,
    });
    const won = await at.records.summary(at.workspace, 'deal', { filter: 'outcome=won', measure: 'count,sum:close_value,avg:cycleDays,median:cycleDays' });
    expect(won.groups).toEqual([
      { group: {}, currency: 'USD', values: { count: 4238, 'sum:close_value': 10_005_534, 'avg:cycleDays': expect.closeTo(51.78, 2), 'median:cycleDays': 57 } },
    ]);
    const ended = await at.records.summary(at.workspace, 'deal', { filter: 'open=false', group: 'outcome' });
    const count = (outcome: string): number => ended.groups.find((row) => row.group['outcome'] === outcome)?.values['count'] ?? 0;
    expect(count('won') / (count('won') + count('lost'))).toBeCloseTo(0.6315, 4);
  });

  it('does nothing the second time', async () => {
    const again = [await records('account', 'accounts'), await records('product', 'products'), await records('agent', 'sales_teams'), await history()];
    expect(again.map((r) => [r.created, r.updated, r.unchanged, r.failed])).toEqual([
      [0, 0, 85, 0],
      [0, 0, 7, 0],
      [0, 0, 35, 0],
      [0, 0, 8800, 0],
    ]);
    expect(again[3]?.events).toEqual({ played: 0, alreadyPlayed: 8300 + 6711, refused: 0 });
  });

  it('says in a dry run what it would do, and writes nothing', async () => {
    const empty = await testWorkspace();
    try {
      const report = await importRecords(empty.importParts, {
        workspace: empty.workspace,
        actor: OWNER,
        jobId: 'dry',
        object: 'account',
        csv: csv('accounts.csv'),
        map: await map('accounts.json'),
        dryRun: true,
      });
      expect([report.created, report.failed]).toEqual([85, 0]);
      expect(report.findings.filter((f) => f.code === 'reference.unresolved')).toEqual([]);
      expect(await empty.sql('select count(*)::int as n from records')).toEqual([{ n: 0 }]);
    } finally {
      await empty.close();
    }
  });
});
