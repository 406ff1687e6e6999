import { basketsOf, eclat, kMeans, matrixAround, PurchaseTally, rfmOfTally, rulesOf, seededRandom, type Answer, type Random } from '#analytics';
import type { Figure, Measure, Target } from './measure.js';

const SEED = 7;
const DAY_MS = 86_400_000;

/** The pure algorithms on made data of the sizes that performance.md names; one core, this process. */
export const customersMeasure: Measure = {
  name: 'customers',
  title: { en: 'Customers: segments, RFM, baskets', 'zh-CN': '客户：分群、RFM、购物篮' },
  run: ({ quick, note }) => {
    const random = seededRandom(SEED);
    const figures: Figure[] = [];
    for (const [title, work] of [
      ['segments', () => segments(random, quick ? 100_000 : 1_000_000)],
      ['rfm', () => rfm(random, 541_909)],
      ['rules', () => rules(random, 100_000)],
    ] as const) {
      figures.push(...work());
      note(`${title}: ${memoryMb().toFixed(0)} MB`);
    }
    return Promise.resolve([...figures, figure('memory', 'memory at most', '最大内存', memoryMb(), 'MB', { must: 1_000, goal: 500, better: 'less' })]);
  },
};

const figure = (name: string, en: string, zh: string, value: number, unit: string, target: Target | null = null): Figure => ({
  name: `customers.${name}`,
  title: { en, 'zh-CN': zh },
  value,
  unit,
  target,
});

/** Most that this process has held so far; `maxRSS` is in kilobytes. */
const memoryMb = (): number => process.resourceUsage().maxRSS / 1024;

function timed<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const start = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

function given<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

/** What scikit-learn took for so many rows, eight columns, eight clusters: measured once, on data of its own, with two threads. */
const SCIKIT_SECONDS: Readonly<Record<number, number>> = { 100_000: 0.046, 1_000_000: 1.5 };

/** Eight groups of eight columns that stand well apart (11 deviations between neighbours); one start, iterated until no row changes. */
function segments(random: Random, rows: number): readonly Figure[] {
  const values = new Float64Array(rows * 8);
  for (let i = 0; i < values.length; i += 1) values[i] = (((i >> 3) * 7 + (i & 7)) % 8) * 1.5 + random.normal();
  const matrix = given(matrixAround(values, 8));
  const { value, seconds } = timed(() => given(kMeans(matrix, { k: 8, seed: SEED, restarts: 1 })));
  const size = rows.toLocaleString('en');
  return [
    figure('segments', `${size} customers x 8 columns into 8 segments, one start`, `${size} 个客户 × 8 列分为 8 组（单次起点）`, seconds, 's'),
    figure('segments.iterations', 'its iterations', '其迭代次数', value.model.iterations, ''),
    ...againstScikit(rows, seconds),
  ];
}

/** A stated reference, not a race: other data and other iterations, so that the ratio says no more than the order of size. */
function againstScikit(rows: number, seconds: number): readonly Figure[] {
  const reference = SCIKIT_SECONDS[rows];
  if (reference === undefined) return [];
  // The short run is over before the code is warm: it is told, not judged.
  const target: Target | null = rows === 1_000_000 ? { must: 2.5, goal: 1, better: 'less' } : null;
  return [
    figure(
      'segments.reference',
      'scikit-learn for that many, on its own data (stated, not run)',
      'scikit-learn 处理同样数量（其自有数据，引用值，未运行）',
      reference,
      's',
    ),
    figure('segments.ratio', 'times that figure (the data differ)', '与该值之比（数据不同）', seconds / reference, '', target),
  ];
}

function rfm(random: Random, lines: number): readonly Figure[] {
  const asOfMs = 400 * DAY_MS;
  const { seconds } = timed(() => {
    const tally = new PurchaseTally(asOfMs);
    for (let n = 0; n < lines; n += 1) {
      const invoice = Math.floor(n / 21);
      tally.add({ customer: `c${(invoice * 7919) % 4372}`, invoice: `i${invoice}`, atMs: (invoice % 373) * DAY_MS, amount: 1 + random.next() * 30 });
    }
    return given(rfmOfTally(tally, asOfMs));
  });
  return [figure('rfm', '541,909 invoice lines to recency, frequency, money', '541,909 行发票计算 RFM', seconds, 's')];
}

function rules(random: Random, baskets: number): readonly Figure[] {
  // Items by a falling frequency, as in a shop; every third basket holds a pair that belongs together.
  const lists = Array.from({ length: baskets }, (_, n) => {
    const items = Array.from({ length: 1 + random.below(8) }, () => `i${Math.floor(170 * random.next() ** 2.5)}`);
    return n % 3 === 0 ? [...items, 'bread', 'butter'] : items;
  });
  const { value, seconds } = timed(() => given(rulesOf(given(eclat(given(basketsOf(lists)), { support: 0.01 })), { confidence: 0.3 })));
  return [
    figure('rules', 'rules of 100,000 baskets, support .01, confidence .3', '100,000 个购物篮的关联规则（支持度 .01，置信度 .3）', seconds, 's'),
    figure('rules.found', 'rules found', '发现的规则', value.length, ''),
  ];
}
