import { type Instant, UserError, type WorkspaceId } from '#kernel';
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

/** Records that may be one and the same; what to do with them is for people to say. */
export class Duplicates {
  constructor(
    private readonly texts: Pick<TextReads, 'fields'>,
    private readonly pairs: DistinctPairs,
    private readonly work: AnalysisWork,
    private readonly now: () => Promise<Instant>,
  ) {}

  /** Pairs at or above the threshold, the likeliest first. */
  async of(workspace: WorkspaceId, { object = 'contact', threshold = 0.8, distinct = false, limit = 100 }: DuplicatesWish) {
    const fields = FIELDS[object];
    const rows = await this.texts.fields(
      workspace,
      object,
      fields.map(({ name }) => name),
      MOST_RECORDS,
    );
    const found = rows.length === 0 ? null : await this.work.run('customers.duplicates', { records: rows.map(({ values }) => values), fields, threshold });
    if (found && !found.ok) throw refusedBy(found.error);
    const decided = new Set((await this.pairs.of(workspace)).map(({ a, b }) => pairKey(a, b)));
    const isDistinct = ({ a, b }: { readonly a: number; readonly b: number }): boolean => decided.has(pairKey(rows[a]?.id ?? '', rows[b]?.id ?? ''));
    const two = (found?.value ?? []).filter(isDistinct);
    const pairs = distinct ? two : (found?.value ?? []).filter((pair) => !isDistinct(pair));
    const record = (place: number) => ({ id: rows[place]?.id ?? '', name: rows[place]?.values['name'] ?? null });
    return {
      asOf: await this.now(),
      object,
      records: rows.length,
      found: pairs.length,
      distinct: two.length,
      pairs: pairs.slice(0, limit).map(({ a, b, score, fields: scores }) => ({
        a: record(a),
        b: record(b),
        score: rounded(score),
        fields: fields.map(({ name }) => ({
          name,
          a: rows[a]?.values[name] ?? null,
          b: rows[b]?.values[name] ?? null,
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
}

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
