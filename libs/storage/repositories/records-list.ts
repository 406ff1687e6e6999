import { recordColumns } from '../statements/batch-ids.js';
import type { WorkspaceId } from '#kernel';
import type { ListQuery, Position, SortKey } from '#crm';
import { columnSql, valueType } from './records-columns.js';
import { selectionSql } from './records-where.js';
import { SqlValues } from './sql.js';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The statements of one page, to be run one after another until the page is full. A list sorted by one key reads the
 * filled values first and then, only if room is left, the unfilled ones: each part is one range of an index.
 */
export function listStatements(workspace: WorkspaceId, query: ListQuery): readonly Statement[] {
  const [key, ...more] = query.sort;
  if (!key || more.length > 0) return [severalKeys(workspace, query)];
  const afterUnfilled = query.after !== null && query.after.values[0] === null;
  const unfilled = isNeverNull(key) ? [] : [oneKey(workspace, query, key, 'unfilled')];
  return afterUnfilled ? unfilled : [oneKey(workspace, query, key, 'filled'), ...unfilled];
}

const isNeverNull = ({ column }: SortKey): boolean =>
  column.kind === 'own' && (column.name === 'createdAt' || column.name === 'updatedAt' || column.name === 'id');

/** Ids go the way of the key over fields (one index serves both ways), and always upwards after the table's own times. */
const idsDescend = (key: SortKey): boolean => key.descending && key.column.kind === 'field';

function oneKey(workspace: WorkspaceId, query: ListQuery, key: SortKey, part: 'filled' | 'unfilled'): Statement {
  const values = new SqlValues();
  const { from, where } = selectionSql(workspace, query, [key.column], values);
  const left = columnSql(key.column);
  const conditions = [where];
  if (!isNeverNull(key)) conditions.push(`${left} is ${part === 'filled' ? 'not null' : 'null'}`);
  const idSign = idsDescend(key) ? '<' : '>';
  const after = query.after;
  if (after && (part === 'filled') === (after.values[0] !== null)) {
    const id = values.add(after.id, 'uuid');
    if (part === 'unfilled') conditions.push(`r.id ${idSign} ${id}`);
    else {
      const value = values.add(after.values[0], valueType(key.column));
      const sign = key.descending ? '<' : '>';
      conditions.push(`${left} ${sign}= ${value} and (${left} ${sign} ${value} or r.id ${idSign} ${id})`);
    }
  }
  const ids = `r.id ${idsDescend(key) ? 'desc' : 'asc'}`;
  const order = part === 'filled' ? `${left} ${key.descending ? 'desc' : 'asc'}, ${ids}` : ids;
  return statement(query, conditions, from, order, values);
}

function severalKeys(workspace: WorkspaceId, query: ListQuery): Statement {
  const values = new SqlValues();
  const { from, where } = selectionSql(
    workspace,
    query,
    query.sort.map((key) => key.column),
    values,
  );
  const conditions = query.after ? [where, afterSql(query.sort, query.after, values)] : [where];
  const order = [...query.sort.map((key) => `${columnSql(key.column)} ${key.descending ? 'desc' : 'asc'} nulls last`), 'r.id asc'];
  return statement(query, conditions, from, order.join(', '), values);
}

/** Rows behind a position: first key behind, or equal and second key behind, and so on; unfilled values are last. */
function afterSql(sort: readonly SortKey[], after: Position, values: SqlValues): string {
  const id = `r.id > ${values.add(after.id, 'uuid')}`;
  return sort.reduceRight((rest, key, i) => {
    const left = columnSql(key.column);
    const value = after.values[i] ?? null;
    if (value === null) return `(${left} is null and ${rest})`;
    const bound = values.add(value, valueType(key.column));
    return `(${left} ${key.descending ? '<' : '>'} ${bound} or ${left} is null or (${left} = ${bound} and ${rest}))`;
  }, id);
}

function statement(query: ListQuery, conditions: readonly string[], from: string, order: string, values: SqlValues): Statement {
  const sortValues = query.sort.map((key, i) => `, ${columnSql(key.column)} as s${i}`).join('');
  const limit = values.add(query.limit + 1, 'int');
  return { text: `select ${recordColumns}${sortValues} from ${from} where ${conditions.join(' and ')} order by ${order} limit ${limit}`, values: values.all };
}
