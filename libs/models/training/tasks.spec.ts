import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '#analytics';
import { chanceByModel } from '../scoring/by-model.js';
import { loyaltyByModel, valueByModel } from '../scoring/by-purchases.js';
import { holdOut } from './gather.js';
import { TableBuilder } from './packed.js';
import { bandOf, bandsOf } from './outcome.js';
import { train, type TrainTask } from './tasks.js';

const DAY = 86_400_000;
const spec = (name: string, kind: 'number' | 'level') => ({ name, kind, label: { en: name }, how: { en: name }, byDefault: true });

/** Larger ones are won more often; `reason` is known only of the lost. */
function deals(n: number, later: readonly string[] = []): Extract<TrainTask, { kind: 'binary' }> {
  const random = seededRandom(7);
  const table = new TableBuilder([spec('size', 'number'), spec('source', 'level'), spec('reason', 'level')]);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const size = random.next() * 10;
    y[i] = random.next() < 1 / (1 + Math.exp((5 - size) / 2)) ? 1 : 0;
    table.add({ size, source: ['web', 'event'][random.below(2)] ?? null, reason: y[i] === 0 ? 'price' : null });
  }
  const times = Array.from({ length: n }, (_, i) => i);
  return { kind: 'binary', table: table.build(), y, heldOut: holdOut(times, y).mask, methods: ['logistic', 'boosted'], later, keepLeaks: [], seed: 1 };
}

describe('a chance', () => {
  it('is trained by each method, checked on the newest fifth, and its leak is named and left out', () => {
    const shares: number[] = [];
    const answer = train(deals(1500), (share) => shares.push(share));
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const { metrics, tried, leaks, checked, fitted, bands } = answer.value;
    expect(metrics).toMatchObject({ kind: 'binary', n: 300 });
    expect(checked?.value).toBeGreaterThan(0.7);
    expect(checked?.value).toBeLessThan(0.99);
    expect(tried.map(({ method }) => method).sort()).toEqual(['boosted', 'logistic']);
    expect(leaks).toMatchObject([{ name: 'reason', kind: 'filled', used: false }]);
    expect(shares).toEqual([0.5, 1]);
    if (fitted.kind !== 'score-model') throw new Error(fitted.kind);
    const [low, high] = [1, 9].map((size) => chanceByModel(fitted, { values: { size, source: 'web' }, later: [] }));
    expect(low?.score).toBeLessThan(0.3);
    expect(high?.score).toBeGreaterThan(0.7);
    expect(high?.reasons[0]).toMatchObject({ column: 'size', value: 9 });
    expect(bandOf(high?.score ?? 0, bands)).toBe('high');
  });

  it('names what is filled only later', () => {
    const answer = train(deals(1500, ['source']));
    expect(answer.ok && answer.value.leaks.find(({ name }) => name === 'source')).toMatchObject({ kind: 'later', used: false });
  });

  it('is refused with fewer than 200 of a class', () => {
    const answer = train(deals(380));
    expect(answer).toMatchObject({ ok: false, error: [{ code: 'analysis.too-few' }] });
  });
});

