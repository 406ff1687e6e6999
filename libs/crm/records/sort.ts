import { type Problem, UserError } from '#kernel';
import type { WorkspaceFields } from '../fields/registry.js';
import { resolveColumn } from './columns.js';
import { unknownColumn } from './filter.js';
import type { SortKey } from './query.js';

const MAX_KEYS = 4;

/** Reads `-close_value,name`: fields in order, `-` = descending. Unfilled values come last either way; ties go by id. */
export function parseSort(text: string, fields: WorkspaceFields, object: string): readonly SortKey[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const problems: Problem[] = [];
  if (names.length > MAX_KEYS) problems.push(sortProblem('sort.too-many', `Sort by at most ${MAX_KEYS} fields.`, `最多按 ${MAX_KEYS} 个字段排序。`));
  const keys: SortKey[] = [];
  for (const name of names.slice(0, MAX_KEYS)) {
    const path = name.replace(/^[+-]/, '');
    const column = resolveColumn(fields, object, path);
    if (!column) problems.push({ ...unknownColumn(fields, object, path, 'sort'), at: '/sort' });
    else if (column.type === 'list' || column.type === 'json') problems.push(sortProblem('sort.type', `\`${path}\` has no order.`, `\`${path}\` 无法排序。`));
    else keys.push({ column, descending: name.startsWith('-') });
  }
  const [first, ...rest] = problems;
  if (first) throw new UserError('invalid', [first, ...rest]);
  return keys;
}

const sortProblem = (code: string, en: string, zh: string): Problem => ({ code, at: '/sort', text: { en, 'zh-CN': zh } });
