import type { Answer } from '../api/operations.js';
import type { Field, ObjectShape } from '../fields/object-shape.js';
import type { FilterColumn } from '../filters/columns.js';
import type { ViewColumn } from '../filters/saved-view.js';

export type ListedRecord = Answer<'getRecord'>;

/** Something of a record that a list can show. */
export interface ListColumn {
  readonly path: string;
  readonly title: string;
  readonly field: Field;
  readonly group: FilterColumn['group'] | 'runs';
  /** May be edited in the list. */
  readonly isEditable: boolean;
  /** What the API sorts by; null where there is no order. */
  readonly sortBy: string | null;
  /** Pixels. */
  readonly width: number;
}

const WIDTHS: Readonly<Record<string, number>> = {
  longtext: 280,
  number: 112,
  integer: 112,
  money: 128,
  boolean: 96,
  date: 128,
  datetime: 128,
  choice: 136,
  choices: 200,
  reference: 200,
  person: 160,
  email: 216,
  url: 200,
  json: 200,
};
const NAME_WIDTH = 288;
export const MIN_WIDTH = 72;
export const MAX_WIDTH = 800;

/** Every column a list of the object can have. `runs` = what the column of all pipelines is called; null when the object has none. */
export function listColumns(
  object: ObjectShape,
  objects: readonly ObjectShape[],
  filterable: readonly FilterColumn[],
  runs: string | null,
): readonly ListColumn[] {
  const known = new Set(filterable.map(({ path }) => path));
  const others = [...object.fields, ...object.retired]
    .filter(({ name }) => !known.has(name))
    .map((field): FilterColumn => ({ path: field.name, title: field.title, field, group: 'record', via: null }));
  const columns = [...filterable, ...others].filter(({ path }) => path !== 'open').map((column) => listColumn(column, object, objects));
  return runs === null ? columns : [runsColumn(runs), ...columns];
}

function listColumn({ path, title, field, group }: FilterColumn, object: ObjectShape, objects: readonly ObjectShape[]): ListColumn {
  return {
    path,
    title,
    field,
    group,
    isEditable: (group === 'record' && field.retired !== true) || path === 'ownerId',
    sortBy: sortPathOf(path, field, objects),
    width: path === object.nameField ? NAME_WIDTH : (WIDTHS[field.type] ?? 176),
  };
}

const runsColumn = (title: string): ListColumn => ({
  path: 'runs',
  title,
  field: { name: 'runs', type: 'runs', title, options: [], object: null, required: false, unique: false, personal: false, origin: 'core' },
  group: 'runs',
  isEditable: false,
  sortBy: null,
  width: 216,
});

/** References sort by the name of what they point to; lists, documents and people have no order. */
function sortPathOf(path: string, field: Field, objects: readonly ObjectShape[]): string | null {
  if (field.type === 'choices' || field.type === 'json' || field.type === 'person' || path === 'tags') return null;
  if (field.type !== 'reference') return path;
  const target = objects.find(({ key }) => key === field.object);
  return target ? `${path}.${target.nameField}` : null;
}

const USUAL = 5;
const UNUSUAL = new Set(['longtext', 'json', 'choices']);

const RANKS = ['choice', 'reference', 'person', 'date', 'email'];
const rankOf = ({ type }: Field): number => (RANKS.includes(type) ? RANKS.indexOf(type) : RANKS.length);

/** What a list shows until somebody chooses otherwise: name, where it stands, what it is worth, and what tells records apart. */
export function usualColumns(object: ObjectShape, columns: readonly ListColumn[], hasPipeline: boolean): readonly ViewColumn[] {
  const offered = object.fields.filter(
    ({ name, type, origin }) => name !== object.nameField && name !== 'currency' && !UNUSUAL.has(type) && (origin === 'core' || origin === 'added'),
  );
  const worth = offered.find(({ type }) => type === 'money');
  const first = [...offered].filter(({ type }) => type !== 'money').sort((a, b) => rankOf(a) - rankOf(b));
  const paths = [
    object.nameField,
    hasPipeline ? 'stage' : 'runs',
    ...(worth ? [worth.name] : []),
    ...first.slice(0, USUAL).map(({ name }) => name),
    'updatedAt',
  ];
  return paths.filter((path) => columns.some((column) => column.path === path)).map((path) => ({ path }));
}

/** The value of a column; of a `related` one, `referenced` is the record that the reference points to. */
export function valueIn(column: ListColumn, record: ListedRecord, pipeline: string | null, referenced: ListedRecord | null | undefined): unknown {
  switch (column.group) {
    case 'record':
      return record.fields[column.path] ?? null;
    case 'related':
      return referenced?.fields[column.path.slice(column.path.indexOf('.') + 1)] ?? null;
    case 'system':
    case 'runs':
      return Object.hasOwn(record, column.path) ? record[column.path as keyof ListedRecord] : null;
    case 'pipeline': {
      const run = record.runs.find((one) => one.pipeline === pipeline);
      return run && Object.hasOwn(run, column.path) ? run[column.path as keyof typeof run] : null;
    }
  }
}

export interface Sorting {
  readonly by: string;
  readonly isFalling: boolean;
}

/** The first key of a sort as it stands in the address. */
export function readSort(sort: string | undefined): Sorting | null {
  const [first = ''] = (sort ?? '').split(',');
  const by = first.trim().replace(/^[+-]/, '');
  return by === '' ? null : { by, isFalling: first.trim().startsWith('-') };
}

/** Rising, then falling, then the usual order again. */
export function nextSort(sort: string | undefined, by: string): string | undefined {
  const now = readSort(sort);
  if (now?.by !== by) return by;
  return now.isFalling ? undefined : `-${by}`;
}
