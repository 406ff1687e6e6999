import { isUuid, UserError, type WorkspaceId } from '#kernel';
import { type Behind, behindList } from './behind.js';
import { headOf } from './heads.js';
import { periodsOf, shownPeriod } from './periods.js';
import type { ActivityCount, ActivityKind, ActivityQuery, ReportReads } from './ports.js';
import { frameOf, type InsightQuery, type Question, questionOf } from './question.js';
import type { Pick } from './tally.js';

const KINDS = ['notes', 'tasks', 'moves', 'mails'] as const satisfies readonly ActivityKind[];

/** What people did: notes, tasks, moves and mails by person and period. Counted by the database. */
export class ActivityReport {
  constructor(private readonly reads: ReportReads) {}

  async report(workspace: WorkspaceId, query: InsightQuery) {
    const { frame, asked, head } = await this.question(workspace, query);
    const counts = await this.reads.activity(workspace, asked);
    const names = await this.reads.names(workspace, [...new Set(counts.flatMap(({ who }) => (who !== null && isUuid(who) ? [who] : [])))]);
    const periods = periodsOf(frame.fromMs, frame.toMs, asked.bucket, frame.zone);
    const rows = [...sumsOf(counts)].map(([key, { all, byPeriod }]) => ({
      key,
      name: key === null ? null : (names.get(key) ?? null),
      ...all,
      periods: periods.map((period) => ({ key: period.key, ...(byPeriod.get(period.key) ?? nothing()) })),
    }));
    rows.sort((a, b) => b.moves + b.tasks + b.notes + b.mails - (a.moves + a.tasks + a.notes + a.mails) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
    return { ...head, bucket: asked.bucket, periods: periods.map(shownPeriod), rows };
  }

  /** The records behind one of its numbers. */
  async behind(workspace: WorkspaceId, query: InsightQuery, { row, period, measure }: Pick): Promise<Behind> {
    const { asked } = await this.question(workspace, query);
    const kind = KINDS.find((one) => one === measure) ?? null;
    const ids = await this.reads.activityRecords(workspace, asked, { who: row === '-' ? '' : row, period, kind });
    return behindList(ids, { pipeline: asked.pipeline, sum: null });
  }

  private async question(workspace: WorkspaceId, query: InsightQuery) {
    const question = query.pipeline === undefined ? null : await questionOf(this.reads, workspace, query);
    if (question === null && query.filter !== undefined) throw needsPipeline();
    const frame = question?.frame ?? (await frameOf(this.reads, workspace, query));
    const owners = question === null ? ['sales_agent', 'assignee'] : ownersOf(question);
    const asked: ActivityQuery = {
      object: question?.chart.object ?? null,
      pipeline: question?.chart.pipeline ?? null,
      filter: query.filter ?? '',
      fromMs: frame.fromMs,
      toMs: frame.toMs,
      bucket: query.bucket ?? 'week',
      zone: frame.zone,
      owners,
    };
    return { frame, asked, head: headOf(frame, question) };
  }
}

type Sums = Record<ActivityKind, number>;
const nothing = (): Sums => ({ notes: 0, tasks: 0, moves: 0, mails: 0 });

/** By person what they did in all and in each period, in one pass: a workspace has many of both. */
function sumsOf(counts: readonly ActivityCount[]): ReadonlyMap<string | null, { readonly all: Sums; readonly byPeriod: ReadonlyMap<string, Sums> }> {
  const people = new Map<string | null, { readonly all: Sums; readonly byPeriod: Map<string, Sums> }>();
  for (const { who, kind, period, count } of counts) {
    const person = people.get(who) ?? { all: nothing(), byPeriod: new Map<string, Sums>() };
    people.set(who, person);
    const sums = person.byPeriod.get(period) ?? nothing();
    person.byPeriod.set(period, sums);
    person.all[kind] += count;
    sums[kind] += count;
  }
  return people;
}

/** Fields that say whose a record is. */
const ownersOf = ({ shape }: Question): string[] =>
  [...shape.fields].filter(([, { type, object }]) => type === 'person' || (type === 'reference' && object === 'agent')).map(([name]) => name);

const needsPipeline = (): UserError =>
  new UserError('invalid', {
    code: 'insight.filter',
    at: '/query/filter',
    text: { en: 'A filter needs a pipeline: its fields are those of the pipeline’s object.', 'zh-CN': '筛选需要指定流程：其字段属于该流程的对象。' },
  });
