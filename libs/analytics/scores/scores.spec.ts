import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encode, featureMatrixOf as matrixOf, fitEncoder, tableOf, tableOfColumns, type FeatureCell as Cell } from '../features/index.js';
import { seededRandom } from '../random.js';
import * as scores from './index.js';
import { networkScores } from './network.js';

const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const codeOf = (answer: { ok: true } | { ok: false; error: readonly { code: string }[] }): string | null => (answer.ok ? null : (answer.error[0]?.code ?? ''));

/** Customers whose leaving follows tenure, contract and a twist that no line sees; 0 = stays. */
function customers(n: number, seed = 3): { records: Record<string, Cell>[]; y: number[] } {
  const random = seededRandom(seed);
  const records = Array.from({ length: n }, () => ({
    tenure: random.below(72),
    contract: ['monthly', 'yearly'][random.below(2)] as string,
    noise: random.next(),
    twist: random.next() - 0.5,
  }));
  const y = records.map(({ tenure, contract, twist }) => {
    const logit = 1.5 - 0.05 * tenure + (contract === 'monthly' ? 1 : -1) + (Math.abs(twist) > 0.25 ? 1 : -1);
    return random.next() < scores.sigmoid(logit) ? 1 : 0;
  });
  return { records, y };
}

describe('logistic regression', () => {
  it('finds the published coefficients of the grouse example: R glm, hours studied and exam passed', () => {
    const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
    const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
    const fit = value(scores.fitLogistic(matrixOf(hours.map((h) => [h])), passed, { l2: 1e-9 }));
    expect(fit.intercept).toBeCloseTo(-4.0777, 3);
    expect(fit.weights[0]).toBeCloseTo(1.5046, 3);
  });
  it('has a gradient of zero at its answer, penalty included', () => {
    const { records, y } = customers(400);
    const table = tableOf(records);
    const x = encode(value(fitEncoder(table)), table);
    const fit = value(scores.fitLogistic(x, y, { l2: 2 }));
    for (let j = 0; j < x.cols; j += 1) {
      let slope = 2 * (fit.weights[j] as number);
      for (let i = 0; i < x.rows; i += 1) {
        const logit = fit.weights.reduce((sum, w, k) => sum + w * (x.data[i * x.cols + k] as number), fit.intercept);
        slope += (scores.sigmoid(logit) - (y[i] as number)) * (x.data[i * x.cols + j] as number);
      }
      expect(Math.abs(slope)).toBeLessThan(1e-4);
    }
  });
  it('stays finite where the classes part completely', () => {
    const fit = value(scores.fitLogistic(matrixOf([[0], [1], [2], [3]]), [0, 0, 1, 1]));
    expect(Number.isFinite(fit.intercept) && fit.weights.every(Number.isFinite)).toBe(true);
  });
  it.each([
    ['one class', [1, 1], { l2: 1 }, 'analysis.one-class'],
    ['other length', [1], { l2: 1 }, 'analysis.shape'],
    ['no penalty', [0, 1], { l2: 0 }, 'analysis.option'],
    ['NaN penalty', [0, 1], { l2: NaN }, 'analysis.option'],
  ])('%s is refused', (_name, y, options, code) => expect(codeOf(scores.fitLogistic(matrixOf([[1], [2]]), y, options))).toBe(code));
});

describe('linear regression', () => {
  it('reaches the certified values of NIST Norris', () => {
    const x = [
      0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777, 558.2, 0.4, 0.6, 775.5, 666.9, 338, 447.5, 11.6, 556, 228.1, 995.8, 887.6, 120.2, 0.3,
      0.3, 556.8, 339.1, 887.2, 999, 779, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
    ];
    const y = [
      0.1, 338.8, 118.1, 888, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998, 888.8, 119.6, 0.3,
      0.6, 557.6, 339.3, 888, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
    ];
    const fit = value(scores.fitLinear(matrixOf(x.map((v) => [v])), y));
    expect(fit.intercept).toBeCloseTo(-0.262323073774029, 8);
    expect(fit.weights[0]).toBeCloseTo(1.00211681802045, 10);
    expect(fit.rSquared).toBeCloseTo(0.999993745883712, 10);
  });
  it.each([
    ['NaN', [1, NaN], 'analysis.not-a-number'],
    ['1e308', [1, 1e308], 'analysis.not-a-number'],
    ['one row', [1], 'analysis.shape'],
  ])('%s in the target is refused', (_name, y, code) => expect(codeOf(scores.fitLinear(matrixOf([[1], [2]]), y))).toBe(code));
});

