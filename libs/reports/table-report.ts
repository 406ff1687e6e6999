import { isTimeZone } from '#calendar';
import { type Instant, isUuid, type Json, type Text, UserError, type WorkspaceId } from '#kernel';
import { type FieldDefinition, parsePipeline } from '#pipeline';
import type { ObjectShape, ReportReads } from './ports.js';
import { filterOfRow } from './row-filter.js';
import type { ReportDefinition, Summaries } from './saved-ports.js';

export interface TableColumn {
  /** As in the definition: `sum:close_value`. */
  readonly key: string;
  readonly title: Text;
  readonly kind: 'group' | 'measure';
  readonly isMoney: boolean;
}

export interface TableRow {
  readonly group: Readonly<Record<string, Json>>;
  /** Titles of choices and names of records and people, by group. */
  readonly names: Readonly<Record<string, string | Text>>;
  readonly values: Readonly<Record<string, number | null>>;
  readonly currency?: string;
  /** Lists the records of the row. */
  readonly filter: string;
}

export interface TableResult {
  readonly asOf: Instant;
  readonly zone: string;
  readonly object: string;
  readonly pipeline: string | null;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly cut: boolean;
}

const MOST_ROWS = 1000;

/** Runs a table report. Throws UserError: `object.unknown`, `time-zone.unknown`, `report.sort`, and those of summaries. */
export async function runTable(
  { reads, summaries }: { readonly reads: ReportReads; readonly summaries: Summaries },
  workspace: WorkspaceId,
  definition: ReportDefinition,
): Promise<TableResult> {
  const { object, pipeline, measures, groups, filter } = definition;
  const own = await reads.workspace(workspace);
  const zone = definition.zone ?? own.zone;
  if (!isTimeZone(zone))
    throw wrong('time-zone.unknown', '/definition/zone', 'Not an IANA time zone such as Asia/Shanghai.', '不是 IANA 时区,例如 Asia/Shanghai。');
  const asked = { filter, pipeline, group: groups.join(','), measure: measures.join(','), timeZone: zone };
  const [summary, asOf] = await Promise.all([summaries.summary(workspace, object, asked), reads.now()]);
  const known = await knownOf(reads, workspace, definition, summary.pipeline ?? pipeline ?? null);
  const columns = [...groups.map((key) => columnOf(key, 'group', known)), ...measures.map((key) => columnOf(key, 'measure', known))];
  const limit = Math.min(definition.limit ?? MOST_ROWS, MOST_ROWS);
  const rows = sorted(summary.groups, definition);
  const names = await namesOf(reads, workspace, rows.slice(0, limit), known);
  return {
    asOf,
    zone,
    object,
    pipeline: summary.pipeline ?? pipeline ?? null,
    columns,
    rows: rows.slice(0, limit).map((row) => ({ ...row, names: names(row.group), filter: filterOfRow(filter, row.group) })),
    cut: summary.cut || rows.length > limit,
  };
}

type Row = Omit<TableRow, 'names' | 'filter'>;

function sorted(rows: readonly Row[], { sort, groups, measures }: ReportDefinition): readonly Row[] {
  if (!sort) return rows;
  const isFalling = sort.startsWith('-');
  const key = isFalling ? sort.slice(1) : sort;
  if (![...groups, ...measures].includes(key))
    throw wrong('report.sort', '/definition/sort', 'Sort by a group or a measure of the report.', '只能按报表中的分组或度量排序。', [...groups, ...measures]);
  const valueOf = (row: Row): string | number | null => {
    const value = row.values[key] ?? row.group[key] ?? null;
    return typeof value === 'number' || value === null ? value : String(value);
  };
  // Unfilled values are last, whatever the order.
  return [...rows].sort((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (a < b ? -1 : a > b ? 1 : 0) * (isFalling ? -1 : 1);
  });
}

