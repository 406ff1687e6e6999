import { type RecordId, UserError, type WorkspaceId } from '#kernel';
import { closest } from '#pipeline';
import type { FieldRegistry, WorkspaceFields } from '../fields/registry.js';
import { wellFormed } from '../fields/storable-text.js';
import { CORE_OBJECTS } from '../objects/index.js';
import type { RecordReads } from '../ports.js';
import { type Beside, type BesidePage, readBeside } from './beside.js';
import type { Column } from './column.js';
import { readCursor, writeCursor } from './cursor.js';
import { parseFilter } from './filter.js';
import type { ListQuery, RecordRow, Selection, SortKey, SummaryRow } from './query.js';
import { parseSort } from './sort.js';
import { parseGroups, parseMeasures } from './summary.js';

export const MAX_PAGE = 200;
const DEFAULT_PAGE = 50;
const MAX_GROUP_ROWS = 1000;
const MAX_SEARCH_WORDS = 8;

/** What a list or summary is narrowed by, as it stands in a URL. */
export interface SelectionRequest {
  readonly filter?: string | undefined;
  /** Words that must all occur in the record's texts. */
  readonly q?: string | undefined;
  /** The pipeline whose run `stage`, `outcome`, `cycleDays` ... mean; also narrows to records that are or were in it. */
  readonly pipeline?: string | undefined;
  readonly deleted?: boolean | undefined;
}

export interface ListRequest extends SelectionRequest {
  /** Default `-updatedAt`. */
  readonly sort?: string | undefined;
  readonly cursor?: string | undefined;
  /** 1 to 200; default 50. */
  readonly limit?: number | undefined;
  /** What the page brings along; nothing by default. */
  readonly beside?: readonly Beside[] | undefined;
}

export interface SummaryRequest extends SelectionRequest {
  readonly group?: string | undefined;
  readonly measure?: string | undefined;
  readonly field?: string | undefined;
  /** IANA zone of date groups over moments; default UTC. */
  readonly timeZone?: string | undefined;
}

export interface RecordPage extends BesidePage {
  readonly items: readonly RecordRow[];
  /** Opaque; null on the last page. */
  readonly next: string | null;
}

export interface FoundRecord {
  readonly object: string;
  readonly id: RecordId;
  readonly name: string | null;
}

export interface Summary {
  readonly object: string;
  /** The pipeline whose runs were read; null when no run field was asked for. */
  readonly pipeline: string | null;
  readonly groups: readonly SummaryRow[];
  /** True when there are more than 1,000 groups and the rest was left out. */
  readonly cut: boolean;
}

/** Lists, summaries and single records of a workspace. */
export class Records {
  constructor(
    private readonly reads: RecordReads,
    private readonly registry: FieldRegistry,
  ) {}

  /** Throws UserError `record.not-found`; a deleted record is found. */
  async get(workspace: WorkspaceId, object: string, id: RecordId): Promise<RecordRow> {
    assertObject(object);
    const row = await this.reads.get(workspace, object, id);
    if (!row) throw new UserError('not-found', { code: 'record.not-found', at: '', text: { en: 'There is no such record.', 'zh-CN': '没有这条记录。' } });
    return row;
  }

  async list(workspace: WorkspaceId, object: string, request: ListRequest): Promise<RecordPage> {
    assertObject(object);
    const fields = await this.registry.of(workspace);
    const sort = parseSort(request.sort?.trim() ? request.sort : '-updatedAt', fields, object);
    const selection = await this.selection(
      workspace,
      fields,
      object,
      request,
      sort.map((key) => key.column),
    );
    const query: ListQuery = {
      ...selection,
      sort,
      limit: pageSize(request.limit),
      after: request.cursor ? readCursor(request.cursor, { ...selection, sort }) : null,
    };
    const rows = await this.reads.list(workspace, query);
    const shown = rows.slice(0, query.limit);
    const items = shown.map(({ row }) => row);
    const beside = await readBeside(this.reads, { workspace, object, fields }, items, request.beside ?? []);
    return { items, next: rows.length > query.limit ? nextCursor(shown.at(-1), query) : null, ...beside };
  }

  /** Records of any object whose texts hold all the words, last changed first within each object; `limit` of each. No words find nothing. */
  async find(workspace: WorkspaceId, q: string, limit: number): Promise<readonly FoundRecord[]> {
    if (q.trim() === '') return [];
    const found = await Promise.all(
      [...CORE_OBJECTS.values()].map(async ({ key, nameField }) => {
        const { items } = await this.list(workspace, key, { q, limit });
        return items.map(({ id, fields, externalKey }) => ({ object: key, id, name: nameIn(fields[nameField]) ?? externalKey }));
      }),
    );
    return found.flat();
  }