describe('linear SVM and network', () => {
  it('the SVM puts its border half way between two points', () => {
    const fit = value(scores.fitLinearSvm(matrixOf([[-1], [3]]), [0, 1], { seed: 1, c: 1e5 }));
    expect((fit.weights[0] as number) * -1 + fit.intercept).toBeCloseTo(-1, 1);
    expect((fit.weights[0] as number) * 3 + fit.intercept).toBeCloseTo(1, 1);
  });
  it('the network learns exclusive or, and the same from the same seed', () => {
    const corners = Array.from({ length: 200 }, (_, i) => [i & 1 ? 1 : -1, i & 2 ? 1 : -1]);
    const y = corners.map(([a, b]) => (a === b ? 0 : 1));
    const fit = value(scores.fitNetwork(matrixOf(corners), y, { seed: 2, epochs: 200 }));
    expect(value(scores.fitNetwork(matrixOf(corners), y, { seed: 2, epochs: 200 }))).toEqual(fit);
    const guessed = networkScores(fit, matrixOf(corners));
    expect(y.every((one, i) => (guessed[i] as number) > 0 === (one === 1))).toBe(true);
  });
  it.each([{ units: 0 }, { units: 1.5 }, { epochs: NaN }, { decay: -1 }, { c: 0 }])('%p is refused', (options) => {
    const answers = [
      scores.fitNetwork(matrixOf([[1], [2]]), [0, 1], { seed: 1, ...options }),
      scores.fitLinearSvm(matrixOf([[1], [2]]), [0, 1], { seed: 1, ...options }),
    ];
    expect(answers.map(codeOf)).toContain('analysis.option');
  });
});

describe('metrics', () => {
  it('of a small case by hand', () => {
    const m = value(scores.binaryMetrics([0.9, 0.8, 0.7, 0.4, 0.4, 0.1], [1, 0, 1, 1, 0, 0]));
    expect(m.auc).toBeCloseTo(6.5 / 9, 12); // pairs 3 + 2 + 1.5, a tie counts half
    expect(m.accuracy).toBeCloseTo(4 / 6, 12);
    expect(m.brier).toBeCloseTo((0.01 + 0.64 + 0.09 + 0.36 + 0.16 + 0.01) / 6, 12);
    expect(m.liftAt10).toBeCloseTo(2, 12);
    expect(m.roc[0]).toMatchObject({ falsePositive: 0, truePositive: 0 });
    expect(m.roc.at(-1)).toMatchObject({ falsePositive: 1, truePositive: 1 });
    expect(m.calibration.reduce((n, bin) => n + bin.n, 0)).toBe(6);
  });
  it('the area is the share of pairs in the right order, and lies in its interval', () => {
    const row = fc.record({ p: fc.integer({ min: 0, max: 20 }).map((k) => k / 20), y: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 60 }), (rows) => {
        const [yes, no] = [rows.filter((r) => r.y === 1), rows.filter((r) => r.y === 0)];
        const m = scores.binaryMetrics(
          rows.map((r) => r.p),
          rows.map((r) => r.y),
        );
        if (yes.length === 0 || no.length === 0) return void expect(codeOf(m)).toBe('analysis.one-class');
        const wins = yes.reduce((sum, a) => sum + no.reduce((s, b) => s + (a.p > b.p ? 1 : a.p === b.p ? 0.5 : 0), 0), 0);
        expect(value(m).auc).toBeCloseTo(wins / yes.length / no.length, 9);
        expect(value(m).aucInterval[0]).toBeLessThanOrEqual(value(m).auc);
        expect(value(m).aucInterval[1]).toBeGreaterThanOrEqual(value(m).auc);
      }),
    );
  });
});

describe('calibration', () => {
  it('isotonic pools neighbours that fall, never falls itself, and joins its points', () => {
    const fitted = value(scores.fitIsotonic([1, 2, 3, 4], [0, 1, 0, 1]));
    expect([0, 1, 2, 2.5, 3, 3.5, 9].map((x) => scores.calibrated(fitted, x))).toEqual([0, 0, 0.5, 0.5, 0.5, 0.75, 1]);
  });
  it('platt rises with the score and never reaches 0 or 1', () => {
    const fitted = value(scores.fitPlatt([-2, -1, 1, 2], [0, 0, 1, 1]));
    const [low, high] = [scores.calibrated(fitted, -2), scores.calibrated(fitted, 2)];
    expect(low).toBeGreaterThan(0);
    expect(high).toBeLessThan(1);
    expect(low).toBeLessThan(high);
  });
});

