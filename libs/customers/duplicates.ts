import type { DuplicatePair, Duplicates as Search } from '#analytics';
import { type Instant, type Kept, UserError, type WorkspaceId } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import type { DistinctPairs, DuplicateObject, TextReads } from './ports.js';
import { refusedBy } from './refused.js';
import { rounded } from './rows.js';

/** What is compared, and how much it counts. */
const FIELDS: Readonly<Record<DuplicateObject, readonly { readonly name: string; readonly weight: number }[]>> = {
  account: [
    { name: 'name', weight: 3 },
    { name: 'website', weight: 2 },
    { name: 'phone', weight: 2 },
  ],
  contact: [
    { name: 'name', weight: 3 },
    { name: 'email', weight: 3 },
    { name: 'phone', weight: 2 },
  ],
  lead: [
    { name: 'name', weight: 3 },
    { name: 'email', weight: 3 },
    { name: 'phone', weight: 2 },
    { name: 'company', weight: 1 },
  ],
};
const MOST_RECORDS = 100_000;

export interface DuplicatesWish {
  readonly object?: DuplicateObject | undefined;
  readonly threshold?: number | undefined;
  /** Only the pairs that somebody found to be two; without it, only the others. */
  readonly distinct?: boolean | undefined;
  readonly limit?: number | undefined;
}

/** A record of a pair, as it was when it was compared. */
interface Compared {
  readonly id: string;
  readonly values: Readonly<Record<string, string | null>>;
}
/** What a search found: the records of the pairs alone, not all that were compared. */
interface Found {
  readonly records: number;
  readonly cut: Search['cut'];
  readonly pairs: readonly (Pick<DuplicatePair, 'score' | 'fields'> & { readonly a: Compared; readonly b: Compared })[];
}

/** Records that may be one and the same; what to do with them is for people to say. */
export class Duplicates {
  constructor(
    private readonly texts: Pick<TextReads, 'fields' | 'fieldsStamp'>,
    private readonly pairs: DistinctPairs,
    private readonly search: { readonly work: AnalysisWork; readonly kept: Kept<Found> },
    private readonly now: () => Promise<Instant>,
  ) {}

  /** Pairs at or above the threshold, the likeliest first. */
  async of(workspace: WorkspaceId, { object = 'contact', threshold = 0.8, distinct = false, limit = 100 }: DuplicatesWish) {
    const stamp = await this.texts.fieldsStamp(workspace, object);
    const key = JSON.stringify([workspace, object, threshold, stamp]);
    const found = await this.search.kept.of(key, () => this.find(workspace, object, threshold));
    const decided = new Set((await this.pairs.of(workspace)).map(({ a, b }) => pairKey(a, b)));
    const isDistinct = ({ a, b }: Found['pairs'][number]): boolean => decided.has(pairKey(a.id, b.id));
    const pairs = found.pairs.filter((pair) => isDistinct(pair) === distinct);
    return {
      asOf: await this.now(),
      object,
      records: found.records,
      cut: found.cut,
      found: pairs.length,
      distinct: distinct ? pairs.length : found.pairs.length - pairs.length,
      pairs: pairs.slice(0, limit).map(({ a, b, score, fields: scores }) => ({
        a: named(a),
        b: named(b),
        score: rounded(score),
        fields: FIELDS[object].map(({ name }) => ({
          name,
          a: a.values[name] ?? null,
          b: b.values[name] ?? null,
          score: scores[name] === null || scores[name] === undefined ? null : rounded(scores[name]),
        })),
      })),
    };
  }

  /** Remembers that two records are two, or forgets it. Throws UserError `record.not-found`. */
  async decide(
    workspace: WorkspaceId,
    { object, isDuplicate, ...pair }: { readonly object: DuplicateObject; readonly a: string; readonly b: string; readonly isDuplicate: boolean },
    by: string,
  ): Promise<void> {
    if (isDuplicate) return this.pairs.remove(workspace, pair);
    if (await this.pairs.add(workspace, object, pair, by)) return;
    throw new UserError('not-found', { code: 'record.not-found', at: '', text: { en: 'There is no such record.', 'zh-CN': '没有这条记录。' } });
  }

  private async find(workspace: WorkspaceId, object: DuplicateObject, threshold: number): Promise<Found> {
    const fields = FIELDS[object];
    const names = fields.map(({ name }) => name);
    const rows = await this.texts.fields(workspace, object, names, MOST_RECORDS);
    if (rows.length === 0) return { records: 0, cut: null, pairs: [] };
    const found = await this.search.work.run('customers.duplicates', { records: rows.map(({ values }) => values), fields, threshold });
    if (!found.ok) throw refusedBy(found.error);
    const pairs = found.value.pairs.map(({ a, b, ...pair }) => ({ ...pair, a: rows[a] as Compared, b: rows[b] as Compared }));
    return { records: rows.length, cut: found.value.cut, pairs };
  }
}

const named = ({ id, values }: Compared) => ({ id, name: values['name'] ?? null });

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
