import { isUuid, type Kept, UserError, type WorkspaceId } from '#kernel';
import { ActivityReport } from './activity.js';
import { type Behind, behindIds, behindList } from './behind.js';
import type { ReportBody } from './compute.js';
import { headOf, settingsOf, type SettingsOf } from './heads.js';
import { measureOf, rowOf } from './measures.js';
import { ReportNeeds } from './needs.js';
import type { ReportReads, ReportThreads, TargetStore } from './ports.js';
import { type InsightQuery, journeyQuery, type Question, questionOf } from './question.js';
import type { Pick } from './tally.js';
import type { ComputedReport } from './wish.js';

export interface RecordsWish extends Pick {
  readonly cursor: string | undefined;
  readonly limit: number | undefined;
}

const PAGE = 50;

/** The reports of a workspace: each figure, and the records behind it. Computed in threads of their own. */
export class Insights {
  private readonly needs: ReportNeeds;
  private readonly activities: ActivityReport;

  constructor(
    private readonly reads: ReportReads,
    targets: TargetStore,
    private readonly threads: ReportThreads,
    private readonly kept: { readonly answers: Kept; readonly behind: Kept<Behind> },
  ) {
    this.needs = new ReportNeeds(reads, targets);
    this.activities = new ActivityReport(reads);
  }

  /** Throws UserError: `pipeline.unknown`, `insight.*`, problems of the filter and of the fields named. */
  async report<R extends Exclude<ComputedReport, 'process' | 'sales'>>(workspace: WorkspaceId, report: R, query: InsightQuery) {
    const question = await questionOf(this.reads, workspace, query);
    return this.computed(report, question);
  }

  /** Rows get the names of their people, records or choices. */
  async sales(workspace: WorkspaceId, query: InsightQuery) {
    const question = await questionOf(this.reads, workspace, query);
    const answer = await this.computed('sales', question);
    const names = await this.reads.names(
      workspace,
      answer.rows.flatMap(({ key }) => (key !== null && isUuid(key) ? [key] : [])),
    );
    return {
      ...answer,
      rows: answer.rows.map((row) => ({ ...row, name: row.key === null ? null : (names.get(row.key) ?? (isUuid(row.key) ? null : row.key)) })),
    };
  }

  /** With how often each transition was taken, for the drawing of the pipeline. */
  async process(workspace: WorkspaceId, query: InsightQuery) {
    const question = await questionOf(this.reads, workspace, query);
    const [answer, transitions] = await Promise.all([this.computed('process', question), this.reads.transitions(workspace, journeyQuery(question, 'process'))]);
    return { ...answer, transitions: [...transitions] };
  }

  /** Any report by its name. */
  async answer(workspace: WorkspaceId, report: ComputedReport | 'activity', query: InsightQuery): Promise<Readonly<Record<string, unknown>>> {
    switch (report) {
      case 'activity':
        return this.activity(workspace, query);
      case 'sales':
        return this.sales(workspace, query);
      case 'process':
        return this.process(workspace, query);
      default:
        return this.report(workspace, report, query);
    }
  }

  /** What people did. */
  activity(workspace: WorkspaceId, query: InsightQuery) {
    return this.activities.report(workspace, query);
  }

  /**
   * One page of the records behind a number, each once; the pages after the first go on in the list of the first, while it is kept.
   * Throws UserError `cursor.invalid` beside those of the report.
   */
  async records(workspace: WorkspaceId, report: ComputedReport | 'activity', query: InsightQuery, wish: RecordsWish) {
    const start = offsetOf(wish.cursor);
    const limit = wish.limit ?? PAGE;
    const { row, period, measure } = wish;
    const key = JSON.stringify([workspace, report, Object.entries(query).sort(), row, period, measure]);
    if (wish.cursor === undefined) this.kept.behind.forget(key);
    const found = await this.kept.behind.of(key, () =>
      report === 'activity' ? this.activities.behind(workspace, query, wish) : this.computedBehind(workspace, report, query, wish),
    );
    const items = await this.reads.records(workspace, found.page(start, start + limit), found);
    return { items: [...items], next: start + limit < found.total ? `o${start + limit}` : null, total: found.total };
  }

  /** A forecast takes seconds: whoever asks the same a moment later gets the same, with the moment it is of. */
  private computed<R extends ComputedReport>(report: R, question: Question): Promise<ReportAnswer<R>> {
    if (report !== 'forecast') return this.computedNow(report, question);
    return this.kept.answers.of(keyOf(question), () => this.computedNow(report, question));
  }

  private async computedNow<R extends ComputedReport>(report: R, question: Question): Promise<ReportAnswer<R>> {
    const needed = await this.needs.of(report, question);
    const computed = await this.threads.compute({ ...needed.input, pick: null });
    if (!('answer' in computed)) throw new Error(`${report} gave rows, not an answer`);
    return { ...headOf(question.frame, question), ...settingsOf(report, question, needed), ...(computed.answer as ReportBody<R>) };
  }

  private async computedBehind(workspace: WorkspaceId, report: ComputedReport, query: InsightQuery, { row, period, measure }: Pick): Promise<Behind> {
    const question = await questionOf(this.reads, workspace, query);
    const of = { pipeline: question.chart.pipeline, sum: question.sum };
    // A transition is named by its pointer into the pipeline.
    if (report === 'process' && row?.startsWith('/'))
      return behindList([...new Set(await this.reads.transitionRecords(workspace, journeyQuery(question, report), row))], of);
    const needed = await this.needs.of(report, question);
    const computed = await this.threads.compute({ ...needed.input, pick: { row: rowOf(report, row), period, measure: measureOf(report, measure) } });
    if (!('records' in computed)) throw new Error(`${report} gave an answer, not records`);
    const { records, leads } = computed;
    const idAt = (i: number): string => (i < records.length ? needed.ids[records[i] as number] : needed.leadIds[leads[i - records.length] as number]) as string;
    return behindIds(records.length + leads.length, idAt, needed.settings.source?.object === 'feedback' ? { pipeline: null, sum: null } : of);
  }
}

type ReportAnswer<R extends ComputedReport> = ReturnType<typeof headOf> & SettingsOf<R> & ReportBody<R>;

const keyOf = ({ workspace, query }: Question): string => JSON.stringify([workspace, Object.entries(query).sort()]);

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^o\d{1,9}$/.test(cursor)) return Number(cursor.slice(1));
  throw new UserError('invalid', {
    code: 'cursor.invalid',
    at: '/cursor',
    text: { en: 'This cursor does not belong to this list: start again without it.', 'zh-CN': '此游标不属于该列表:请去掉它重新开始。' },
  });
}
