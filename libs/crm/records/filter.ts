import { isUuid, parseInstant, type Problem, UserError } from '#kernel';
import type { WorkspaceFields } from '../fields/registry.js';
import { isStorable } from '../fields/storable-text.js';
import type { Column } from './column.js';
import { nearestColumn, resolveColumn } from './columns.js';
import type { Comparison, Condition, Scalar } from './query.js';

const MAX_LENGTH = 8000;
const MAX_CONDITIONS = 30;
const MAX_VALUES = 200;

const CONDITION = /^\s*([A-Za-z_][\w.]{0,130})\s*(!=|>=|<=|=|>|<|~)\s*(.*)$/s;

/**
 * Reads a filter as it stands in a URL: conditions with `;` between them, all of which must hold.
 *
 *     close_value>1000;stage=engaging,prospecting;account.sector=retail;name~acme;lost_reason=
 *
 * `=` one of the values (`,` between them), `!=` none of them, `>` `>=` `<` `<=`, `~` contains (case does not count),
 * `field=` not filled, `field!=` filled. A value with `;` or `,` or quotes stands in double quotes, a quote in it doubled.
 * Throws UserError naming every wrong condition.
 */
export function parseFilter(text: string, fields: WorkspaceFields, object: string): readonly Condition[] {
  if (text.length > MAX_LENGTH)
    throw new UserError('too-large', problem('filter.too-long', `A filter has at most ${MAX_LENGTH} characters.`, `筛选条件最多 ${MAX_LENGTH} 个字符。`));
  const parts = splitOutsideQuotes(text, ';').filter((part) => part.trim() !== '');
  if (parts.length > MAX_CONDITIONS)
    throw new UserError('invalid', problem('filter.too-many', `A filter has at most ${MAX_CONDITIONS} conditions.`, `筛选最多 ${MAX_CONDITIONS} 个条件。`));
  const read = parts.map((part) => parseCondition(part, fields, object));
  const [first, ...rest] = read.filter((result): result is Problem => 'code' in result);
  if (first) throw new UserError('invalid', [first, ...rest]);
  return read as readonly Condition[];
}

/** The columns that a filter names, whether or not it can be used. */
export const filterPaths = (text: string): readonly string[] => splitOutsideQuotes(text, ';').flatMap((part) => CONDITION.exec(part)?.[1] ?? []);

function parseCondition(part: string, fields: WorkspaceFields, object: string): Condition | Problem {
  const match = CONDITION.exec(part);
  if (!match) return problem('filter.form', `\`${clip(part)}\` is not of the form field=value.`, `\`${clip(part)}\` 不符合“字段=值”的形式。`);
  const [, path = '', sign = '=', rest = ''] = match;
  const column = resolveColumn(fields, object, path);
  if (!column) return unknownColumn(fields, object, path, 'filter');
  const words = splitOutsideQuotes(rest, ',').map(unquote);
  if (words.length === 1 && words[0]?.text === '' && !words[0].quoted) return emptiness(column, path, sign);
  if (words.length > MAX_VALUES) return problem('filter.too-many', `At most ${MAX_VALUES} values in a condition.`, `一个条件最多 ${MAX_VALUES} 个值。`);
  return compare(
    column,
    path,
    sign,
    words.map((word) => word.text),
  );
}

function emptiness(column: Column, path: string, sign: string): Condition | Problem {
  if (sign === '=') return { column, comparison: 'empty', values: [] };
  if (sign === '!=') return { column, comparison: 'filled', values: [] };
  return problem('filter.value', `\`${path}${sign}\` needs a value.`, `\`${path}${sign}\` 需要一个值。`);
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': 'one-of',
  '!=': 'none-of',
  '>': 'above',
  '>=': 'at-least',
  '<': 'below',
  '<=': 'at-most',
  '~': 'contains',
};

function compare(column: Column, path: string, sign: string, words: readonly string[]): Condition | Problem {
  const comparison = COMPARISONS[sign] ?? 'one-of';
  if (comparison !== 'one-of' && comparison !== 'none-of' && words.length > 1) {
    return problem(
      'filter.value',
      `\`${path}${sign}\` takes one value; put it in quotes if it has a comma.`,
      `\`${path}${sign}\` 只接受一个值;含逗号时请加引号。`,
    );
  }
  if (!allowed(column, comparison))
    return problem('filter.comparison', `\`${path}\` cannot be compared with \`${sign}\`.`, `\`${path}\` 不能用 \`${sign}\` 比较。`);
  const values: Scalar[] = [];
  for (const word of words) {
    const value = readScalar(column, word);
    if (value === null)
      return problem(
        'filter.value',
        `\`${clip(word)}\` is no ${NOUNS[column.type].en} (\`${path}\`).`,
        `\`${clip(word)}\` 不是${NOUNS[column.type].zh}(\`${path}\`)。`,
      );
    values.push(value);
  }
  return { column, comparison, values };
}

function allowed(column: Column, comparison: Comparison): boolean {
  if (comparison === 'contains') return column.type === 'text' || column.type === 'list';
  if (comparison === 'one-of' || comparison === 'none-of') return column.type !== 'json';
  return column.type === 'number' || column.type === 'date' || column.type === 'instant' || column.type === 'text';
}

const NOUNS = {
  text: { en: 'text', zh: '文本' },
  number: { en: 'number', zh: '数字' },
  boolean: { en: 'true or false', zh: ' true 或 false' },
  date: { en: 'date (YYYY-MM-DD)', zh: '日期(YYYY-MM-DD)' },
  instant: { en: 'moment (2026-03-01 or 2026-03-01T09:30:00Z)', zh: '时间点(2026-03-01 或 2026-03-01T09:30:00Z)' },
  id: { en: 'id', zh: ' id' },
  list: { en: 'text', zh: '文本' },
  json: { en: 'comparable value', zh: '可比较的值' },
} as const;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

const readNumber = (text: string): number | null => (NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : null);

/** A word as a value of the column's type; null when it is none. */
export function readScalar(column: Column, word: string): Scalar | null {
  const text = word.trim();
  switch (column.type) {
    case 'number':
      return readNumber(text);
    case 'boolean':
      return BOOLEANS.get(text) ?? null;
    case 'date':
      return DATE.test(text) && parseInstant(text) !== null ? text : null;
    case 'instant':
      return parseInstant(text);
    case 'id':
      return isUuid(text) || column.name === 'ownerId' ? storable(text) : null;
    default:
      return storable(word);
  }
}

// PostgreSQL cannot hold NUL in a text; such a value equals nothing, and is said so.
const storable = (text: string): string | null => (isStorable(text) ? text : null);

/** The problem of a name that is no column. */
export function unknownColumn(fields: WorkspaceFields, object: string, path: string, part: 'filter' | 'sort' | 'group' | 'measure'): Problem {
  const meant = nearestColumn(fields, object, path);
  return problem(
    'field.unknown',
    `There is no field \`${clip(path)}\` of ${object} (${part}).${meant ? ` Did you mean \`${meant}\`?` : ''}`,
    `${object} 没有字段 \`${clip(path)}\`(${part})。${meant ? `是否指 \`${meant}\`?` : ''}`,
  );
}

/** Splits at the separator, but not within double quotes. */
function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === separator && !quoted) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function unquote(word: string): { readonly text: string; readonly quoted: boolean } {
  const text = word.trim();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"')
    ? { text: text.slice(1, -1).replaceAll('""', '"'), quoted: true }
    : { text, quoted: false };
}

const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}...` : text);
const problem = (code: string, en: string, zh: string): Problem => ({ code, at: '/filter', text: { en, 'zh-CN': zh } });
