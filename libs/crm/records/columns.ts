import type { FieldKind } from '#pipeline';
import { closest } from '#pipeline';
import type { WorkspaceFields } from '../fields/registry.js';
import { type Column, type ColumnType, OWN, type OwnColumn, RUN, type RunColumn } from './column.js';

/** Names that no field may take. */
export const RESERVED_COLUMNS: ReadonlySet<string> = new Set([...Object.keys(OWN), ...Object.keys(RUN)]);

const TYPES: Readonly<Record<FieldKind, ColumnType>> = {
  text: 'text',
  longtext: 'text',
  number: 'number',
  integer: 'number',
  money: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'instant',
  choice: 'text',
  choices: 'list',
  reference: 'id',
  person: 'id',
  email: 'text',
  phone: 'text',
  url: 'text',
  json: 'json',
};

export const columnTypeOf = (kind: FieldKind): ColumnType => TYPES[kind];

/** The column a name means (`close_value`, `account.sector`, `stage`, `createdAt`); null when there is none. */
export function resolveColumn(fields: WorkspaceFields, object: string, path: string): Column | null {
  if (Object.hasOwn(OWN, path)) return { kind: 'own', name: path as OwnColumn, type: OWN[path as OwnColumn] };
  if (Object.hasOwn(RUN, path)) return { kind: 'run', name: path as RunColumn, type: RUN[path as RunColumn] };
  const [head = '', tail, ...more] = path.split('.');
  const field = fields.known(object)?.get(head)?.definition;
  if (!field || more.length > 0) return null;
  if (tail === undefined) return { kind: 'field', name: head, type: TYPES[field.type], money: field.type === 'money' };
  if (field.type !== 'reference' || !field.object) return null;
  const target = fields.known(field.object)?.get(tail)?.definition;
  return target ? { kind: 'via', reference: head, object: field.object, name: tail, type: TYPES[target.type], money: target.type === 'money' } : null;
}

/** The nearest name that would have been a column, for "did you mean". */
export function nearestColumn(fields: WorkspaceFields, object: string, path: string): string | null {
  const [head = '', tail] = path.split('.');
  const reference = tail === undefined ? undefined : fields.known(object)?.get(head)?.definition;
  if (reference?.type === 'reference' && reference.object) {
    const meant = closest(tail ?? '', fields.known(reference.object)?.keys() ?? []);
    return meant === null ? null : `${head}.${meant}`;
  }
  return closest(path, [...(fields.known(object)?.keys() ?? []), ...RESERVED_COLUMNS]);
}
