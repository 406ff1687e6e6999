import { type Lists, ListsBuilder, numberIn, type TextColumn } from './columns.js';

export interface CandidateLimits {
  /** Blocks of more records than this are too common to compare. */
  readonly largestBlock: number;
  /** So many of the records after it each record is compared with at most. */
  readonly most: number;
}

/**
 * Hands over each pair of records that share a block once, though it may share many: `a` is the smaller. A record begins with its rarest block, so that
 * where there are more candidates than it is to be compared with, those of the commonest blocks are left out. Answers how many records that befell.
 */
export function eachCandidate(columns: readonly TextColumn[], records: number, limits: CandidateLimits, visit: (a: number, b: number) => void): number {
  const keys = blockKeys(columns, records);
  const blocks = membersOf(keys, records);
  const size = (key: number): number => (blocks.offset[key + 1] as number) - (blocks.offset[key] as number);
  // The last record whose candidate each one was: cheaper than a set of all pairs.
  const candidateOf = new Int32Array(records).fill(-1);
  /** False where the limit was reached with more to come. */
  const visitBlocks = (a: number, rarestFirst: readonly number[]): boolean => {
    let found = 0;
    for (const key of rarestFirst)
      for (let at = blocks.offset[key] as number; at < (blocks.offset[key + 1] as number); at += 1) {
        const b = blocks.values[at] as number;
        if (b <= a || candidateOf[b] === a) continue;
        if (found === limits.most) return false;
        candidateOf[b] = a;
        found += 1;
        visit(a, b);
      }
    return true;
  };
  let cut = 0;
  for (let a = 0; a < records; a += 1) {
    const own = Array.from(keys.values.subarray(keys.offset[a], keys.offset[a + 1])).filter((key) => size(key) > 1 && size(key) <= limits.largestBlock);
    own.sort((x, y) => size(x) - size(y) || x - y);
    if (!visitBlocks(a, own)) cut += 1;
  }
  return cut;
}

/** The blocks of each record, each once: the words of each field, and the first four characters of each. */
function blockKeys(columns: readonly TextColumn[], records: number): Lists {
  const names = new Map<string, number>();
  const byWord = columns.map((column, f) =>
    column.names.map((word) => [numberIn(names, `${f}=${word}`), numberIn(names, `${f}~${word.slice(0, 4)}`)] as const),
  );
  const lists = new ListsBuilder(records);
  const seen = new Set<number>();
  for (let record = 0; record < records; record += 1) {
    seen.clear();
    for (const [f, { words }] of columns.entries())
      for (let i = words.offset[record] as number; i < (words.offset[record + 1] as number); i += 1)
        for (const key of byWord[f]?.[words.values[i] as number] ?? []) seen.add(key);
    lists.add([...seen]);
  }
  return lists.build();
}

/** The records of each block, in order. */
function membersOf({ offset, values }: Lists, records: number): Lists {
  const blocks = values.reduce((most, key) => Math.max(most, key + 1), 0);
  const start = new Int32Array(blocks + 1);
  for (const key of values) start[key + 1]! += 1;
  for (let key = 0; key < blocks; key += 1) start[key + 1]! += start[key] as number;
  const members = new Int32Array(values.length);
  const next = start.slice();
  for (let record = 0; record < records; record += 1)
    for (let i = offset[record] as number; i < (offset[record + 1] as number); i += 1) {
      const key = values[i] as number;
      members[next[key] as number] = record;
      next[key]! += 1;
    }
  return { offset: start, values: members };
}
