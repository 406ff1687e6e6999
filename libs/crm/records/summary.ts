import { type Problem, UserError } from '#kernel';
import type { WorkspaceFields } from '../fields/registry.js';
import { resolveColumn } from './columns.js';
import { unknownColumn } from './filter.js';
import type { DateBucket, Group, Measure } from './query.js';

const BUCKETS: readonly string[] = ['day', 'week', 'month', 'quarter', 'year'] satisfies DateBucket[];
const MAX_GROUPS = 3;
const MAX_MEASURES = 6;

/** Reads `stage`, `close_date:month` or several with `,` between them; empty = one group of everything. */
export function parseGroups(text: string, fields: WorkspaceFields, object: string): readonly Group[] {
  const names = words(text);
  if (names.length > MAX_GROUPS) throw refusal('group.too-many', '/group', `Group by at most ${MAX_GROUPS} fields.`, `最多按 ${MAX_GROUPS} 个字段分组。`);
  return names.map((label) => {
    const [path = '', bucket, ...more] = label.split(':');
    const column = resolveColumn(fields, object, path);
    if (!column) throw new UserError('invalid', { ...unknownColumn(fields, object, path, 'group'), at: '/group' });
    if (column.type === 'json') throw refusal('group.type', '/group', `\`${path}\` cannot be grouped by.`, `不能按 \`${path}\` 分组。`);
    if (bucket === undefined) return { label, column, bucket: null };
    if (more.length > 0 || !BUCKETS.includes(bucket) || (column.type !== 'date' && column.type !== 'instant')) {
      throw refusal(
        'group.bucket',
        '/group',
        `\`${label}\`: a date can be grouped by ${BUCKETS.join(', ')}.`,
        `\`${label}\`:日期可按 ${BUCKETS.join('、')} 分组。`,
      );
    }
    return { label, column, bucket: bucket as DateBucket };
  });
}

/**
 * Reads `count`, `sum:close_value`, `avg:cycleDays`, `median:cycleDays` or several with `,` between them; empty = `count`.
 * `field` completes measures that name none, so that `measure=sum&field=close_value` works too.
 */
export function parseMeasures(text: string, field: string | null, fields: WorkspaceFields, object: string): readonly Measure[] {
  const labels = words(text);
  if (labels.length > MAX_MEASURES) throw refusal('measure.too-many', '/measure', `At most ${MAX_MEASURES} measures.`, `最多 ${MAX_MEASURES} 个度量。`);
  return (labels.length === 0 ? ['count'] : labels).map((label) => parseMeasure(label, field, fields, object));
}

function parseMeasure(label: string, field: string | null, fields: WorkspaceFields, object: string): Measure {
  const match = /^(count|sum|avg|median)(?::(.+))?$/.exec(label);
  if (!match)
    throw refusal(
      'measure.form',
      '/measure',
      `\`${label.slice(0, 80)}\`: a measure is count, sum:FIELD, avg:FIELD or median:FIELD.`,
      `\`${label.slice(0, 80)}\`:度量为 count、sum:字段、avg:字段 或 median:字段。`,
    );
  const kind = match[1] as Measure['kind'];
  if (kind === 'count') return { label, kind };
  const path = match[2] ?? field;
  if (path === null)
    throw refusal('measure.field', '/measure', `\`${kind}\` needs a field: \`${kind}:close_value\`.`, `\`${kind}\` 需要一个字段:\`${kind}:close_value\`。`);
  const column = resolveColumn(fields, object, path);
  if (!column) throw new UserError('invalid', { ...unknownColumn(fields, object, path, 'measure'), at: '/measure' });
  if (column.type !== 'number') throw refusal('measure.type', '/measure', `\`${path}\` is no number.`, `\`${path}\` 不是数字。`);
  return { label, kind, column };
}

const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const refusal = (code: string, at: string, en: string, zh: string): UserError =>
  new UserError('invalid', { code, at, text: { en, 'zh-CN': zh } } satisfies Problem);
