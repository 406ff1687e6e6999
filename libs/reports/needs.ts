import { type Json, type Text, UserError } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import type { ComputeInput } from './compute.js';
import type { Journeys } from './journeys.js';
import type { ReportReads, TargetStore } from './ports.js';
import { journeyQuery, type Question, wishOf } from './question.js';
import { SERVICE_FIELDS } from './service.js';
import { periodsOf } from './periods.js';
import type { Campaign, ComputedReport, ReportWish } from './wish.js';

/** What a report is computed from: the rows with the ids of their records, and of the leads where there are some. */
export interface Needed {
  readonly input: Omit<ComputeInput, 'pick'>;
  readonly ids: readonly string[];
  readonly leadIds: readonly string[];
  /** What the report says of its own settings. */
  readonly settings: {
    readonly by?: string;
    readonly byTitle?: Text;
    readonly reasonField?: string | null;
    readonly source?: { readonly object: string; readonly field: string };
    readonly calendar?: string | null;
  };
}

interface More {
  readonly query?: Parameters<typeof journeyQuery>[2];
  readonly wish?: Partial<ReportWish>;
  readonly settings?: Needed['settings'];
  readonly leads?: { readonly journeys: Journeys; readonly ids: readonly string[] };
  /** Read already. */
  readonly rows?: { readonly journeys: Journeys; readonly ids: readonly string[] };
}

/** Reads everything a report needs. Throws UserError: `calendar.not-found`, problems of the filter and of the fields named. */
export class ReportNeeds {
  constructor(
    private readonly reads: ReportReads,
    private readonly targets: TargetStore,
  ) {}

  async of(report: ComputedReport, question: Question): Promise<Needed> {
    const more = await this.more(report, question);
    const { journeys, ids } = more.rows ?? (await this.reads.journeys(question.workspace, journeyQuery(question, report, more.query)));
    return {
      input: { report, journeys, chart: question.chart, wish: wishOf(question, more.wish), leads: more.leads?.journeys ?? null },
      ids,
      leadIds: more.leads?.ids ?? [],
      settings: more.settings ?? {},
    };
  }

  private more(report: ComputedReport, question: Question): More | Promise<More> {
    switch (report) {
      case 'time-in-stage':
        return this.time(question);
      case 'win-loss':
        return reasons(question);
      case 'forecast':
        return forecast(question);
      case 'sales':
        return this.sales(question);
      case 'service':
        return { query: { extra: SERVICE_FIELDS } };
      case 'satisfaction':
        return this.satisfaction(question);
      case 'campaigns':
        return this.campaigns(question);
      default:
        return {};
    }
  }

  private async time({ workspace, query }: Question): Promise<More> {
    if (query.calendar === undefined) return { settings: { calendar: null } };
    const calendar: Json | null = await this.reads.calendar(workspace, query.calendar);
    if (calendar === null) throw noCalendar();
    return { wish: { calendar }, settings: { calendar: query.calendar } };
  }

  private async sales(question: Question): Promise<More> {
    const { workspace, query, frame, shape } = question;
    const by = query.by ?? [...shape.fields].find(([, { type, object }]) => type === 'reference' && object === 'agent')?.[0] ?? 'ownerId';
    const months = periodsOf(frame.fromMs, frame.toMs, 'month', frame.zone);
    const at = { by, from: months[0]?.key ?? null, to: months.at(-1)?.key ?? null, currency: query.currency ?? frame.currency };
    const field = shape.fields.get(by.split('.')[0] ?? by);
    return {
      query: { group: by },
      wish: { targets: await this.targets.list(workspace, at), titles: titlesOf(field) },
      settings: { by, byTitle: field?.title ?? OWNER },
    };
  }

  /** From the records of `feedback`; for CSAT from the object's own field `satisfaction` where there are none. */
  private async satisfaction(question: Question): Promise<More> {
    const { workspace, query, chart, shape } = question;
    const kind = query.kind ?? 'csat';
    if (query.field === undefined) {
      const filter = [`kind=${kind}`, query.filter ?? ''].filter((part) => part !== '').join(';');
      const given = { object: 'feedback', pipeline: null, sum: null, extra: ['score'], at: 'given_at', filter, hasMoves: false } as const;
      // A filter that is meant for the pipeline's records says nothing of feedback.
      const rows = await this.reads.journeys(workspace, journeyQuery(question, 'satisfaction', given)).catch((error: unknown) => {
        if (error instanceof UserError && query.filter !== undefined && kind === 'csat') return null;
        throw error;
      });
      if (rows && (rows.journeys.runs > 0 || kind !== 'csat' || !shape.fields.has('satisfaction')))
        return { rows, settings: { source: { object: 'feedback', field: 'score' } } };
    }
    const field = query.field ?? 'satisfaction';
    const type = shape.fields.get(field)?.type;
    if (type !== 'integer' && type !== 'number') throw noScore(field);
    return { query: { extra: [field] }, settings: { source: { object: chart.object, field } } };
  }

  private async campaigns(question: Question): Promise<More> {
    const { workspace, shape, frame } = question;
    const group = shape.fields.get('campaign')?.object === 'campaign' ? 'campaign' : null;
    const [rows, leads] = await Promise.all([
      this.reads.rows(workspace, 'campaign'),
      this.reads.journeys(workspace, journeyQuery(question, 'campaigns', { object: 'lead', pipeline: null, filter: '', sum: null, group: 'campaign' })),
    ]);
    const amount = (fields: (typeof rows)[number]['fields'], name: string): number | null =>
      typeof fields[name] === 'number' && (fields['currency'] ?? frame.currency) === (question.query.currency ?? frame.currency) ? fields[name] : null;
    const campaigns = rows.map(({ id, fields }): Campaign => {
      const text = (name: string): string | null => (typeof fields[name] === 'string' ? fields[name] : null);
      return { id, name: text('name'), channel: text('channel'), budget: amount(fields, 'budget'), cost: amount(fields, 'cost') };
    });
    return { query: { group }, wish: { campaigns }, leads };
  }
}

function reasons({ query, chart, shape }: Question): More {
  const field = query.reason ?? chart.reasons.find((name) => isReason(shape.fields.get(name))) ?? (shape.fields.has('lost_reason') ? 'lost_reason' : null);
  return { query: { group: field }, wish: { titles: titlesOf(field === null ? undefined : shape.fields.get(field)) }, settings: { reasonField: field } };
}

const isReason = (field: FieldDefinition | undefined): boolean => field?.type === 'text' || field?.type === 'choice';

function forecast({ query, shape }: Question): More {
  const expected = ['expected_close_date', 'renewal_date'].filter((name) => shape.fields.has(name)).slice(0, 1);
  return { query: { group: query.segment ?? null, extra: expected } };
}

const titlesOf = (field: FieldDefinition | undefined): Readonly<Record<string, Text>> =>
  Object.fromEntries((field?.options ?? []).map(({ value, title }) => [value, title]));

const OWNER: Text = { en: 'Owner', 'zh-CN': '负责人' };
const noCalendar = (): UserError =>
  new UserError('not-found', { code: 'calendar.not-found', at: '/query/calendar', text: { en: 'There is no such calendar.', 'zh-CN': '没有这个日历。' } });
const noScore = (field: string): UserError =>
  new UserError('invalid', {
    code: 'insight.score',
    at: '/query/field',
    text: { en: `\`${field}\` is no number field of this object.`, 'zh-CN': `\`${field}\` 不是该对象的数字字段。` },
  });
