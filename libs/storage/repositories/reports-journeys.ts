import { type Column, parseFilter, resolveColumn, type Selection, type WorkspaceFields } from '#crm';
import { UserError, type WorkspaceId } from '#kernel';
import type { JourneyQuery, RunWindow } from '#reports';
import { columnSql, isStored } from './records-columns.js';
import type { Statement } from './records-list.js';
import { selectionSql } from './records-where.js';
import { SqlValues } from './sql.js';

/** The rows of a journey query: `record_id`, `started`, `ended`, `outcome`, `amount`, `currency`, `grouped`, `e0` ...; moments in milliseconds. */
export function journeyStatement(workspace: WorkspaceId, query: JourneyQuery, fields: WorkspaceFields): Statement {
  const values = new SqlValues();
  const parts = partsOf(workspace, query, fields, values);
  const { sum, group, extras } = parts;
  const columns = [
    'r.id as record_id',
    `${ms(parts.started)} as started`,
    `${parts.ended === null ? 'null::float8' : ms(parts.ended)} as ended`,
    `${query.pipeline === null ? 'null::text' : 'jr.outcome'} as outcome`,
    `${sum === null ? 'null::float8' : `(${columnSql(sum)})::float8`} as amount`,
    `coalesce(nullif(r.fields->>'currency', ''), ${values.add(fields.currency, 'text')}) as currency`,
    `${group === null ? 'null::text' : `(${columnSql(group)})::text`} as grouped`,
    ...extras.map((column, i) => `${extraSql(column)} as e${i}`),
  ];
  return {
    text: `select ${columns.join(', ')} from ${parts.from} where ${parts.where} order by ${orderOf(query, parts)}`,
    values: values.all,
  };
}

const orderOf = ({ pipeline }: JourneyQuery, { started }: Parts): string => `${started}, r.id${pipeline === null ? '' : ', jr.id'}`;

/**
 * The moves of the same rows, many in one text (`moves`): a line each, in any order: number of the row, order, moment in milliseconds, innermost states.
 * The journal is read once as it lies, where most of it is needed; run by run where little is.
 */
export function movesStatement(workspace: WorkspaceId, query: JourneyQuery, fields: WorkspaceFields): Statement {
  const values = new SqlValues();
  const parts = partsOf(workspace, query, fields, values);
  return {
    text: `with asked as materialized (select row_number() over (order by ${orderOf(query, parts)}) - 1 as n, jr.id as run from ${parts.from} where ${parts.where})
      select string_agg(line, E'\\n') as moves from (
        select n, concat_ws(' ', n, j.seq, (date_part('epoch', j.occurred_at) * 1000)::bigint, j.entry->>'to') as line
        from asked join journal j on j.workspace_id = ${values.add(workspace, 'uuid')} and j.run_id = asked.run
        where j.entry->'from' is distinct from j.entry->'to' offset 0) lines
      group by n / ${RUNS_A_TEXT}`,
    values: values.all,
  };
}

const RUNS_A_TEXT = 256;

/** How often the transitions of the query's runs were taken: `id`, `n`. */
export function transitionStatement(workspace: WorkspaceId, query: JourneyQuery, fields: WorkspaceFields): Statement {
  const values = new SqlValues();
  const { from, where } = partsOf(workspace, query, fields, values);
  return {
    // Events that took the same transitions are counted as one list first: there are few lists.
    text: `select t.id, sum(taken.n)::int as n from (select j.entry->>'taken' as ids, count(*) as n from ${from}
        join journal j on j.workspace_id = jr.workspace_id and j.run_id = jr.id where ${where} group by 1) taken
      cross join lateral jsonb_array_elements_text(taken.ids::jsonb) as t(id) group by t.id order by n desc, t.id`,
    values: values.all,
  };
}

/** Ids of the records whose runs took a transition: `id`. */
export function transitionRecordsStatement(workspace: WorkspaceId, query: JourneyQuery, transition: string, fields: WorkspaceFields): Statement {
  const values = new SqlValues();
  const { from, where, started } = partsOf(workspace, query, fields, values);
  return {
    text: `select r.id from ${from} where ${where} and exists (select 1 from journal j where j.workspace_id = jr.workspace_id and j.run_id = jr.id
      and j.entry->'taken' ? ${values.add(transition, 'text')}) order by ${started}, r.id`,
    values: values.all,
  };
}

