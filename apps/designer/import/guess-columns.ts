import type { Field, ObjectShape } from '../fields/object-shape.js';
import { FIRST_NAMES, KEYS, LAST_NAMES, SYNONYMS } from './synonyms.js';

/** How the columns of a file become fields, as it stands in the wizard. */
export interface Mapping {
  /** The column with the row's id; null = none chosen yet. */
  readonly key: string | null;
  /** Column -> field. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns made up of several, by their name. */
  readonly joins: Readonly<Record<string, readonly string[]>>;
}

type Shape = Pick<ObjectShape, 'key' | 'nameField'> & { readonly fields: readonly Pick<Field, 'name' | 'title' | 'type' | 'origin'>[] };

/** Lower case, letters and digits alone: `E-Mail Address` = `emailAddress`. */
export const normalised = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Guesses which column goes to which field: by the field's own name or title first, then by what other systems call it
 * (English and Chinese). Each column and each field is used once. A first and a last name become one where the object
 * has no other name. The key is the column with an id, else the e-mail, else the name.
 */
export function guessColumns(header: readonly string[], object: Shape): Mapping {
  const named = header.filter((column) => column !== '');
  const columns: Record<string, string> = {};
  const take = (field: string, column: string | undefined): void => {
    if (column !== undefined && !Object.hasOwn(columns, column) && !Object.values(columns).includes(field)) columns[column] = field;
  };
  const fields = object.fields.filter(({ origin }) => origin !== 'companion');
  for (const field of fields)
    take(
      field.name,
      named.find((column) => column === field.name || column.toLowerCase() === field.title.toLowerCase()),
    );
  const known = SYNONYMS[object.key] ?? {};
  for (const { name } of fields)
    for (const synonym of known[name] ?? [])
      take(
        name,
        named.find((column) => normalised(column) === synonym && !Object.hasOwn(columns, column)),
      );
  for (const { name } of fields)
    take(
      name,
      named.find((column) => normalised(column) === normalised(name)),
    );
  const joins = joinedName(named, columns, object);
  for (const join of Object.keys(joins)) take(object.nameField, join);
  return { key: guessKey(named, columns, object), columns, joins };
}

function joinedName(header: readonly string[], columns: Readonly<Record<string, string>>, object: Shape): Mapping['joins'] {
  if (Object.values(columns).includes(object.nameField) || !['contact', 'lead'].includes(object.key)) return {};
  const of = (names: readonly string[]): string | undefined => header.find((column) => names.includes(normalised(column)));
  const [first, last] = [of(FIRST_NAMES), of(LAST_NAMES)];
  if (last === undefined || first === undefined) return {};
  const isChinese = /\p{Script=Han}/u.test(last);
  const parts = isChinese ? [last, first] : [first, last];
  return { [parts.join(' + ')]: parts };
}

function guessKey(header: readonly string[], columns: Readonly<Record<string, string>>, { key, nameField }: Shape): string | null {
  const own = [...KEYS, `${key}id`, ...(key === 'deal' ? ['opportunityid', '商机编号'] : []), ...(key === 'account' ? ['客户编号'] : [])];
  const byId = own.map((name) => header.find((column) => normalised(column) === name)).find((column) => column !== undefined);
  const columnOf = (field: string): string | undefined => Object.keys(columns).find((column) => columns[column] === field);
  return byId ?? columnOf('email') ?? columnOf(nameField) ?? null;
}

/** `mapping` with a column going to another field, or to none. A field that another column had leaves it. */
export function withColumn(mapping: Mapping, column: string, field: string | null): Mapping {
  const others = Object.entries(mapping.columns).filter(([name, one]) => name !== column && one !== field);
  return { ...mapping, columns: Object.fromEntries(field === null ? others : [...others, [column, field]]) };
}
