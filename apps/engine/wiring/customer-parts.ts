import type { FieldRegistry } from '#crm';
import {
  type AnalysisWork,
  BasketInsights,
  CustomerBooks,
  CustomerInsights,
  CustomerProfiles,
  Duplicates,
  NextActions,
  SegmentSets,
  SegmentSource,
  SegmentTraining,
  TextInsights,
} from '#customers';
import { addMs, instantAt, Kept } from '#kernel';
import type { Insights } from '#reports';
import type { InsightPorts } from '#steps/handlers';
import { PgDistinctPairs, PgHabitReads, PgNumberReads, PgPurchaseReads, PgSegmentStore, PgTextReads, PgValueFits, type Storage } from '#storage';
import type { AnalysisPool } from '../analysis/pool.js';

export type CustomerParts = ReturnType<typeof customerParts>;

const KEPT_MS = 300_000;
/** A hundred thousand records take seconds to compare, and people go through the pairs for long; what changes a record ends it. */
const PAIRS_MS = 3_600_000;
/** How long a set that has too little data is not tried again at every look. */
const LACK_MS = 60_000;

/** What purchases and texts say of customers, on PostgreSQL and the analysis threads. */
export function customerParts(storage: Storage, registry: FieldRegistry, pool: AnalysisPool) {
  const work: AnalysisWork = { run: (task, input) => pool.runInWorker(task, input as never) as never };
  const now = async () => instantAt(Date.now());
  const purchases = new PgPurchaseReads(storage);
  const texts = new PgTextReads(storage.sql);
  const nowMs = (): number => performance.now();
  // A book or the lines of a large workspace take some hundred megabytes: few are kept.
  const kept = new Kept(nowMs, { forMs: KEPT_MS, most: 12 });
  const books = new CustomerBooks({ purchases, fits: new PgValueFits(storage.sql) }, work, kept, now);
  const baskets = new BasketInsights(books, purchases, work, kept);
  const source = new SegmentSource(new PgNumberReads(storage, registry), books);
  const segmentStore = new PgSegmentStore(storage);
  const training = new SegmentTraining(segmentStore, source, work, now);
  return {
    training,
    insights: new CustomerInsights(books, purchases),
    baskets,
    profiles: new CustomerProfiles(books, baskets, purchases, work),
    texts: new TextInsights(texts, work, new Kept(nowMs, { forMs: KEPT_MS, most: 40 }), now),
    duplicates: new Duplicates(texts, new PgDistinctPairs(storage.sql), { work, kept: new Kept(nowMs, { forMs: PAIRS_MS, most: 20 }) }, now),
    segments: new SegmentSets(segmentStore, training, new Kept(nowMs, { forMs: LACK_MS, most: 200 }), now),
  };
}

const DAY_MS = 86_400_000;

/** What the steps that look at customers, texts and paths ask for. */
export function insightPorts({ segments, texts, profiles }: CustomerParts, storage: Storage, reports: Insights): InsightPorts {
  const habits = new PgHabitReads(storage.sql);
  return {
    segments,
    texts,
    offers: {
      offers: (workspace, object, id, wish) => profiles.offers(workspace, object, id, wish),
      customerOf: (workspace, record) => habits.customerOf(workspace, record),
    },
    actions: new NextActions(habits),
    conformance: {
      of: async (workspace, pipeline, days) => {
        const now = instantAt(Date.now());
        const { conformance } = await reports.process(workspace, { pipeline, from: addMs(now, -days * DAY_MS), to: now, level: 'stage' });
        return conformance;
      },
    },
  };
}