describe('leaks and drift', () => {
  it.each([
    ['a copy of the outcome', (y: number): Cell => (y ? 'won' : 'lost'), 'separates'],
    ['a number that parts the classes in the middle', (y: number, i: number): Cell => (y ? 5 + (i % 3) : i % 2 ? i % 5 : 8 + (i % 5)), 'separates'],
    ['filled only where it happened', (y: number, i: number): Cell => (y ? i : null), 'filled'],
  ])('%s is named', (_name, cell, kind) => {
    const y = Array.from({ length: 600 }, (_, i) => (Math.floor(i / 7) % 2 ? 1 : 0));
    const table = tableOf(y.map((one, i) => ({ honest: i % 11, suspect: cell(one, i) })));
    expect(scores.findLeaks(table, y)).toMatchObject([{ column: 'suspect', kind }]);
  });
  it('ids are no leak: a level that is seen once tells nothing about others', () => {
    const y = Array.from({ length: 600 }, (_, i) => (Math.floor(i / 7) % 2 ? 1 : 0));
    expect(scores.findLeaks(tableOf(y.map((_, i) => ({ id: `r${i}` }))), y)).toEqual([]);
  });
  it('what is written after the decision is found by its time', () => {
    const filled = new Map<string, (number | null)[]>([
      ['tags', [5, 30, null]],
      ['source', [1, 2, 3]],
    ]);
    expect(scores.columnsFilledLater(filled, [10, 20, 30])).toEqual(['tags']);
  });
  it('PSI of the textbook: shares .1 .2 .7 against .2 .2 .6', () => {
    expect(scores.psi([0.1, 0.2, 0.7], [0.2, 0.2, 0.6])).toBeCloseTo(0.1 * Math.log(2) + 0.1 * Math.log(7 / 6), 12);
  });
  it('the same rows do not drift, shifted ones do', () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({ a: i % 100, b: i % 2 ? 'x' : 'y' }));
    const profiles = scores.profilesOf(tableOf(rows));
    expect(scores.driftOf(profiles, tableOf(rows)).every(({ psi, state }) => psi < 1e-9 && state === 'stable')).toBe(true);
    const moved = scores.driftOf(profiles, tableOf(rows.map(({ a }) => ({ a: a + 60, b: 'z' }))));
    expect(moved.map(({ state }) => state)).toEqual(['drifted', 'drifted']);
  });
});

