import { describe, expect, it } from '@jest/globals';
import { classesOf, sentimentOf } from '#analytics';
import { instantAt } from '#kernel';
import { domainWordsOf } from '../domain-words.js';
import type { KnowledgeRow, LineColumns, TextRow } from '../ports.js';
import { bookOf, type BookInput } from './book.js';
import { knowledgeIndex, suggestionsFor } from './knowledge.js';
import { basketRules, productNeighbours } from './lines.js';
import { aliveByRhythm } from './own-rhythm.js';
import { assignToSegments } from './segment-assign.js';
import { findSegments, type SegmentHow } from './segments.js';
import { holdsTerm, keywordsTask, learnClasses, learnMood, themesTask } from './texts.js';

const DAY = 86_400_000;
const NOW = 1000 * DAY;

/** Purchases as [customer, days ago, amount]. */
function purchases(list: readonly (readonly [number, number, number])[], customers = 1 + Math.max(-1, ...list.map(([c]) => c))): BookInput {
  return {
    customers,
    customer: Int32Array.from(list, ([c]) => c),
    atMs: Float64Array.from(list, ([, ago]) => NOW - ago * DAY),
    amount: Float64Array.from(list, ([, , amount]) => amount),
    asOfMs: NOW,
    months: 12,
    monthlyRate: 0.01,
    weights: { recency: 0.3, frequency: 0.3, tenure: 0.2, shareOfWallet: 0 },
    fit: null,
  };
}

