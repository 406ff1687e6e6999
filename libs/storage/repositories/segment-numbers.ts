import { assertObject, type FieldRegistry, parseFilter, resolveColumn, type Column } from '#crm';
import type { NumberReads } from '#customers';
import { type Text, UserError, type WorkspaceId } from '#kernel';
import type { Storage } from '../open-storage.js';
import { columnSql } from './records-columns.js';
import { readByCursor } from './cursor.js';
import { selectionSql } from './records-where.js';
import { SqlValues } from './sql.js';

/** Larger numbers count as missing: their squares would mean nothing. */
const LARGEST = '1e100';

/** Number fields of records by column, on PostgreSQL. */
export class PgNumberReads implements NumberReads {
  constructor(
    private readonly storage: Storage,
    private readonly registry: FieldRegistry,
  ) {}

  async numbers(workspace: WorkspaceId, { object, filter, columns, only }: Parameters<NumberReads['numbers']>[1]): ReturnType<NumberReads['numbers']> {
    assertObject(object);
    const fields = await this.registry.of(workspace);
    const resolved = columns.map((path) => numberColumn(resolveColumn(fields, object, path), path));
    const values = new SqlValues();
    const selection = { object, filter: parseFilter(filter, fields, object), search: null, pipeline: null, deleted: 'without' } as const;
    const { from, where } = selectionSql(workspace, selection, resolved, values);
    const numbers = resolved.map((column, c) => `case when abs(${columnSql(column)}) <= ${LARGEST} then (${columnSql(column)})::float8 end as c${c}`);
    const one = only === null ? '' : ` and r.id = ${values.add(only, 'uuid')}`;
    const ids: string[] = [];
    const found: number[] = [];
    await readByCursor<{ id: string } & Record<string, number | null>>(
      this.storage,
      `select ${['r.id', ...numbers].join(', ')} from ${from} where ${where}${one} order by r.id`,
      values.all,
      (row) => {
        ids.push(row.id);
        for (let c = 0; c < resolved.length; c += 1) found.push(row[`c${c}`] ?? Number.NaN);
      },
    );
    const titles: Record<string, Text> = {};
    for (const path of columns) titles[path] = fields.known(object)?.get(path)?.definition.title ?? { en: path };
    return { ids, values: Float64Array.from(found), titles };
  }
}

function numberColumn(column: Column | null, path: string): Column {
  if (column?.type === 'number') return column;
  throw new UserError('invalid', {
    code: 'segment.column',
    at: '/columns',
    text: { en: `\`${path.slice(0, 80)}\` is no number field of this object.`, 'zh-CN': `\`${path.slice(0, 80)}\` 不是此对象的数值字段。` },
    got: path.slice(0, 80),
  });
}