/** The selection of an object's records by a filter text. Throws UserError: problems of the filter. */
export function selectionOf(fields: WorkspaceFields, object: string, filter: string, pipeline: string | null): Selection {
  return {
    object,
    filter: parseFilter(filter, fields, object),
    pipeline: pipeline === null ? null : { key: pipeline, narrows: false },
    search: null,
    deleted: 'without',
  };
}

interface Parts {
  readonly from: string;
  readonly where: string;
  readonly started: string;
  readonly ended: string | null;
  readonly sum: Column | null;
  readonly group: Column | null;
  readonly extras: readonly (Column | null)[];
}

function partsOf(workspace: WorkspaceId, query: JourneyQuery, fields: WorkspaceFields, values: SqlValues): Parts {
  const column = (path: string | null, at: string): Column | null => (path === null ? null : columnOf(fields, query.object, path, at));
  const [sum, group] = [column(query.sum, '/query/sum'), column(query.group, '/query/by')];
  if (group && !['text', 'id', 'boolean'].includes(group.type)) throw cannotGroup(query.group ?? '');
  const extras = query.extra.map((path) => resolveColumn(fields, query.object, path));
  const used = [sum, group, ...extras].filter((one): one is Column => one !== null);
  const selection = selectionOf(fields, query.object, query.filter, query.pipeline);
  const { from, where } = selectionSql(workspace, selection, used, values);
  const at = column(query.at, '/query/field');
  const started = query.pipeline === null ? (at === null ? 'r.created_at' : momentSql(at)) : 'jr.started_at';
  const ended = query.pipeline === null ? null : 'jr.ended_at';
  const run =
    query.pipeline === null
      ? ''
      : ` join runs jr on jr.workspace_id = r.workspace_id and jr.record_id = r.id and jr.pipeline = ${values.add(query.pipeline, 'text')}`;
  return { from: `${from}${run}`, where: `${where} and ${windowSql(query.window, started, ended, values)}`, started, ended, sum, group, extras };
}

/** Throws UserError `field.unknown`. */
function columnOf(fields: WorkspaceFields, object: string, path: string, at: string): Column {
  const column = resolveColumn(fields, object, path);
  if (column) return column;
  // The filter knows how to say it, with the nearest name; a filter of this one field asks it to.
  try {
    parseFilter(`${path}!=`, fields, object);
  } catch (error) {
    if (error instanceof UserError) throw new UserError('invalid', { ...error.problems[0], at });
    throw error;
  }
  throw new Error(`${path} is no column`);
}

const cannotGroup = (path: string): UserError =>
  new UserError('invalid', { code: 'group.type', at: '/query/by', text: { en: `\`${path}\` cannot be grouped by.`, 'zh-CN': `不能按 \`${path}\` 分组。` } });

// `date_part` answers a double, where `extract` works out a decimal number: several times the work.
const ms = (moment: string): string => `round(date_part('epoch', ${moment}) * 1000)`;
const momentSql = (column: Column): string => (isStored(column) ? columnSql(column) : `coalesce((${columnSql(column)})::timestamptz, r.created_at)`);

function windowSql(window: RunWindow, started: string, ended: string | null, values: SqlValues): string {
  const moment = (at: number): string => `to_timestamp(${values.add(at / 1000, 'float8')})`;
  const end = ended ?? 'null::timestamptz';
  switch (window.kind) {
    case 'began':
      return `${started} >= ${moment(window.fromMs)} and ${started} < ${moment(window.toMs)}`;
    case 'before':
      return `${started} <= ${moment(window.toMs)}`;
    case 'alive':
      return `${started} < ${moment(window.toMs)} and (${end} is null or ${end} >= ${moment(window.fromMs)})`;
    case 'ended':
      return `${end} >= ${moment(window.fromMs)} and ${end} < ${moment(window.toMs)}`;
    case 'ended-or-open':
      return `(${end} is null or (${end} >= ${moment(window.fromMs)} and ${end} < ${moment(window.toMs)}))`;
  }
}

/** A further field as a number: dates as moments, truth as 1 and 0. */
function extraSql(column: Column | null): string {
  if (column === null) return 'null::float8';
  const value = columnSql(column);
  switch (column.type) {
    case 'number':
      return `(${value})::float8`;
    case 'boolean':
      return `(${value})::int::float8`;
    case 'date':
    case 'instant':
      return ms(isStored(column) ? value : `(${value})::timestamptz`);
    default:
      return 'null::float8';
  }
}