describe('a trained score', () => {
  const { records, y } = customers(1200);
  const table = tableOf(records);
  it.each(scores.SCORE_METHODS)('%s: is checked, explained, repeatable and survives JSON', (method) => {
    const model = value(scores.trainScore(table, y, { seed: 4, method, importanceRepeats: 1 }));
    const again = value(scores.trainScore(table, y, { seed: 4, method, importanceRepeats: 1 }));
    expect(again).toEqual(model);
    expect(model.report.heldOut.auc).toBeGreaterThan(0.68);
    const read = JSON.parse(JSON.stringify(model)) as scores.ScoreModel;
    expect(scores.scoreTable(read, table)).toEqual(scores.scoreTable(model, table));
    const stays = scores.scoreRecord(model, { tenure: 70, contract: 'yearly', noise: 0.5, twist: 0 });
    const leaves = scores.scoreRecord(model, { tenure: 1, contract: 'monthly', noise: 0.5, twist: 0 });
    expect(leaves.p).toBeGreaterThan(stays.p);
    expect(leaves.reasons.length).toBeLessThanOrEqual(3);
    const tenure = leaves.reasons.find(({ column }) => column === 'tenure');
    expect(tenure?.contribution).toBeGreaterThan(0);
    expect(tenure?.text.en).toMatch(/^tenure is 1 \(average 3\d(\.\d+)?\), which raises the score\.$/);
    expect(tenure?.text['zh-CN']).toContain('提高得分');
  });
  it('linear reasons are coefficient x (value - mean) and sum to the distance from the average', () => {
    const model = value(scores.trainScore(table, y, { seed: 4, importanceRepeats: 0 }));
    const fit = model.fit as scores.LogisticFit;
    const all = scores.scoreRecord(model, records[0] as Record<string, Cell>, { most: 99 }).reasons;
    const average = Object.values(model.average).reduce((a, b) => a + b, fit.intercept);
    const logit = Math.log(scores.scoreTable(model, table)[0] as number) - Math.log1p(-(scores.scoreTable(model, table)[0] as number));
    expect(all.reduce((sum, { contribution }) => sum + contribution, average)).toBeCloseTo(logit, 6);
  });
  it('importance puts what matters before noise', () => {
    const { importance } = value(scores.trainScore(table, y, { seed: 4 })).report;
    const drop = (name: string): number => importance.find(({ column }) => column === name)?.drop ?? 0;
    expect(drop('tenure')).toBeGreaterThan(0.03);
    expect(Math.abs(drop('noise'))).toBeLessThan(0.02);
  });
  it.each<[string, Record<string, Cell>[], number[], string]>([
    ['no rows', [], [], 'analysis.empty'],
    ['one row', [{ a: 1 }], [1], 'analysis.too-few'],
    ['one class', Array.from({ length: 500 }, (_, i) => ({ a: i })), Array.from({ length: 500 }, () => 1), 'analysis.too-few'],
    ['199 of a class', Array.from({ length: 500 }, (_, i) => ({ a: i })), Array.from({ length: 500 }, (_, i) => (i < 199 ? 1 : 0)), 'analysis.too-few'],
    ['a constant column only', Array.from({ length: 500 }, () => ({ a: 7 })), Array.from({ length: 500 }, (_, i) => i % 2), 'analysis.no-feature'],
    ['all missing', Array.from({ length: 500 }, () => ({ a: null, b: NaN, c: '' })), Array.from({ length: 500 }, (_, i) => i % 2), 'analysis.no-feature'],
    ['a target of three values', Array.from({ length: 500 }, (_, i) => ({ a: i })), Array.from({ length: 500 }, (_, i) => i % 3), 'analysis.target'],
    ['ids only', Array.from({ length: 500 }, (_, i) => ({ id: `r${i}` })), Array.from({ length: 500 }, (_, i) => i % 2), 'analysis.no-feature'],
  ])('%s: a clear refusal in both languages', (_name, rows, target, code) => {
    const answer = scores.trainScore(tableOf(rows, ['a', 'b', 'c', 'id']), target, { seed: 1 });
    expect(codeOf(answer)).toBe(code);
    expect(!answer.ok && answer.error[0]?.text['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
  });
  it('whatever the cells hold, a score is a probability and a reason a sentence', () => {
    const model = value(scores.trainScore(table, y, { seed: 4, importanceRepeats: 0 }));
    const cell = fc.oneof(
      fc.constantFrom<Cell[]>(NaN, Infinity, -Infinity, 1e308, -1e308, null, undefined, '', 'monthly', 'x', '12', ' 7 ', true),
      fc.double(),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('tenure', 'contract', 'noise', 'other', '__proto__', 'constructor'), cell), (record) => {
        const { p, reasons } = scores.scoreRecord(model, record);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        for (const { contribution, text } of reasons) {
          expect(Number.isFinite(contribution)).toBe(true);
          expect(text.en).not.toMatch(/NaN|Infinity|undefined/);
        }
      }),
    );
  });
  it('cleaned columns make the same table as records', () => {
    const cells = { a: [1, 2, null], b: ['x', '', 'y'] };
    expect(tableOfColumns(Object.entries(cells).map(([name, list]) => ({ name, cells: list })))).toEqual(
      tableOf([0, 1, 2].map((i) => ({ a: cells.a[i], b: cells.b[i] }))),
    );
  });
  it('10,000 levels and huge numbers train without NaN', () => {
    const rows = records.map((record, i) => ({
      ...record,
      code: `c${(i * 7919) % 10_000}`,
      huge: i % 5 === 0 ? 1e308 : i % 7 === 0 ? '1e99' : i,
      words: i % 50 === 0 ? 'n/a' : i,
    }));
    const model = value(scores.trainScore(tableOf(rows), y, { seed: 1 }));
    expect(JSON.stringify(model)).not.toMatch(/null|NaN/);
    expect(model.report.leftOut.map(({ column }) => column)).toEqual(['code']);
  });
});