  async summary(workspace: WorkspaceId, object: string, request: SummaryRequest): Promise<Summary> {
    assertObject(object);
    const fields = await this.registry.of(workspace);
    const groups = parseGroups(request.group ?? '', fields, object);
    const measures = parseMeasures(request.measure ?? '', request.field?.trim() || null, fields, object);
    const used = [...groups.map((group) => group.column), ...measures.flatMap((measure) => (measure.kind === 'count' ? [] : [measure.column]))];
    const selection = await this.selection(workspace, fields, object, request, used);
    const timeZone = zoneOf(request.timeZone);
    const rows = await this.reads.summary(workspace, { ...selection, groups, measures, timeZone, currency: fields.currency, limit: MAX_GROUP_ROWS });
    return { object, pipeline: selection.pipeline?.key ?? null, groups: rows.slice(0, MAX_GROUP_ROWS), cut: rows.length > MAX_GROUP_ROWS };
  }

  private async selection(
    workspace: WorkspaceId,
    fields: WorkspaceFields,
    object: string,
    request: SelectionRequest,
    used: readonly Column[],
  ): Promise<Selection> {
    const filter = parseFilter(request.filter ?? '', fields, object);
    const asksRun = [...used, ...filter.map((condition) => condition.column)].some((column) => column.kind === 'run');
    const named = request.pipeline?.trim() ?? '';
    const only = named === '' && asksRun ? await this.onlyPipeline(workspace, object) : null;
    const pipeline = named !== '' ? { key: named, narrows: true } : only === null ? null : { key: only, narrows: false };
    return { object, filter, pipeline, search: search(request.q, fields, object), deleted: request.deleted ? 'only' : 'without' };
  }

  /** Run fields need to know whose run: the one pipeline in which the object has runs, else the caller must say. */
  private async onlyPipeline(workspace: WorkspaceId, object: string): Promise<string | null> {
    const pipelines = await this.reads.pipelinesWithRuns(workspace, object);
    if (pipelines.length <= 1) return pipelines[0] ?? null;
    throw new UserError('invalid', {
      code: 'pipeline.needed',
      at: '/pipeline',
      text: {
        en: `Records of ${object} run in several pipelines: say which with \`pipeline=\` (${pipelines.join(', ')}).`,
        'zh-CN': `${object} 的记录在多个流程中运行:请用 \`pipeline=\` 指定(${pipelines.join('、')})。`,
      },
      expected: pipelines,
    });
  }
}

function nextCursor(
  last: { readonly row: RecordRow; readonly sortValues: readonly (string | number | boolean | null)[] } | undefined,
  query: ListQuery & { readonly sort: readonly SortKey[] },
): string | null {
  return last ? writeCursor({ id: last.row.id, values: last.sortValues }, query) : null;
}

/** Throws UserError `object.unknown`. */
export function assertObject(object: string): void {
  if (CORE_OBJECTS.has(object)) return;
  const meant = closest(object, CORE_OBJECTS.keys());
  throw new UserError('not-found', {
    code: 'object.unknown',
    at: '',
    text: {
      en: `There is no object \`${object.slice(0, 80)}\`.${meant ? ` Did you mean \`${meant}\`?` : ''}`,
      'zh-CN': `没有对象 \`${object.slice(0, 80)}\`。${meant ? `是否指 \`${meant}\`?` : ''}`,
    },
  });
}

function pageSize(limit: number | undefined): number {
  if (limit === undefined) return DEFAULT_PAGE;
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE) return limit;
  throw new UserError('invalid', {
    code: 'limit.range',
    at: '/limit',
    text: { en: `The limit is 1 to ${MAX_PAGE}.`, 'zh-CN': `limit 为 1 至 ${MAX_PAGE}。` },
    got: Number.isFinite(limit) ? limit : null,
  });
}

const SEARCHED = new Set(['text', 'email', 'phone', 'url']);

function search(q: string | undefined, fields: WorkspaceFields, object: string): Selection['search'] {
  const words = wellFormed((q ?? '').replaceAll('\u0000', ' '))
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_SEARCH_WORDS)
    .map((word) => word.slice(0, 100));
  if (words.length === 0) return null;
  const searched = [...(fields.known(object)?.values() ?? [])].filter((field) => SEARCHED.has(field.definition.type)).map((field) => field.name);
  return { words, fields: searched };
}

function zoneOf(timeZone: string | undefined): string {
  if (!timeZone?.trim()) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timeZone.trim() }).resolvedOptions().timeZone;
  } catch {
    throw new UserError('invalid', {
      code: 'time-zone.unknown',
      at: '/timeZone',
      text: { en: 'Not an IANA time zone such as Asia/Shanghai.', 'zh-CN': '不是 IANA 时区,例如 Asia/Shanghai。' },
      got: timeZone.slice(0, 80),
    });
  }
}

const nameIn = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
