import { isTimeZone } from '#calendar';
import { epochMs, type Instant, instantAt, UserError, type WorkspaceId } from '#kernel';
import { type Definition, parsePipeline } from '#pipeline';
import { chartOf, type ReportChart } from './chart.js';
import type { JourneyQuery, ObjectShape, ReportReads } from './ports.js';
import type { Bucket } from './periods.js';
import type { ComputedReport, ReportWish } from './wish.js';

const YEAR_MS = 365 * 86_400_000;
const HORIZON_DAYS = 90;
const VARIANTS = 10;

/** What a report is asked, as it stands in a URL; each report reads what it knows. */
export interface InsightQuery {
  readonly pipeline?: string | undefined;
  readonly filter?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly zone?: string | undefined;
  readonly sum?: string | undefined;
  readonly currency?: string | undefined;
  readonly mode?: 'strict' | 'any' | undefined;
  readonly calendar?: string | undefined;
  readonly reason?: string | undefined;
  readonly horizon?: number | undefined;
  readonly segment?: string | undefined;
  readonly at?: string | undefined;
  readonly by?: string | undefined;
  readonly bucket?: Bucket | undefined;
  readonly kind?: 'csat' | 'nps' | 'ces' | undefined;
  readonly field?: string | undefined;
  readonly level?: 'stage' | 'state' | undefined;
  readonly variants?: number | undefined;
}

/** When the figures are of, and of what time. */
export interface Frame {
  readonly now: Instant;
  readonly zone: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly currency: string;
}

/** A question with everything that it needs looked up. */
export interface Question {
  readonly workspace: WorkspaceId;
  readonly query: InsightQuery;
  readonly frame: Frame;
  readonly chart: ReportChart;
  readonly shape: ObjectShape;
  /** The money field that is added up. */
  readonly sum: string | null;
}

/** Throws UserError `time-zone.unknown`, `insight.window`. */
export async function frameOf(reads: ReportReads, workspace: WorkspaceId, query: InsightQuery): Promise<Frame> {
  const [now, own] = await Promise.all([reads.now(), reads.workspace(workspace)]);
  const zone = query.zone ?? own.zone;
  if (!isTimeZone(zone)) throw unknownZone(zone);
  const toMs = query.at !== undefined ? momentOf(query.at, 'at') : query.to === undefined ? epochMs(now) : momentOf(query.to, 'to');
  const fromMs = query.from === undefined ? Math.min(toMs, epochMs(now)) - YEAR_MS : momentOf(query.from, 'from');
  if (fromMs >= toMs && query.at === undefined) throw noTime(fromMs, toMs);
  return { now, zone, fromMs, toMs, currency: own.currency };
}

const [EARLIEST_MS, LATEST_MS] = [epochMs('1900-01-01T00:00:00.000Z' as Instant), epochMs('2200-01-01T00:00:00.000Z' as Instant)];

/** Throws UserError `insight.window` for a moment that no report can be of. */
function momentOf(text: string, at: 'from' | 'to' | 'at'): number {
  const moment = epochMs(text as Instant);
  if (moment >= EARLIEST_MS && moment <= LATEST_MS) return moment;
  throw new UserError('invalid', {
    code: 'insight.window',
    at: `/query/${at}`,
    text: { en: 'Reports are of the years 1900 to 2200.', 'zh-CN': '报表的时间范围为 1900 至 2200 年。' },
    got: text,
  });
}

/** Throws UserError `pipeline.unknown`, `field.unknown` and those of the frame. */
export async function questionOf(reads: ReportReads, workspace: WorkspaceId, query: InsightQuery): Promise<Question> {
  const key = query.pipeline ?? '';
  const [frame, documents] = await Promise.all([frameOf(reads, workspace, query), reads.versions(workspace, key)]);
  const definitions = documents.flatMap((document): Definition[] => {
    const parsed = parsePipeline(document);
    return parsed.ok ? [parsed.value] : [];
  });
  const [newest, ...older] = definitions;
  const shape = newest ? await reads.shape(workspace, newest.object) : null;
  if (!newest || !shape) throw unknownPipeline(key);
  const chart = chartOf([newest, ...older]);
  return { workspace, query, frame, chart, shape, sum: sumOf(shape, query.sum) };
}

