import { findDuplicates, scoreTable, SCORE_METHODS, seededRandom, trainScore, type FeatureTable, type ScoreMethod, type ScoreModel } from '#analytics';
import type { Figure, Measure } from './measure.js';
import { plantedPairs } from './planted-pairs.js';

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

/** Training of scores, scoring of 100,000 records, and the search for duplicates among 100,000 contacts, on one core. */
export const analysisMeasure: Measure = {
  name: 'analysis',
  title: { en: 'Analysis', 'zh-CN': '分析' },
  run: async ({ quick, note }) => {
    const { table, y } = records(quick ? 10_000 : 50_000, 1);
    const others = records(SCORED, 2).table;
    const methods: readonly ScoreMethod[] = quick ? ['logistic', 'boosted'] : SCORE_METHODS;
    const scores = methods.flatMap((method) => {
      const trained = timed(() => trainScore(table, y, { seed: 1, method, importanceRepeats: 0 }));
      if (!trained.value.ok) throw new Error(JSON.stringify(trained.value.error));
      const model: ScoreModel = trained.value.value;
      const scored = timed(() => scoreTable(model, others));
      note(`${method}: AUC ${model.report.heldOut.auc.toFixed(3)}`);
      return figuresOf(method, { rows: table.rows, training: trained.seconds, scoring: scored.seconds });
    });
    return [...scores, ...duplicateFigures(quick ? 10_000 : 50_000)];
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

const CONTACT = [
  { name: 'name', weight: 3 },
  { name: 'email', weight: 3 },
  { name: 'phone', weight: 2 },
];

/** Contacts that are nearly all pairs: how long the search takes, and how many of those pairs it finds. */
function duplicateFigures(planted: number): Figure[] {
  const contacts = plantedPairs(planted, 1);
  const { value: found, seconds } = timed(() => findDuplicates(contacts, { fields: CONTACT, threshold: 0.6 }));
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const right = found.value.pairs.filter(({ a, b }) => a % 2 === 0 && b === a + 1);
  const recallAt = (least: number): Figure => ({
    name: `analysis.duplicates.recall.${least}`,
    title: { en: `  planted pairs found at ${least}`, 'zh-CN': `  相似度 ${least} 时找到的预设重复` },
    value: right.filter(({ score }) => score >= least).length / planted,
    unit: '',
    target: null,
  });
  return [
    {
      name: 'analysis.duplicates',
      title: { en: `duplicates among ${(planted * 2) / 1000},000 contacts`, 'zh-CN': `在 ${(planted * 2) / 1000},000 个联系人中查找重复` },
      value: seconds,
      unit: 's',
      target: { must: 20, goal: 5, better: 'less' },
    },
    recallAt(0.8),
    recallAt(0.6),
  ];
}
