import { fail, type Json, type Problem, type Result } from '#kernel';

/** What every analysis gives: a value without NaN or infinities, or what is wrong with its input. */
export type Answer<T> = Result<T, Problem[]>;

/** Larger magnitudes are refused: their squares, and sums of many of them, would not stay finite. */
export const LARGEST = 1e100;

/** One refusal; `at` is a JSON pointer into the input of the function. */
export function refuse(code: string, at: string, en: string, zh: string, got?: unknown): Result<never, Problem[]> {
  return fail([{ code, at, text: { en, 'zh-CN': zh }, ...(got === undefined ? {} : { got: shown(got) }) }]);
}

/** True for numbers an analysis may reckon with. */
export const isUsable = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= LARGEST;

/** Refuses the first value that is no finite number of sensible size; `null` when all are. */
export function firstUnusable(values: ArrayLike<unknown>, at: string): Result<never, Problem[]> | null {
  for (let i = 0; i < values.length; i += 1) if (!isUsable(values[i])) return notANumber(`${at}/${i}`, values[i]);
  return null;
}

export const notANumber = (at: string, got: unknown): Result<never, Problem[]> =>
  refuse(
    'analysis.not-a-number',
    at,
    `Each value must be a finite number between -1e100 and 1e100. Clean the column first: drop or fill what is missing.`,
    '每个值都必须是 -1e100 到 1e100 之间的有限数值。请先清洗该列：删除或填补缺失值。',
    got ?? null,
  );

/** `what` and `whatZh` say of what there are too few: "rows", "行". */
export const tooFew = (at: string, needed: number, got: number, what: string, whatZh: string): Result<never, Problem[]> =>
  refuse('analysis.too-few', at, `At least ${needed} ${what} are needed; there are ${got}.`, `至少需要 ${needed} ${whatZh}；现有 ${got} ${whatZh}。`, got);

/** An option outside of its range. */
export const badOption = (at: string, en: string, zh: string, got: unknown): Result<never, Problem[]> => refuse('analysis.option', at, en, zh, got);

/** A whole number from `from` to `to`. */
export const isWhole = (value: unknown, from: number, to = Number.MAX_SAFE_INTEGER): value is number =>
  Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;

const shown = (got: unknown): Json => {
  if (typeof got === 'number') return Number.isFinite(got) ? got : String(got);
  return typeof got === 'string' || typeof got === 'boolean' || got === null ? got : typeof got;
};