function sumOf({ fields }: ObjectShape, wished: string | undefined): string | null {
  if (wished !== undefined) {
    if (fields.get(wished)?.type === 'money') return wished;
    throw new UserError('invalid', {
      code: 'insight.sum',
      at: '/query/sum',
      text: { en: `\`${wished}\` is no money field of this object.`, 'zh-CN': `\`${wished}\` 不是该对象的金额字段。` },
      expected: [...fields].filter(([, { type }]) => type === 'money').map(([name]) => name),
    });
  }
  if (fields.get('close_value')?.type === 'money') return 'close_value';
  return [...fields].find(([, { type }]) => type === 'money')?.[0] ?? null;
}

/** What a thread is told of the question. */
export function wishOf({ query, frame }: Question, more: Partial<ReportWish> = {}): ReportWish {
  return {
    fromMs: frame.fromMs,
    toMs: frame.toMs,
    asOfMs: epochMs(frame.now),
    zone: frame.zone,
    currency: query.currency ?? null,
    ownCurrency: frame.currency,
    mode: query.mode ?? 'any',
    calendar: null,
    bucket: query.bucket ?? 'week',
    horizonDays: query.horizon ?? HORIZON_DAYS,
    level: query.level ?? 'stage',
    variants: query.variants ?? VARIANTS,
    measure: query.kind ?? 'csat',
    titles: {},
    targets: [],
    campaigns: [],
    ...more,
  };
}

/** The usual journeys of a report: runs of the pipeline with the amount, and what differs. */
export function journeyQuery({ query, frame, chart, sum }: Question, report: ComputedReport, more: Partial<JourneyQuery> = {}): JourneyQuery {
  const { fromMs, toMs } = frame;
  return {
    object: chart.object,
    pipeline: chart.pipeline,
    filter: query.filter ?? '',
    window: WINDOWS[report] === 'before' ? { kind: 'before', toMs } : { kind: WINDOWS[report], fromMs, toMs },
    sum,
    group: null,
    extra: [],
    hasMoves: MOVING.has(report),
    at: null,
    ...more,
  };
}

const WINDOWS = {
  funnel: 'began',
  'time-in-stage': 'alive',
  velocity: 'alive',
  'win-loss': 'ended',
  forecast: 'before',
  'as-of': 'before',
  sales: 'ended-or-open',
  service: 'alive',
  satisfaction: 'alive',
  campaigns: 'began',
  process: 'began',
} as const satisfies Record<ComputedReport, JourneyQuery['window']['kind']>;
const MOVING: ReadonlySet<ComputedReport> = new Set(['funnel', 'time-in-stage', 'forecast', 'as-of', 'process']);

const unknownZone = (zone: string): UserError =>
  new UserError('invalid', {
    code: 'time-zone.unknown',
    at: '/query/zone',
    text: { en: 'Not an IANA time zone such as Asia/Shanghai.', 'zh-CN': '不是 IANA 时区,例如 Asia/Shanghai。' },
    got: zone.slice(0, 80),
  });
const noTime = (fromMs: number, toMs: number): UserError =>
  new UserError('invalid', {
    code: 'insight.window',
    at: '/query/from',
    text: { en: '`from` must be before `to`.', 'zh-CN': '`from` 必须早于 `to`。' },
    got: [instantAt(fromMs), instantAt(toMs)],
  });
const unknownPipeline = (key: string): UserError =>
  new UserError('not-found', {
    code: 'pipeline.unknown',
    at: '/query/pipeline',
    text: { en: `There is no published pipeline "${key.slice(0, 80)}".`, 'zh-CN': `没有已发布的流程“${key.slice(0, 80)}”。` },
  });