describe('the book of customers', () => {
  it.each<[string, BookInput, object]>([
    ['nothing', purchases([]), { customers: 0, lack: 'analysis.too-few' }],
    ['one purchase', purchases([[0, 10, 5]]), { customers: 1, lack: 'analysis.too-few' }],
    [
      'returns and zeros alone',
      purchases([
        [0, 10, -5],
        [1, 3, 0],
      ]),
      { customers: 0, withoutPurchase: 2 },
    ],
    [
      'the future is left out',
      purchases([
        [0, -5, 100],
        [0, 3, 7],
      ]),
      { customers: 1, afterMoment: 1, money: 7 },
    ],
    [
      'a return lowers money, not frequency',
      purchases([
        [0, 9, 100],
        [0, 3, -30],
      ]),
      { customers: 1, money: 70, frequency: 1 },
    ],
  ])('%s', (_name, input, expected) => {
    const { measures, rfm } = bookOf(input);
    const found = {
      customers: measures.customer.length,
      lack: rfm.lack?.code,
      afterMoment: measures.afterMoment,
      withoutPurchase: measures.withoutPurchase,
      money: measures.money[0],
      frequency: measures.frequency[0],
    };
    expect(found).toMatchObject(expected);
  });

  it('scores by fifths, 5 for the most recent', () => {
    const { rfm, worth, loyalty } = bookOf(purchases(Array.from({ length: 10 }, (_, c) => [c, 10 + c * 10, 100 + c] as const)));
    expect(Array.from(rfm.r)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
    expect(worth.model).toMatchObject({ kind: 'simple', fallback: { en: expect.stringContaining('30') } });
    expect(Array.from(loyalty.score).every((score) => score >= 0 && score <= 100)).toBe(true);
  });

  it('fits BG/NBD and Gamma-Gamma where at least 30 came back, checks it on the last quarter, and gives no NaN', () => {
    const list: [number, number, number][] = [];
    for (let c = 0; c < 80; c += 1)
      for (let k = 0; k <= c % 7; k += 1) list.push([c, 700 - ((c * 37 + k * 61 * (1 + (c % 3))) % 690), 50 + ((c * 13 + k * 7) % 90)]);
    const { worth } = bookOf(purchases(list));
    expect(worth.model.kind).toBe('bg-nbd');
    expect(worth.model.check?.customers).toBeGreaterThan(30);
    expect([...worth.value, ...worth.alive].every(Number.isFinite)).toBe(true);
    expect(Array.from(worth.alive).every((alive) => alive >= 0 && alive <= 1)).toBe(true);
  });

  it('forecasts customers of whom hardly anybody leaves, where the fit runs to its edge', () => {
    const steady = Array.from({ length: 60 }, (_, c) =>
      Array.from({ length: 12 }, (_k, k) => [c, 5 + ((c * 7) % 11) + k * (20 + (c % 13)), 40 + ((c * 31 + k * 17) % 60)] as const),
    ).flat();
    const { worth } = bookOf(purchases(steady));
    expect(worth.model.kind).toBe('bg-nbd');
    expect(Array.from(worth.value).every((value) => value > 0 && value < 1e5)).toBe(true);
    const { expected = 0, actual = 0 } = worth.model.check ?? {};
    expect(expected / actual).toBeGreaterThan(0.8);
    expect(expected / actual).toBeLessThan(1.25);
  });

  it('takes a fit that is given, and says whose it is', () => {
    const purchasesFit = { method: 'bg-nbd', unit: 'week', r: 0.25, alpha: 4.4, a: 0.8, b: 2.4, logLikelihood: 0, customers: 10 } as const;
    const input = purchases([
      [0, 30, 10],
      [0, 90, 20],
      [1, 60, 5],
    ]);
    const { worth } = bookOf({ ...input, fit: { version: 3, purchases: purchasesFit as never, spending: { meanValue: 12 } } });
    expect(worth.model).toMatchObject({ kind: 'bg-nbd', version: 3, parameters: { r: 0.25, meanValue: 12 } });
    expect([...worth.meanValue]).toEqual([10, 12]);
    expect([...worth.value].every((value) => value > 0)).toBe(true);
  });

  it('stays finite for amounts as large as are let in, and for one price and one day', () => {
    for (const list of [
      purchases([
        [0, 5, 1e12],
        [1, 5, -1e12],
        [0, 90, 1e12],
      ]),
      purchases(Array.from({ length: 50 }, (_, c) => [c, 5, 9.99] as const)),
    ]) {
      const { worth, measures } = bookOf(list);
      expect([...worth.value, ...worth.alive, ...measures.yearlyMoney].filter((value) => !Number.isFinite(value))).toEqual([]);
    }
  });

  it('knows a customer by the own rhythm', () => {
    expect([aliveByRhythm(10, 30), aliveByRhythm(30, 30), aliveByRhythm(60, 30)]).toEqual([1, 1, Math.exp(-1)]);
    expect(aliveByRhythm(30, Number.NaN)).toBe(1);
  });
});

/** Lines as baskets of product numbers; each basket a customer of its own. */
function lines(baskets: readonly (readonly number[])[], products: number): LineColumns {
  const rows = baskets.flatMap((basket, b) => basket.map((product) => [b, product] as const));
  return {
    products: Array.from({ length: products }, (_, p) => `p${p}`),
    customers: baskets.map((_, b) => `c${b}`),
    baskets: baskets.length,
    basket: Int32Array.from(rows, ([b]) => b),
    product: Int32Array.from(rows, ([, p]) => p),
    customer: Int32Array.from(rows, ([b]) => b),
  };
}

describe('baskets', () => {
  it('finds who is bought with whom', () => {
    const { rules, counts } = basketRules({ lines: lines([[0, 1], [0, 1], [0, 1], [2], [2]], 3), support: 0.1, confidence: 0.2, lift: 1 });
    expect(rules.map(({ left, right, count }) => [left, right, count])).toEqual(expect.arrayContaining([[['0'], ['1'], 3]]));
    expect(rules[0]?.lift).toBeCloseTo(5 / 3);
    expect(counts).toEqual([3, 3, 2]);
    expect(
      productNeighbours({
        lines: lines(
          [
            [0, 1],
            [0, 1],
          ],
          2,
        ),
      }).neighbours['0'],
    ).toEqual([{ item: '1', similarity: 1 }]);
  });
  it('says so where there are none, and bears 10,000 products', () => {
    expect(basketRules({ lines: lines([], 0), support: 0.1, confidence: 0.2, lift: 1 })).toMatchObject({ rules: [], lack: { code: 'analysis.empty' } });
    const many = lines(
      Array.from({ length: 10_000 }, (_, p) => [p, (p + 1) % 10_000]),
      10_000,
    );
    expect(basketRules({ lines: many, support: 1e-9, confidence: 0, lift: 0 })).toMatchObject({ lack: null, rules: [] });
  });
});

const HOW: SegmentHow = {
  columns: ['a', 'b'],
  method: 'k-means',
  k: { from: 2, to: 5 },
  eps: 0.5,
  minPts: 3,
  scale: 'z-score',
  missing: 'drop',
  logColumns: [],
  seed: 1,
};
const two = {
  columns: ['a', 'b'],
  values: Float64Array.from(Array.from({ length: 40 }, (_, i) => [i < 25 ? 1 + (i % 5) / 10 : 9 + (i % 5) / 10, i < 25 ? 100 : 900 + (i % 3)]).flat()),
};

describe('segments', () => {
  it('are found by silhouette, larger first, and give new rows their own', () => {
    const found = findSegments({ rows: two, how: HOW });
    if (!found.ok) throw new Error(found.error[0]?.code);
    expect(found.value.profile.map(({ rows }) => rows)).toEqual([25, 15]);
    expect(found.value.places).toHaveLength(80);
    const labels = assignToSegments({ rows: { columns: ['a', 'b'], values: Float64Array.from([9, 905, 1, 99, Number.NaN, 1]) }, model: found.value.model });
    expect(labels).toEqual({ ok: true, value: Int32Array.from([1, 0, -2]) });
  });
  it('are found by density, with noise, and give new rows their own', () => {
    const rows = { columns: ['a', 'b'], values: Float64Array.from([...two.values, 5, 2500]) };
    const found = findSegments({ rows, how: { ...HOW, method: 'dbscan' } });
    if (!found.ok) throw new Error(found.error[0]?.code);
    expect(found.value.labels.at(-1)).toBe(-1);
    expect(assignToSegments({ rows: { columns: ['a', 'b'], values: Float64Array.from([1.2, 100, 5, 2500]) }, model: found.value.model })).toEqual({
      ok: true,
      value: Int32Array.from([0, -1]),
    });
  });
  it.each<[string, Partial<SegmentHow>, readonly number[], string]>([
    ['nothing', {}, [], 'analysis.too-few'],
    ['one row', {}, [1, 2], 'analysis.too-few'],
    ['all missing', {}, [Number.NaN, Number.NaN, Number.NaN, Number.NaN], 'analysis.too-few'],
    ['constant columns', {}, [1, 1, 1, 1, 1, 1], 'analysis.too-alike'],
    ['duplicates alone', { k: 3 }, [1, 2, 1, 2, 3, 4, 3, 4], 'analysis.too-alike'],
    ['eps of zero', { method: 'dbscan', eps: 0 }, [1, 2, 3, 4], 'analysis.option'],
  ])('refuse %s', (_name, how, values, code) => {
    const found = findSegments({ rows: { columns: ['a', 'b'], values: Float64Array.from(values) }, how: { ...HOW, ...how } });
    expect(found.ok ? null : found.error[0]?.code).toBe(code);
  });
  it('bear numbers as large as are let in, in logarithms', () => {
    const rows = { columns: ['a', 'b'], values: Float64Array.from([1, 1e100, 2, -1e100, 1.5, 1e99, 2.5, -1e99]) };
    const found = findSegments({ rows, how: { ...HOW, k: 2, logColumns: ['b'] } });
    expect(found.ok && found.value.places.every(Number.isFinite)).toBe(true);
  });
});

const text = (n: number, words: string, more: Partial<TextRow> = {}): TextRow => ({
  id: `t${n}`,
  name: null,
  text: words,
  label: null,
  score: null,
  at: instantAt(n * 31 * DAY),
  ...more,
});

describe('texts', () => {
  const tickets = Array.from({ length: 40 }, (_, n) =>
    n % 2 === 0
      ? text(n, 'the login fails again, terrible and slow', { label: 'problem', score: 1 })
      : text(n, 'invoice copy please, friendly and quick', { label: 'request', score: 5 }),
  );
  it('have themes by class and month, and a mood', () => {
    const found = themesTask({ texts: tickets, most: 10, scale: { goodFrom: 4, badTo: 2 }, domainWords: [] });
    expect(found.themes.map(({ term }) => term)).toEqual(expect.arrayContaining(['login', 'invoice']));
    expect(found.themes.map(({ term }) => term)).not.toContain('the');
    expect(found.byClass.map((one) => [one.class, one.texts])).toEqual([
      ['problem', 20],
      ['request', 20],
    ]);
    expect(found.mood).toEqual({ good: 20, bad: 20, unsure: 0, learnedFrom: 40 });
    expect(found.moods.slice(0, 2)).toEqual(['bad', 'good']);
  });
  it.each<[string, readonly TextRow[], string]>([
    ['nothing', [], 'analysis.empty'],
    ['nothing but signs', [text(1, '...!')], 'analysis.empty'],
  ])('say so of %s', (_name, texts, code) => {
    expect(themesTask({ texts, most: 5, scale: { goodFrom: 4, badTo: 2 }, domainWords: [] })).toMatchObject({ lack: { code }, themes: [], mood: null });
  });
  it('have no mood without scores, and no class with one label', () => {
    expect(themesTask({ texts: [text(1, 'hello world')], most: 5, scale: { goodFrom: 4, badTo: 2 }, domainWords: [] })).toMatchObject({
      mood: null,
      moodLack: { code: 'analysis.too-few' },
    });
    expect(learnClasses({ texts: tickets.filter(({ label }) => label === 'problem'), domainWords: [] })).toMatchObject({
      model: null,
      lack: { code: 'analysis.one-class' },
    });
    expect(learnClasses({ texts: [], domainWords: [] })).toMatchObject({ model: null, lack: { code: 'analysis.empty' } });
  });
});

describe('Chinese product names', () => {
  const domainWords = domainWordsOf(['星河商务宝', ' 星河商务宝 ', '茶', 'GTX Pro', '名'.repeat(41), 'T-恤']);
  const tickets = Array.from({ length: 20 }, (_, n) =>
    n % 2 === 0 ? text(n, '星河商务宝登录失败', { label: 'problem', score: 1 }) : text(n, '发票很快收到', { label: 'request', score: 5 }),
  );
  const scale = { goodFrom: 4, badTo: 2 };
  it('of two signs and more are kept, each once', () => expect(domainWordsOf(domainWords)).toEqual(['星河商务宝', 'T-恤']));
  it('are themes as a whole, and are cut apart where nobody knows them', () => {
    const terms = (words: readonly string[]): string[] => themesTask({ texts: tickets, most: 10, scale, domainWords: words }).themes.map(({ term }) => term);
    expect(terms(domainWords)).toContain('星河商务宝');
    expect(terms([])).not.toContain('星河商务宝');
    expect(terms([])).toContain('商务');
    expect([holdsTerm('星河商务宝登录失败', '星河商务宝', domainWords), holdsTerm('星河商务宝登录失败', '商务', domainWords)]).toEqual([true, false]);
  });
  it('speak as a whole for a keyword, a class and a mood', () => {
    const asked = '星河商务宝登录失败';
    expect(keywordsTask({ texts: tickets.map((one) => one.text), text: asked, most: 5, domainWords }).map(({ term }) => term)).toContain('星河商务宝');
    const { model } = learnClasses({ texts: tickets, domainWords });
    expect(model && classesOf(model, asked)[0]).toMatchObject({ label: 'problem', because: expect.arrayContaining(['星河商务宝']) });
    const mood = learnMood({ texts: tickets, scale, domainWords });
    expect(mood.model && sentimentOf(mood.model, asked)).toMatchObject({ mood: 'bad', because: expect.arrayContaining(['星河商务宝']) });
  });
  it('do not answer for each other by a word they have in common', () => {
    const rows: KnowledgeRow[] = [
      { object: 'article', id: '1', title: '', text: '星河商务宝连接打印机', answer: '一' },
      { object: 'article', id: '2', title: '', text: '蓝鲸商务通连接电脑', answer: '二' },
    ];
    const ids = (words: readonly string[]): string[] => {
      const index = knowledgeIndex({ texts: rows.map((row) => row.text), domainWords: words });
      return index ? suggestionsFor(index, rows, { text: '商务通报错', except: null, most: 3 }).map(({ id }) => id) : [];
    };
    expect(ids([])).toEqual(expect.arrayContaining(['1', '2']));
    expect(ids(['星河商务宝', '商务通'])).toEqual(['2']);
  });
});

describe('suggested answers', () => {
  const rows: KnowledgeRow[] = [
    { object: 'ticket', id: '1', title: 'Login', text: 'cannot login password', answer: 'Reset the password' },
    { object: 'article', id: '2', title: 'Signing in', text: 'login password reset link', answer: 'Choose forgot password' },
    { object: 'ticket', id: '3', title: 'Login again', text: 'login fails', answer: 'reset the password ' },
    { object: 'ticket', id: '4', title: '无法登录', text: '无法登录系统 密码错误', answer: '请重新设置密码' },
  ];
  const index = knowledgeIndex({ texts: rows.map((row) => row.text), domainWords: [] });
  const ask = (question: string, except: string | null = null) => (index ? suggestionsFor(index, rows, { text: question, except, most: 3 }) : []);

  it('come once each, articles before equal tickets, the asking ticket left out, with the words they share', () => {
    expect(ask('the login and my password').map(({ id }) => id)).toEqual(['2', '1']);
    expect(ask('login password', '2').map(({ answer }) => answer)).toEqual(['Reset the password']);
    expect(ask('the login').map(({ because }) => because)).toContainEqual(['login']);
    expect(ask('登录时提示密码错误')[0]).toMatchObject({ id: '4' });
  });
  it('are none where nothing is shared', () => {
    expect(ask('weather tomorrow')).toEqual([]);
    expect(ask('')).toEqual([]);
    expect(knowledgeIndex({ texts: [], domainWords: [] })).toBeNull();
  });
});
