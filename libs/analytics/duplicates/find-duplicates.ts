import { ok } from '#kernel';
import { badOption, type Answer } from '../problem.js';
import { eachCandidate } from './candidates.js';
import { columnOf, type Lists, type TextColumn } from './columns.js';

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
  /** Most candidates a record is compared with; by default as many as make three million comparisons in all, and never fewer than thirty. */
  readonly mostCandidates?: number;
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

export interface Duplicates {
  /** The likeliest first. */
  readonly pairs: readonly DuplicatePair[];
  /** Records that had more candidates than they were compared with, and with how many that was; null where every candidate was compared. */
  readonly cut: { readonly records: number; readonly candidates: number } | null;
}

const MOST_COMPARED = 3_000_000;
const LEAST_CANDIDATES = 30;

/**
 * Pairs of likely duplicates. Only records that share a block are compared: the same word of a field, or the first four characters of one (Christen 2012, Data Matching);
 * where there are very many records, each with the candidates of its rarest blocks alone, and `cut` says so.
 * A field's score is the Jaccard of trigrams, with words weighed by rarity where both have several. Errors: `analysis.option`.
 */
export function findDuplicates(records: readonly Readonly<Record<string, string | null>>[], options: DuplicateOptions): Answer<Duplicates> {
  const { fields, threshold, largestBlock = 200 } = options;
  const candidates = options.mostCandidates ?? Math.max(LEAST_CANDIDATES, Math.floor(MOST_COMPARED / Math.max(1, records.length)));
  if (fields.length === 0) return badOption('/fields', 'Name at least one field.', '请至少指定一个字段。', 0);
  const bad = fields.findIndex(({ weight }) => !(weight > 0 && weight <= 1e6));
  if (bad >= 0) return badOption(`/fields/${bad}/weight`, 'A weight is above 0.', '权重必须大于 0。', fields[bad]?.weight);
  if (!(threshold >= 0 && threshold <= 1)) return badOption('/threshold', 'The threshold lies between 0 and 1.', '阈值必须在 0 到 1 之间。', threshold);
  const columns = fields.map(({ name }) => columnOf(records.map((record) => (Object.hasOwn(record, name) ? (record[name] ?? '') : ''))));
  const pairs: DuplicatePair[] = [];
  const scores = fields.map((): number | null => null);
  const cut = eachCandidate(columns, records.length, { largestBlock, most: candidates }, (a, b) => {
    const score = compare({ a, b }, columns, fields, scores);
    if (score >= threshold) pairs.push({ a, b, score, fields: Object.fromEntries(fields.map(({ name }, f) => [name, scores[f] ?? null])) });
  });
  pairs.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
  return ok({ pairs, cut: cut > 0 ? { records: cut, candidates } : null });
}

type Pair = Pick<DuplicatePair, 'a' | 'b'>;

/** The score of two records; those of their fields are left in `scores`. */
function compare(pair: Pair, columns: readonly TextColumn[], fields: readonly DuplicateField[], scores: (number | null)[]): number {
  let [sum, weights] = [0, 0];
  for (let f = 0; f < fields.length; f += 1) {
    const column = columns[f] as TextColumn;
    scores[f] = null;
    if (lengthOf(column.words, pair.a) === 0 || lengthOf(column.words, pair.b) === 0) continue;
    const score = similarity(column, pair);
    scores[f] = score;
    sum += (fields[f] as DuplicateField).weight * score;
    weights += (fields[f] as DuplicateField).weight;
  }
  return weights > 0 ? sum / weights : 0;
}

const lengthOf = ({ offset }: Lists, record: number): number => (offset[record + 1] as number) - (offset[record] as number);

/** The better of the trigrams' Jaccard and the shared rarity of the words of the shorter side: "art's deli" is all in "art's delicatessen". */
function similarity(column: TextColumn, pair: Pair): number {
  return Math.max(gramsJaccard(column.grams, pair), 0.9 * Math.min(sharedRarity(column, pair), 1));
}

/** Runs shared by both of all that either has (Jaccard 1912): 0 to 1; 0 where both are empty. Both lists ascend. */
function gramsJaccard({ offset, values }: Lists, { a, b }: Pair): number {
  let [x, y] = [offset[a] as number, offset[b] as number];
  const [endX, endY] = [offset[a + 1] as number, offset[b + 1] as number];
  const both = endX - x + endY - y;
  let shared = 0;
  while (x < endX && y < endY) {
    const difference = (values[x] as number) - (values[y] as number);
    if (difference === 0) shared += 1;
    if (difference <= 0) x += 1;
    if (difference >= 0) y += 1;
  }
  return both === 0 ? 0 : shared / (both - shared);
}

/** Rarity of the words of the shorter text that the other has, whole or as a beginning of at least three letters, against the rarity of all of its words; the mean of both ways for equal lengths. */
function sharedRarity(column: TextColumn, { a, b }: Pair): number {
  const [ofA, ofB] = [lengthOf(column.words, a), lengthOf(column.words, b)];
  if (ofA < ofB) return sharedOf(column, a, b);
  if (ofB < ofA) return sharedOf(column, b, a);
  return (sharedOf(column, a, b) + sharedOf(column, b, a)) / 2;
}

function sharedOf(column: TextColumn, record: number, other: number): number {
  const { offset, values } = column.words;
  let [shared, all] = [0, 0];
  for (let i = offset[record] as number; i < (offset[record + 1] as number); i += 1) {
    const weight = column.rarity[values[i] as number] as number;
    all += weight;
    for (let j = offset[other] as number; j < (offset[other + 1] as number); j += 1) {
      if (!isSameWord(column, values[i] as number, values[j] as number)) continue;
      shared += weight;
      break;
    }
  }
  return all > 0 ? shared / all : 0;
}

function isSameWord({ names, hasDigit }: TextColumn, a: number, b: number): boolean {
  if (a === b) return true;
  if (hasDigit[a] === 1 || hasDigit[b] === 1) return false;
  const [x, y] = [names[a] as string, names[b] as string];
  return Math.min(x.length, y.length) >= 3 && (x.startsWith(y) || y.startsWith(x));
}
