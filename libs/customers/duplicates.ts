import type { Instant, WorkspaceId } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import type { DuplicateObject, PurchaseReads, TextReads } from './ports.js';
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

/** Records that may be one and the same; what to do with them is for people to say. */
export class Duplicates {
  constructor(
    private readonly texts: Pick<TextReads, 'fields'>,
    private readonly purchases: Pick<PurchaseReads, 'names'>,
    private readonly work: AnalysisWork,
    private readonly now: () => Promise<Instant>,
  ) {}

  /** Pairs at or above the threshold, the likeliest first. */
  async of(
    workspace: WorkspaceId,
    {
      object = 'contact',
      threshold = 0.8,
      limit = 100,
    }: { readonly object?: DuplicateObject | undefined; readonly threshold?: number | undefined; readonly limit?: number | undefined },
  ) {
    const fields = FIELDS[object];
    const rows = await this.texts.fields(
      workspace,
      object,
      fields.map(({ name }) => name),
      MOST_RECORDS,
    );
    const found = rows.length === 0 ? null : await this.work.run('customers.duplicates', { records: rows.map(({ values }) => values), fields, threshold });
    if (found && !found.ok) throw refusedBy(found.error);
    const pairs = found?.value ?? [];
    const shown = pairs.slice(0, limit);
    const names = await this.purchases.names(
      workspace,
      shown.flatMap(({ a, b }) => [rows[a]?.id ?? '', rows[b]?.id ?? '']),
    );
    const record = (place: number) => ({ id: rows[place]?.id ?? '', name: names.get(rows[place]?.id ?? '') ?? null });
    return {
      asOf: await this.now(),
      object,
      records: rows.length,
      found: pairs.length,
      pairs: shown.map(({ a, b, score, fields: scores }) => ({
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
}