const OWN_TITLES: Readonly<Record<string, Text>> = {
  count: { en: 'Count', 'zh-CN': '数量' },
  ownerId: { en: 'Owner', 'zh-CN': '负责人' },
  stage: { en: 'Stage', 'zh-CN': '阶段' },
  outcome: { en: 'Outcome', 'zh-CN': '结果' },
  open: { en: 'Open', 'zh-CN': '进行中' },
  cycleDays: { en: 'Cycle (days)', 'zh-CN': '周期(天)' },
  startedAt: { en: 'Started', 'zh-CN': '开始时间' },
  endedAt: { en: 'Ended', 'zh-CN': '结束时间' },
  createdAt: { en: 'Created', 'zh-CN': '创建时间' },
  updatedAt: { en: 'Changed', 'zh-CN': '更新时间' },
  tags: { en: 'Tags', 'zh-CN': '标签' },
};
const KINDS: Readonly<Record<string, Text>> = {
  sum: { en: 'sum', 'zh-CN': '合计' },
  avg: { en: 'average', 'zh-CN': '平均' },
  median: { en: 'median', 'zh-CN': '中位数' },
};

function columnOf(key: string, kind: 'group' | 'measure', known: Known): TableColumn {
  const [first = '', second] = key.split(':');
  const path = kind === 'measure' && second !== undefined ? second : first;
  const field = fieldAt(path, known);
  const title = OWN_TITLES[path] ?? field?.title ?? { en: path };
  const how = kind === 'measure' && second !== undefined ? KINDS[first] : undefined;
  return {
    key,
    title: how ? { en: `${title.en}, ${how.en}`, 'zh-CN': `${title['zh-CN'] ?? title.en}(${how['zh-CN'] ?? how.en})` } : title,
    kind,
    isMoney: kind === 'measure' && field?.type === 'money',
  };
}

/** What names are taken from: the object's fields, those of the objects it refers to, the stages of the pipeline. */
interface Known {
  readonly own: ObjectShape | null;
  readonly others: ReadonlyMap<string, ObjectShape>;
  readonly stages: ReadonlyMap<string, Text>;
}

async function knownOf(reads: ReportReads, workspace: WorkspaceId, { object, groups, measures }: ReportDefinition, pipeline: string | null): Promise<Known> {
  const own = await reads.shape(workspace, object);
  const paths = [...groups, ...measures.map((measure) => measure.split(':')[1] ?? '')].filter((path) => path.includes('.'));
  const targets = new Set(paths.flatMap((path) => own?.fields.get(path.split('.')[0] ?? '')?.object ?? []));
  const shapes = await Promise.all([...targets].map(async (target) => [target, await reads.shape(workspace, target)] as const));
  const documents = pipeline !== null && groups.some((group) => group === 'stage' || group === 'state') ? await reads.versions(workspace, pipeline) : [];
  const stages = new Map<string, Text>();
  for (const document of documents) {
    const parsed = parsePipeline(document);
    if (parsed.ok) for (const { id, title } of parsed.value.states.values()) if (!stages.has(id)) stages.set(id, title);
  }
  return { own, others: new Map(shapes.flatMap(([target, shape]) => (shape ? [[target, shape] as const] : []))), stages };
}

function fieldAt(path: string, { own, others }: Known): FieldDefinition | undefined {
  const [head = '', tail] = (path.split(':')[0] ?? path).split('.');
  const field = own?.fields.get(head);
  return tail === undefined ? field : others.get(field?.object ?? '')?.fields.get(tail);
}

/** Choices by their titles, stages by those of the pipeline, records and people by their names. */
async function namesOf(reads: ReportReads, workspace: WorkspaceId, rows: readonly Row[], known: Known) {
  const ids = rows.flatMap(({ group }) => Object.values(group).filter((value): value is string => typeof value === 'string' && isUuid(value)));
  const names = await reads.names(workspace, [...new Set(ids)]);
  return (group: Row['group']): Record<string, string | Text> => {
    const found: Record<string, string | Text> = {};
    for (const [key, value] of Object.entries(group)) {
      if (typeof value !== 'string') continue;
      const option = key === 'stage' || key === 'state' ? known.stages.get(value) : fieldAt(key, known)?.options?.find((one) => one.value === value)?.title;
      const name = names.get(value) ?? option;
      if (name !== undefined) found[key] = name;
    }
    return found;
  };
}

const wrong = (code: string, at: string, en: string, zh: string, expected?: Json): UserError =>
  new UserError('invalid', { code, at, text: { en, 'zh-CN': zh }, ...(expected === undefined ? {} : { expected }) });