describe('purchases', () => {
  /** 120 customers; every other one stops after half a year. */
  const purchases = (() => {
    const random = seededRandom(3);
    const rows: { customer: number; atMs: number; amount: number }[] = [];
    for (let customer = 0; customer < 120; customer++) {
      const lastDay = customer % 2 === 0 ? 720 : 180;
      for (let day = random.below(60); day < lastDay; day += 10 + random.below(50))
        rows.push({ customer, atMs: day * DAY, amount: 50 + random.next() * (customer % 7) * 40 });
    }
    return rows;
  })();
  const packed = () => ({
    customers: Int32Array.from(purchases, ({ customer }) => customer),
    atMs: Float64Array.from(purchases, ({ atMs }) => atMs),
    amounts: Float64Array.from(purchases, ({ amount }) => amount),
  });
  const own = (customer: number) => purchases.filter((one) => one.customer === customer).map((one) => ({ ...one, customer: 'c' }));

  it('give the value of the months ahead, more for those who still buy', () => {
    const answer = train({ kind: 'clv', purchases: packed(), asOfMs: 720 * DAY });
    if (!answer.ok || answer.value.fitted.kind !== 'clv') throw new Error(JSON.stringify(answer));
    const [active, gone] = [6, 13].map((customer) => valueByModel(answer.value.fitted as never, own(customer), 720 * DAY));
    expect(active?.score).toBeGreaterThan((gone?.score ?? 0) * 5);
    expect(active?.reasons).toHaveLength(3);
    expect(answer.value.metrics).toMatchObject({ kind: 'value', n: 120 });
    expect(answer.value.checked?.value).toBeGreaterThan(0);
  });

  it('give loyalty in points', () => {
    const answer = train({ kind: 'loyalty', purchases: packed(), asOfMs: 720 * DAY });
    if (!answer.ok || answer.value.fitted.kind !== 'loyalty') throw new Error(JSON.stringify(answer));
    const [active, gone] = [6, 13].map((customer) => loyaltyByModel(answer.value.fitted as never, own(customer), 720 * DAY));
    expect(active?.score).toBeGreaterThan(gone?.score ?? 100);
    expect(loyaltyByModel(answer.value.fitted, [], 720 * DAY)).toBeNull();
  });

  it.each(['clv', 'loyalty'] as const)('are too few for %s', (kind) => {
    const none = { customers: new Int32Array(0), atMs: new Float64Array(0), amounts: new Float64Array(0) };
    expect(train({ kind, purchases: none, asOfMs: DAY })).toMatchObject({ ok: false, error: [{ code: 'analysis.too-few' }] });
  });
});

it('estimates a number and says how far off it is', () => {
  const random = seededRandom(5);
  const table = new TableBuilder([spec('size', 'number')]);
  const sizes = Array.from({ length: 400 }, () => random.next() * 10);
  for (const size of sizes) table.add({ size });
  const y = Float64Array.from(sizes, (size) => 3 * size + random.next());
  const answer = train({
    kind: 'regression',
    table: table.build(),
    y,
    heldOut: holdOut(
      sizes.map((_, i) => i),
      null,
    ).mask,
    later: [],
    keepLeaks: [],
  });
  expect(answer.ok && answer.value.metrics).toMatchObject({ kind: 'regression', n: 80 });
  expect(answer.ok && answer.value.checked?.value).toBeGreaterThan(0.95);
});

it('tells classes of texts and leaves out those with too few', () => {
  const texts = Array.from({ length: 300 }, (_, i) =>
    i % 3 === 0 ? `the invoice is wrong ${i}` : i % 3 === 1 ? `cannot log in with password ${i}` : `please ship faster ${i}`,
  );
  const labels = texts.map((_, i) => ['billing', 'access', 'delivery'][i % 3] as string);
  const task = {
    kind: 'text-class',
    fields: ['name'],
    texts: [...texts, 'odd'],
    labels: [...labels, 'rare'],
    heldOut: holdOut(
      [...texts, ''].map((_, i) => i),
      null,
    ).mask,
  } as const;
  const answer = train(task);
  expect(answer.ok && answer.value.checked).toMatchObject({ measure: 'accuracy', value: 1 });
  expect(answer.ok && answer.value.leftOut).toMatchObject([{ name: 'rare' }]);
});

it('forecasts from the chart', () => {
  const random = seededRandom(11);
  const n = 200;
  const won = Array.from({ length: n }, () => random.next() < 0.6);
  const start = Int32Array.from({ length: n + 1 }, (_, i) => i);
  const enteredMs = Float64Array.from({ length: n }, (_, i) => i * DAY);
  const answer = train({
    kind: 'forecast',
    win: 'won',
    asOfMs: 400 * DAY,
    histories: {
      states: ['talk'],
      outcomes: ['won', 'lost'],
      start,
      outcome: Int32Array.from(won, (one) => (one ? 0 : 1)),
      amount: new Float64Array(n).fill(100),
      state: new Int32Array(n),
      enteredMs,
      leftMs: enteredMs.map((ms, i) => ms + (won[i] ? 20 : 40) * DAY),
    },
  });
  expect(answer.ok && answer.value.method).toBe('chart');
  expect(answer.ok && answer.value.fitted).toMatchObject({ kind: 'forecast', chart: { runs: n, win: 'won' } });
});

it('bands are cut at two and four fifths', () => expect(bandsOf(Array.from({ length: 100 }, (_, i) => i / 100))).toEqual({ medium: 0.4, high: 0.8 }));
