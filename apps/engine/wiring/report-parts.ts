import type { FieldRegistry, Records } from '#crm';
import { Kept } from '#kernel';
import { buffersOf, Insights, type ReportThreads, SalesTargets, SavedReports } from '#reports';
import type { Ids } from '#runtime';
import { PgReportReads, PgSavedReportStore, PgTargetStore, type Storage } from '#storage';
import type { AnalysisPool } from '../analysis/pool.js';
import { ReportFiles } from '../files/report-files.js';

interface ReportNeeds {
  readonly pool: AnalysisPool;
  readonly ids: Ids;
  readonly nowMs: () => number;
}

/** Reports on PostgreSQL, computed in the analysis threads. */
export function reportParts(storage: Storage, crm: { readonly registry: FieldRegistry; readonly records: Records }, { pool, ids, nowMs }: ReportNeeds) {
  const reads = new PgReportReads(storage, crm.registry);
  const targets = new PgTargetStore(storage.sql);
  const threads: ReportThreads = {
    compute: (input) => pool.runInWorker('reports.compute', input, { transfer: [input.journeys, ...(input.leads ? [input.leads] : [])].flatMap(buffersOf) }),
  };
  const saved = new PgSavedReportStore(storage.sql);
  const insights = new Insights(reads, targets, threads, {
    answers: new Kept(nowMs, { forMs: 60_000, most: 100 }),
    behind: new Kept(nowMs, { forMs: 60_000, most: 20 }),
  });
  const reports = new SavedReports(saved, reads, crm.records, ids);
  return {
    insights,
    reports,
    files: new ReportFiles(insights, reports, pool),
    saved,
    targets: new SalesTargets(targets, reads),
  };
}
