import { ok } from '#kernel';
import { badOption, type Answer } from '../problem.js';
import { jaccard, plainText, trigramsOf } from './trigrams.js';

export interface DuplicateField {
  readonly name: string;
  /** How much it counts against the others; above 0. */
  readonly weight: number;
}

export interface DuplicateOptions {
  readonly fields: readonly DuplicateField[];
  /** Pairs at or above are reported; 0 to 1. */
  readonly threshold: number;
  /** Blocks of more records than this are too common to compare; 200 by default. */
  readonly largestBlock?: number;
}

/** Two records that may be one. */
export interface DuplicatePair {
  /** Numbers of the records, the smaller first. */
  readonly a: number;
  readonly b: number;
  /** Weighted mean of the fields that both have, 0 to 1. */
  readonly score: number;
  /** Score of each field; `null` where one of the two lacks it. */
  readonly fields: Readonly<Record<string, number | null>>;
}

interface Prepared {
  readonly words: readonly string[];
  readonly grams: ReadonlySet<string>;
}

/**
 * Pairs of likely duplicates, the likeliest first. Only records that share a block are compared: the same word of a field, or the first four characters of one (Christen 2012, Data Matching).
 * A field's score is the Jaccard of trigrams, with words weighed by rarity where both have several. Errors: `analysis.option`.
 */
export function findDuplicates(records: readonly Readonly<Record<string, string | null>>[], options: DuplicateOptions): Answer<DuplicatePair[]> {
  const { fields, threshold, largestBlock = 200 } = options;
  if (fields.length === 0) return badOption('/fields', 'Name at least one field.', '请至少指定一个字段。', 0);
  const bad = fields.findIndex(({ weight }) => !(weight > 0 && weight <= 1e6));
  if (bad >= 0) return badOption(`/fields/${bad}/weight`, 'A weight is above 0.', '权重必须大于 0。', fields[bad]?.weight);
  if (!(threshold >= 0 && threshold <= 1)) return badOption('/threshold', 'The threshold lies between 0 and 1.', '阈值必须在 0 到 1 之间。', threshold);
  const prepared = records.map((record) => fields.map(({ name }) => prepare(Object.hasOwn(record, name) ? (record[name] ?? '') : '')));
  const rarity = fields.map((_, f) => raritiesOf(prepared.map((one) => one[f] as Prepared)));
  const pairs: DuplicatePair[] = [];
  for (const [a, b] of candidates(prepared, largestBlock)) {
    const pair = compare(prepared[a] as Prepared[], prepared[b] as Prepared[], fields, rarity);
    if (pair.score >= threshold) pairs.push({ a, b, ...pair });
  }
  return ok(pairs.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b));
}

function prepare(text: string): Prepared {
  const plain = plainText(text);
  return { words: plain === '' ? [] : plain.split(' '), grams: trigramsOf(plain) };
}

/** ln(records / records with the word), at least a little. */
function raritiesOf(column: readonly Prepared[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of column) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, Math.log(column.length / count) + 0.1]));
}

/** Each pair once, though it may share many blocks. */
function* candidates(prepared: readonly (readonly Prepared[])[], largest: number): Generator<readonly [number, number]> {
  const blocks = new Map<string, number[]>();
  prepared.forEach((fields, record) => {
    const keys = new Set(fields.flatMap(({ words }, f) => words.flatMap((word) => [`${f}=${word}`, `${f}~${word.slice(0, 4)}`])));
    for (const key of keys) blocks.set(key, [...(blocks.get(key) ?? []), record]);
  });
  const seen = new Set<number>();
  for (const block of blocks.values()) {
    if (block.length > largest) continue;
    for (let i = 0; i < block.length; i++) {
      for (let j = i + 1; j < block.length; j++) {
        const [a, b] = [block[i] as number, block[j] as number];
        const key = a * prepared.length + b;
        if (seen.has(key)) continue;
        seen.add(key);
        yield [a, b];
      }
    }
  }
}

function compare(a: readonly Prepared[], b: readonly Prepared[], fields: readonly DuplicateField[], rarity: readonly ReadonlyMap<string, number>[]) {
  let [sum, weights] = [0, 0];
  const scores = fields.map(({ name, weight }, f) => {
    const [x, y] = [a[f] as Prepared, b[f] as Prepared];
    if (x.words.length === 0 || y.words.length === 0) return [name, null] as const;
    const score = similarity(x, y, rarity[f] as ReadonlyMap<string, number>);
    sum += weight * score;
    weights += weight;
    return [name, score] as const;
  });
  return { score: weights > 0 ? sum / weights : 0, fields: Object.fromEntries(scores) };
}

/** The better of the trigrams' Jaccard and the shared rarity of the words of the shorter side: "art's deli" is all in "art's delicatessen". */
function similarity(x: Prepared, y: Prepared, rarity: ReadonlyMap<string, number>): number {
  return Math.max(jaccard(x.grams, y.grams), 0.9 * Math.min(sharedRarity(x, y, rarity), 1));
}

/** Rarity of the words of the shorter text that the other has, whole or as a beginning of at least three letters, against the rarity of all of its words; the mean of both ways for equal lengths. */
function sharedRarity(x: Prepared, y: Prepared, rarity: ReadonlyMap<string, number>): number {
  if (x.words.length < y.words.length) return sharedOf(x.words, y.words, rarity);
  if (y.words.length < x.words.length) return sharedOf(y.words, x.words, rarity);
  return (sharedOf(x.words, y.words, rarity) + sharedOf(y.words, x.words, rarity)) / 2;
}

function sharedOf(words: readonly string[], others: readonly string[], rarity: ReadonlyMap<string, number>): number {
  let [shared, all] = [0, 0];
  for (const word of words) {
    const weight = rarity.get(word) ?? 0;
    all += weight;
    if (others.some((other) => sameWord(word, other))) shared += weight;
  }
  return all > 0 ? shared / all : 0;
}

const sameWord = (a: string, b: string): boolean => a === b || (Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a)) && !/\d/.test(a + b));
