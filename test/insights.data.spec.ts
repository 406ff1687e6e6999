import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type CsvSource, importHistory, importRecords } from '#crm';
import { type Instant, type Json, Kept } from '#kernel';
import { computeReport, Insights } from '#reports';
import { PgReportReads, PgTargetStore } from '#storage';
import { OWNER, testWorkspace, type TestWorkspace } from '../libs/storage/testing/test-workspace.js';
import { published } from './published-figures.js';
import { dataPath, describeData } from './real-data.js';
import { readCsv } from './real-tables.js';

jest.setTimeout(300_000);

const CSV = ['crm-sales', 'sales_pipeline.csv'] as const;
const PERIOD = { pipeline: 'b2b-sales', from: '2016-01-01T00:00:00Z', to: '2018-01-01T00:00:00Z' };

/** The reports over the published sales set give its published figures, and those that its rows give when counted apart. */
describeData('crm-sales in the reports', ['crm-sales'], () => {
  let at: TestWorkspace;
  let insights: Insights;
  const rows = readCsv(CSV);

  beforeAll(async () => {
    at = await testWorkspace();
    await at.install(['b2b-sales']);
    const { importParts: parts, workspace } = at;
    const csv = (name: string): CsvSource => ({ open: () => createReadStream(join(dataPath('crm-sales'), name)) as AsyncIterable<Uint8Array> });
    const map = async (name: string): Promise<Json> => JSON.parse(await readFile(join('docs/examples/crm-sales', name), 'utf8')) as Json;
    const job = { workspace, actor: OWNER, jobId: 'test', dryRun: false };
    for (const [object, file] of [
      ['account', 'accounts'],
      ['product', 'products'],
      ['agent', 'sales_teams'],
    ] as const)
      await importRecords(parts, { ...job, object, csv: csv(`${file}.csv`), map: await map(`${file}.json`) });
    const history = { csv: csv('sales_pipeline.csv'), map: await map('sales_pipeline.json'), asOf: '2017-12-31T00:00:00.000Z' as Instant };
    await importHistory(parts, { ...job, pipeline: 'b2b-sales', object: 'deal', ...history });
    const reads = new PgReportReads(at.storage, at.registry);
    const kept = <T>() => new Kept<T>(() => performance.now(), { forMs: 60_000, most: 100 });
    insights = new Insights(reads, new PgTargetStore(at.storage.sql), { compute: async (input) => computeReport(input) }, { answers: kept(), behind: kept() });
  });
  afterAll(() => at?.close());

  it('funnel: reached, went on, lost, here', async () => {
    const counts = published<Record<string, number>>('crm_sales_opportunities', 'deal_stage counts');
    const funnel = await insights.report(at.workspace, 'funnel', PERIOD);
    expect([funnel.runs, funnel.won, funnel.lost, funnel.open]).toEqual([8800, counts['Won'], counts['Lost'], 500 + 1589]);
    expect(funnel.stages.map(({ key, reached, wentOn, lost, here }) => [key, reached, wentOn, lost, here])).toEqual([
      ['prospecting', 8800, 8300, 0, 500],
      ['engaging', 8300, 4238, 2473, 1589],
      ['won', 4238, 0, 0, 0],
    ]);
    const strict = await insights.report(at.workspace, 'funnel', { ...PERIOD, mode: 'strict' });
    expect(strict.stages.map(({ reached }) => reached)).toEqual([8800, 8300, 4238]);
  });

  it('win rate, won revenue, cycle', async () => {
    const [revenue, winRate, mean, median] = published<number[]>('crm_sales_opportunities', 'won revenue') as [number, number, number, number];
    const winLoss = await insights.report(at.workspace, 'win-loss', PERIOD);
    expect(winLoss.outcomes.map(({ key, count, value }) => [key, count, value])).toEqual([
      ['won', 4238, revenue],
      ['lost', 2473, 0],
    ]);
    expect(winLoss.winRate).toBeCloseTo(winRate, 4);
    expect(winLoss.months.reduce((sum, { wonValue }) => sum + wonValue, 0)).toBe(revenue);
    const { cycle, total } = await insights.report(at.workspace, 'velocity', PERIOD);
    expect(cycle.meanDays).toBeCloseTo(mean, 2);
    expect(cycle.medianDays).toBe(median);
    expect(total.perDay).toBeCloseTo((8800 * (total.winRate ?? 0) * (revenue / 4238)) / (cycle.meanDays ?? 0), 6);
  });

  it('the board as of a past day is what the rows say of that day', async () => {
    const board = await insights.report(at.workspace, 'as-of', { ...PERIOD, at: '2017-06-30T12:00:00Z' });
    const engaged = rows.filter((row) => row['engage_date'] && (row['engage_date'] ?? '') <= '2017-06-30');
    const closed = engaged.filter((row) => row['close_date'] && (row['close_date'] ?? '') <= '2017-06-30');
    const counts = Object.fromEntries(board.stages.map(({ key, count }) => [key, count]));
    expect(counts['engaging']).toBe(engaged.length - closed.length);
    expect(counts['won']).toBe(closed.filter((row) => row['deal_stage'] === 'Won').length);
    expect(counts['lost']).toBe(closed.filter((row) => row['deal_stage'] === 'Lost').length);
  });

  it('sales by agent, and the records behind the best one', async () => {
    const sums = new Map<string, number>();
    for (const row of rows)
      if (row['deal_stage'] === 'Won') sums.set(row['sales_agent'] ?? '', (sums.get(row['sales_agent'] ?? '') ?? 0) + Number(row['close_value']));
    const [name, value] = [...sums].sort((a, b) => b[1] - a[1])[0] as [string, number];
    const sales = await insights.sales(at.workspace, PERIOD);
    expect(sales.rows[0]).toMatchObject({ name, wonValue: value });
    const wish = { row: sales.rows[0]?.key ?? null, period: null, measure: 'won', cursor: undefined, limit: 200 };
    const behind = await insights.records(at.workspace, 'sales', PERIOD, wish);
    expect(behind.total).toBe(sales.rows[0]?.won);
    expect(behind.items.every(({ outcome }) => outcome === 'won')).toBe(true);
  });

  it('time in stage counts those still there; the ended ones are the published cycle', async () => {
    const { stages } = await insights.report(at.workspace, 'time-in-stage', PERIOD);
    const engaging = stages.find(({ key }) => key === 'engaging');
    expect(engaging).toMatchObject({ stays: 8300, open: 1589, ended: { n: 6711 } });
    expect(engaging?.mean ?? 0).toBeGreaterThan(engaging?.ended.mean ?? 0);
  });

  it('forecast at a past quarter says its band and its error, and the band is kept more often than not', async () => {
    const forecast = await insights.report(at.workspace, 'forecast', { ...PERIOD, to: '2017-12-31T00:00:00Z' });
    expect(forecast.method).toBe('chart');
    expect(forecast.within?.low ?? 0).toBeLessThan(forecast.within?.expected ?? 0);
    expect(forecast.within?.high ?? 0).toBeGreaterThan(forecast.within?.expected ?? 0);
    expect(forecast.months.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(forecast.within?.expected ?? 0, 0);
    expect(forecast.backTest?.brier ?? 1).toBeLessThan(forecast.backTest?.naiveBrier ?? 0);
    console.log(forecast.backTest?.line.en);
  });

  it('process map: the moves that the rows tell, all allowed by the chart', async () => {
    const map = await insights.process(at.workspace, PERIOD);
    expect(map.edges.map(({ key, count }) => [key, count])).toEqual([
      ['prospecting→engaging', 8300],
      ['engaging→won', 4238],
      ['engaging→lost', 2473],
    ]);
    expect(map.conformance).toMatchObject({ cases: 8800, fitting: 8800, fitness: expect.closeTo(1, 9) });
    expect(map.transitions.find(({ id }) => id.includes('win'))?.count).toBe(4238);
  });
});
