import { describe, expect, it } from '@jest/globals';
import { tableOf } from '../features/index.js';
import { classifyQuinlan, fitQuinlan, type QuinlanNode, type QuinlanOptions } from './index.js';
import { upperRate } from './prune.js';
import { bestQuestion, entropy } from './split-gain.js';

/** Quinlan 1993, table 2.1: fourteen Saturdays. outlook, temperature, humidity, windy, play. */
const DAYS = [
  ['sunny', 75, 70, 'true', 'play'],
  ['sunny', 80, 90, 'true', 'no'],
  ['sunny', 85, 85, 'false', 'no'],
  ['sunny', 72, 95, 'false', 'no'],
  ['sunny', 69, 70, 'false', 'play'],
  ['overcast', 72, 90, 'true', 'play'],
  ['overcast', 83, 78, 'false', 'play'],
  ['overcast', 64, 65, 'true', 'play'],
  ['overcast', 81, 75, 'false', 'play'],
  ['rain', 71, 80, 'true', 'no'],
  ['rain', 65, 70, 'true', 'no'],
  ['rain', 75, 80, 'false', 'play'],
  ['rain', 68, 80, 'false', 'play'],
  ['rain', 70, 96, 'false', 'play'],
] as const;
const TABLE = tableOf(DAYS.map(([outlook, temperature, humidity, windy]) => ({ outlook, temperature, humidity, windy })));
const LABELS = DAYS.map((day) => day[4]);
const fit = (options: QuinlanOptions, columns?: readonly string[]): QuinlanNode => {
  const table = columns ? { ...TABLE, columns: TABLE.columns.filter(({ name }) => columns.includes(name)) } : TABLE;
  const answer = fitQuinlan(table, LABELS, options);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};

describe('gain', () => {
  it('of the book: .940 bits, outlook gains .247 with ratio .156, windy .048', () => {
    expect(entropy([9, 5])).toBeCloseTo(0.94, 3);
    const ask = (name: string) =>
      bestQuestion(
        TABLE.columns.filter((c) => c.name === name).map((c) => ({ name, cells: c.values, numeric: false })),
        [...LABELS.keys()],
        LABELS,
        { ratio: false, minRows: 1 },
      );
    expect(ask('outlook')?.gain).toBeCloseTo(0.247, 3);
    expect(ask('outlook')?.ratio).toBeCloseTo(0.156, 3);
    expect(ask('windy')?.gain).toBeCloseTo(0.048, 3);
  });
  it.each([
    [0, 6, 0.206],
    [0, 9, 0.143],
    [0, 1, 0.75],
    [1, 16, 0.16],
  ])('pessimistic rate of %p errors in %p is %p (Quinlan 1993, p. 42)', (errors, n, rate) =>
    expect(upperRate(errors, n, 0.25)).toBeCloseTo(rate, rate === 0.16 ? 2 : 3),
  ); // the book interpolates the last to .157; the exact bound is .1596
});

/*
 *            outlook
 *   sunny /  overcast |  \ rain
 *  humidity <= ..   play   windy
 */
describe('ID3 and C4.5', () => {
  it('C4.5 grows the tree of the book', () => {
    const tree = fit({ method: 'c4.5', confidence: 0.5 });
    expect(tree).toMatchObject({
      kind: 'levels',
      column: 'outlook',
      children: { overcast: { kind: 'leaf', counts: { play: 4 } }, sunny: { kind: 'number', column: 'humidity' }, rain: { kind: 'levels', column: 'windy' } },
    });
    DAYS.forEach(([outlook, temperature, humidity, windy, label]) =>
      expect(classifyQuinlan(tree, { outlook, temperature, humidity, windy }).label).toBe(label),
    );
    expect(classifyQuinlan(tree, { outlook: 'sunny', humidity: 60 }).path).toEqual(['outlook = sunny', 'humidity <= 77.5']);
  });
  it('ID3 asks for levels alone', () => {
    expect(fit({ method: 'id3' }, ['outlook', 'windy'])).toMatchObject({
      kind: 'levels',
      column: 'outlook',
      children: { rain: { kind: 'levels', column: 'windy', children: { true: { counts: { no: 2 } } } } },
    });
  });
  it('pruning makes a leaf of chance', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ a: (i * 7) % 13, b: (i * 11) % 17 }));
    const labels = rows.map((_, i) => ((i * 29) % 40 < 30 ? 'yes' : 'no'));
    const size = (node: QuinlanNode): number =>
      node.kind === 'number' ? size(node.low) + size(node.high) : node.kind === 'levels' ? Object.values(node.children).reduce((n, c) => n + size(c), 0) : 1;
    const [loose, tight] = [0.5, 0.01].map((confidence) => fitQuinlan(tableOf(rows), labels, { method: 'c4.5', confidence }));
    if (!loose?.ok || !tight?.ok) throw new Error('not grown');
    expect(size(tight.value)).toBeLessThan(size(loose.value));
  });
  it('a strange level stops at its node, a missing number goes low', () => {
    const tree = fit({ method: 'c4.5', confidence: 0.5 });
    expect(classifyQuinlan(tree, { outlook: 'hail' })).toMatchObject({ label: 'play', share: 9 / 14, path: [] });
    expect(classifyQuinlan(tree, { outlook: 'sunny', humidity: NaN }).label).toBe('play');
    expect(classifyQuinlan(tree, JSON.parse('{"outlook":"__proto__"}') as Record<string, string>).path).toEqual([]);
  });
  it.each<[string, readonly string[], QuinlanOptions, string]>([
    ['labels missing', ['a'], { method: 'id3' }, 'analysis.shape'],
    ['confidence 0', LABELS, { method: 'c4.5', confidence: 0 }, 'analysis.option'],
    ['confidence NaN', LABELS, { method: 'c4.5', confidence: NaN }, 'analysis.option'],
  ])('%s: refused', (_name, labels, options, code) => {
    const answer = fitQuinlan(TABLE, labels, options);
    expect(!answer.ok && answer.error[0]?.code).toBe(code);
  });
  it('one label gives a leaf', () =>
    expect(fitQuinlan(tableOf([{ a: 1 }]), ['x'], { method: 'c4.5' })).toEqual({ ok: true, value: { kind: 'leaf', counts: { x: 1 } } }));
});
