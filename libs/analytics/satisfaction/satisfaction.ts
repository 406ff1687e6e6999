import { ok } from '#kernel';
import { normalQuantile, studentQuantile } from '../numeric/distributions.js';
import { badOption, isUsable, refuse, tooFew, type Answer } from '../problem.js';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Share of satisfied answers, 0 to 1. */
export interface Csat {
  readonly measure: 'csat';
  readonly share: number;
  readonly satisfied: number;
  readonly answers: number;
  readonly interval: Interval;
  readonly confidence: number;
}

/** Net promoter score, -100 to 100. */
export interface Nps {
  readonly measure: 'nps';
  readonly score: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly answers: number;
  readonly interval: Interval;
  readonly confidence: number;
}

/** Customer effort, mean on the scale of the question. `interval` is `null` for one answer. */
export interface Ces {
  readonly measure: 'ces';
  readonly mean: number;
  readonly answers: number;
  readonly interval: Interval | null;
  readonly confidence: number;
}

interface Scale {
  /** Lowest and highest answer of the scale. */
  readonly from: number;
  readonly to: number;
  /** 0.95 by default. */
  readonly confidence?: number;
}

/**
 * CSAT: the share of answers in the top boxes (4 and 5 of 1 to 5 by default) with the interval of Wilson 1927.
 * Refuses no answers, and answers that are no whole number of the scale.
 */
export function csat(
  answers: ArrayLike<unknown>,
  { from = 1, to = 5, confidence = 0.95, topBoxes = 2 }: Partial<Scale> & { readonly topBoxes?: number } = {},
): Answer<Csat> {
  const scale = { from, to, confidence };
  if (!(Number.isInteger(topBoxes) && topBoxes >= 1 && topBoxes <= to - from))
    return badOption(
      '/topBoxes',
      'Top boxes must be at least 1 and fewer than the answers of the scale.',
      '最高选项数至少为 1，且少于量表的选项数。',
      topBoxes,
    );
  const checked = answersOf(answers, scale);
  if (!checked.ok) return checked;
  const satisfied = checked.value.filter((answer) => answer > to - topBoxes).length;
  const n = checked.value.length;
  return ok({ measure: 'csat', share: satisfied / n, satisfied, answers: n, interval: wilson(satisfied, n, confidence), confidence });
}

/**
 * NPS of answers 0 to 10: share of 9 and 10 minus share of 0 to 6, times 100. The interval is the adjusted Wald one that Rocks 2016
 * ("Interval Estimation for the Net Promoter Score") recommends: three answers more, 3/4 of them at either end.
 */
export function nps(answers: ArrayLike<unknown>, confidence = 0.95): Answer<Nps> {
  const checked = answersOf(answers, { from: 0, to: 10, confidence });
  if (!checked.ok) return checked;
  const n = checked.value.length;
  const promoters = checked.value.filter((answer) => answer >= 9).length;
  const detractors = checked.value.filter((answer) => answer <= 6).length;
  const [p, d] = [(promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)];
  const half = 100 * normalQuantile((1 + confidence) / 2) * Math.sqrt((p + d - (p - d) ** 2) / (n + 3));
  const middle = 100 * (p - d);
  const interval = { low: Math.max(-100, middle - half), high: Math.min(100, middle + half) };
  return ok({
    measure: 'nps',
    score: (100 * (promoters - detractors)) / n,
    promoters,
    passives: n - promoters - detractors,
    detractors,
    answers: n,
    interval,
    confidence,
  });
}

/** CES: the mean answer (1 to 7 by default) with the interval of Student's t, cut to the scale. Refusals as for CSAT. */
export function ces(answers: ArrayLike<unknown>, { from = 1, to = 7, confidence = 0.95 }: Partial<Scale> = {}): Answer<Ces> {
  const checked = answersOf(answers, { from, to, confidence });
  if (!checked.ok) return checked;
  const n = checked.value.length;
  const mean = checked.value.reduce((a, b) => a + b, 0) / n;
  if (n === 1) return ok({ measure: 'ces', mean, answers: n, interval: null, confidence });
  const variance = checked.value.reduce((sum, answer) => sum + (answer - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(variance / n);
  return ok({ measure: 'ces', mean, answers: n, interval: { low: Math.max(from, mean - half), high: Math.min(to, mean + half) }, confidence });
}

/** The interval of Wilson 1927 for `hits` of `n`, within 0 to 1. */
export function wilson(hits: number, n: number, confidence: number): Interval {
  const z = normalQuantile((1 + confidence) / 2);
  const p = hits / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: hits === 0 ? 0 : Math.max(0, middle - half), high: hits === n ? 1 : Math.min(1, middle + half) };
}

function answersOf(answers: ArrayLike<unknown>, { from, to, confidence }: Required<Scale>): Answer<number[]> {
  if (!(Number.isInteger(from) && Number.isInteger(to) && to > from && isUsable(from) && isUsable(to)))
    return badOption('/from', 'The scale must go from a whole number to a higher one.', '量表必须从一个整数到更大的整数。', from);
  if (!(confidence > 0 && confidence < 1)) return badOption('/confidence', 'Confidence must lie between 0 and 1.', '置信水平必须在 0 与 1 之间。', confidence);
  if (answers.length === 0) return tooFew('/answers', 1, 0, 'answers', '份答卷');
  const checked: number[] = [];
  for (let i = 0; i < answers.length; i += 1) {
    const answer = answers[i];
    if (!Number.isInteger(answer) || (answer as number) < from || (answer as number) > to)
      return refuse(
        'analysis.off-scale',
        `/answers/${i}`,
        `Each answer must be a whole number from ${from} to ${to}.`,
        `每个答案必须是 ${from} 到 ${to} 的整数。`,
        answer,
      );
    checked.push(answer as number);
  }
  return ok(checked);
}
