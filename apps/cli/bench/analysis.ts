import { scoreTable, SCORE_METHODS, seededRandom, trainScore, type FeatureTable, type ScoreMethod, type ScoreModel } from '#analytics';
import type { Figure, Measure } from './measure.js';

const SCORED = 100_000;
const SOURCES = ['web', 'referral', 'event', 'partner', 'cold-call', 'advertising'];
const STAGES = ['fresh', 'talking', 'proposal', 'negotiation'];

/** Records with 12 features, numbers and levels, some of them missing; what becomes of them depends on five. */
function records(rows: number, seed: number): { readonly table: FeatureTable; readonly y: Uint8Array } {
  const random = seededRandom(seed);
  const pick = (from: readonly string[]): string => from[random.below(from.length)] as string;
  const numbers = Array.from({ length: 8 }, (_, k) => ({
    name: `n${k}`,
    values: Array.from({ length: rows }, () => (random.next() < 0.05 ? null : random.next() * 100)),
  }));
  const levels = [
    { name: 'source', values: Array.from({ length: rows }, () => pick(SOURCES)) },
    { name: 'stage', values: Array.from({ length: rows }, () => pick(STAGES)) },
    { name: 'product', values: Array.from({ length: rows }, () => `product ${random.below(40)}`) },
    { name: 'country', values: Array.from({ length: rows }, () => `country ${random.below(25)}`) },
  ];
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const known = (k: number): number => numbers[k]?.values[i] ?? 50;
    const pull =
      (known(0) - 50) / 20 +
      ((known(1) - 50) * (known(2) - 50)) / 1500 +
      (levels[0]?.values[i] === 'referral' ? 1 : 0) +
      STAGES.indexOf(levels[1]?.values[i] ?? '') / 2 -
      0.75;
    return random.next() < 1 / (1 + Math.exp(-pull)) ? 1 : 0;
  });
  return { table: { rows, columns: [...numbers, ...levels] }, y };
}

const timed = <T>(work: () => T): { readonly value: T; readonly seconds: number } => {
  const start = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - start) / 1000 };
};

/** Training of scores, and scoring of 100,000 records, on one core. */
export const analysisMeasure: Measure = {
  name: 'analysis',
  title: { en: 'Analysis', 'zh-CN': '分析' },
  run: async ({ quick, note }) => {
    const { table, y } = records(quick ? 10_000 : 50_000, 1);
    const others = records(SCORED, 2).table;
    const methods: readonly ScoreMethod[] = quick ? ['logistic', 'boosted'] : SCORE_METHODS;
    return methods.flatMap((method) => {
      const trained = timed(() => trainScore(table, y, { seed: 1, method, importanceRepeats: 0 }));
      if (!trained.value.ok) throw new Error(JSON.stringify(trained.value.error));
      const model: ScoreModel = trained.value.value;
      const scored = timed(() => scoreTable(model, others));
      note(`${method}: AUC ${model.report.heldOut.auc.toFixed(3)}`);
      return figuresOf(method, { rows: table.rows, training: trained.seconds, scoring: scored.seconds });
    });
  },
};

function figuresOf(method: string, { rows, training, scoring }: { readonly rows: number; readonly training: number; readonly scoring: number }): Figure[] {
  const thousands = rows / 1000;
  return [
    {
      name: `analysis.train.${method}`,
      title: { en: `training on ${thousands},000 records: ${method}`, 'zh-CN': `用 ${thousands},000 条记录训练：${method}` },
      value: training,
      unit: 's',
      target: null,
    },
    {
      name: `analysis.score.${method}`,
      title: { en: `scoring 100,000 records: ${method}`, 'zh-CN': `为 100,000 条记录评分：${method}` },
      value: scoring,
      unit: 's',
      target: { must: 5, goal: 1, better: 'less' },
    },
  ];
}
