import { FieldRegistry } from '#crm';
import { Kept, type Text } from '#kernel';
import { computeReport, Insights } from '#reports';
import { PgFieldStore, PgReportReads, PgTargetStore, type Storage } from '#storage';
import { insightGround } from './insight-ground.js';
import { median, type Figure, type Measure } from './measure.js';

const ASKED = 3;
const TARGET = { must: 5, goal: 1, better: 'less' } as const;

const REPORTS = [
  ['funnel', { en: 'funnel', 'zh-CN': '漏斗' }],
  ['time-in-stage', { en: 'time in stage', 'zh-CN': '阶段停留时间' }],
  ['velocity', { en: 'velocity', 'zh-CN': '销售速度' }],
  ['win-loss', { en: 'win and loss', 'zh-CN': '赢单与丢单' }],
  ['forecast', { en: 'forecast with its back-test', 'zh-CN': '预测与回测' }],
  ['as-of', { en: 'the board of a past date', 'zh-CN': '过去某日的看板' }],
  ['sales', { en: 'sales by owner', 'zh-CN': '按负责人的销售' }],
  ['activity', { en: 'activity', 'zh-CN': '活动' }],
  ['process', { en: 'process map', 'zh-CN': '流程图' }],
] as const satisfies readonly (readonly [Parameters<Insights['answer']>[1], Text])[];

/** Every insight over many runs, and the records behind a number, in one process: reading, computing, all of it. */
export const insightsMeasure: Measure = {
  name: 'insights',
  title: { en: 'Insights over many runs', 'zh-CN': '大量运行的洞察' },
  run: async (context) => {
    const count = context.quick ? 20_000 : 100_000;
    const { storage } = await context.database();
    context.note(`${count} deals with their journals`);
    const workspace = await insightGround(storage, count);
    const figures: Figure[] = [];
    for (const [report, title] of REPORTS) {
      const at = report === 'as-of' ? { at: new Date(Date.now() - 90 * 86_400_000).toISOString() } : {};
      const query = { pipeline: 'b2b-sales', ...at };
      const seconds = await secondsOf(() => insightsOn(storage).answer(workspace, report, query));
      const wish = { row: null, period: null, measure: MEASURES[report], cursor: undefined, limit: 50 };
      const behind = await secondsOf(() => insightsOn(storage).records(workspace, report, query, wish));
      figures.push(
        { name: `insights.${report}`, title, value: seconds, unit: 's', target: TARGET },
        {
          name: `insights.${report}.records`,
          title: { en: `  first records behind it`, 'zh-CN': `  其背后的首页记录` },
          value: behind,
          unit: 's',
          target: TARGET,
        },
      );
    }
    return figures;
  },
};

/** A number of each report whose records are asked for: the widest. */
const MEASURES = {
  funnel: 'runs',
  'time-in-stage': 'stays',
  velocity: 'opportunities',
  'win-loss': 'won',
  forecast: 'open',
  'as-of': 'count',
  sales: 'won',
  activity: 'moves',
  process: 'runs',
} as const satisfies Record<(typeof REPORTS)[number][0], string>;

/** Without anything kept from the question before. */
function insightsOn(storage: Storage): Insights {
  const reads = new PgReportReads(storage, new FieldRegistry(new PgFieldStore(storage.sql), () => performance.now()));
  const kept = { answers: new Kept(() => 0, { forMs: 0, most: 1 }), behind: new Kept<never>(() => 0, { forMs: 0, most: 1 }) };
  return new Insights(reads, new PgTargetStore(storage.sql), { compute: (input) => Promise.resolve(computeReport(input)) }, kept);
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < ASKED; n += 1) {
    const startMs = performance.now();
    await work();
    times.push((performance.now() - startMs) / 1000);
  }
  return median(times);
}
