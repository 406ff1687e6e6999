import type { Field, FieldOption, ObjectShape } from '../fields/object-shape.js';
import type { Operator } from './filter-text.js';

/** Something that records can be narrowed by. */
export interface FilterColumn {
  readonly path: string;
  readonly title: string;
  /** What its values are edited and shown with. */
  readonly field: Field;
  /** Under which heading it is offered. */
  readonly group: 'record' | 'pipeline' | 'system' | 'related';
  /** Of `related`: the title of the field that leads there. */
  readonly via: string | null;
}

/** Titles of what every record has. */
export interface OwnTitles {
  readonly ownerId: string;
  readonly tags: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly externalKey: string;
  readonly stage: string;
  readonly outcome: string;
  readonly open: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly cycleDays: string;
  /** How a field of a referenced record is called: `Account: Sector`. */
  related(reference: string, field: string): string;
}

const plain = (name: string, type: string, title: string, options: readonly FieldOption[] = []): Field => ({
  name,
  type,
  title,
  options,
  object: null,
  required: false,
  unique: false,
  personal: false,
  origin: 'core',
});

const offered = (field: Field): boolean => field.type !== 'json' && field.origin !== 'companion';

/** Everything a record of the object can be narrowed by; the pipeline's columns when one is named. */
export function filterColumns(
  object: ObjectShape,
  objects: readonly ObjectShape[],
  pipeline: { readonly stages: readonly FieldOption[]; readonly outcomes: readonly FieldOption[] } | null,
  titles: OwnTitles,
): readonly FilterColumn[] {
  const column = (group: FilterColumn['group'], field: Field): FilterColumn => ({ path: field.name, title: field.title, field, group, via: null });
  return [
    ...(pipeline === null ? [] : runFields(pipeline, titles).map((field) => column('pipeline', field))),
    // Retired ones too: a saved filter may name them. They are not offered.
    ...[...object.fields, ...object.retired].filter(offered).map((field) => column('record', field)),
    ...ownFields(titles).map((field) => column('system', field)),
    ...object.fields.flatMap((reference) => relatedColumns(reference, objects, titles)),
  ];
}

function runFields(
  { stages, outcomes }: { readonly stages: readonly FieldOption[]; readonly outcomes: readonly FieldOption[] },
  titles: OwnTitles,
): readonly Field[] {
  return [
    plain('stage', 'choice', titles.stage, stages),
    plain('outcome', 'choice', titles.outcome, outcomes),
    plain('open', 'boolean', titles.open),
    plain('startedAt', 'date', titles.startedAt),
    plain('endedAt', 'date', titles.endedAt),
    plain('cycleDays', 'number', titles.cycleDays),
  ];
}

const ownFields = (titles: OwnTitles): readonly Field[] => [
  plain('ownerId', 'person', titles.ownerId),
  plain('tags', 'text', titles.tags),
  plain('createdAt', 'date', titles.createdAt),
  plain('updatedAt', 'date', titles.updatedAt),
  plain('externalKey', 'text', titles.externalKey),
];

function relatedColumns(reference: Field, objects: readonly ObjectShape[], titles: OwnTitles): readonly FilterColumn[] {
  const target = reference.type === 'reference' ? objects.find(({ key }) => key === reference.object) : undefined;
  return (target?.fields ?? [])
    .filter((field) => offered(field) && field.type !== 'reference' && field.type !== 'longtext')
    .map((field) => ({
      path: `${reference.name}.${field.name}`,
      title: titles.related(reference.title, field.title),
      field: { ...field, name: `${reference.name}.${field.name}` },
      group: 'related' as const,
      via: reference.title,
    }));
}

/** How a column can be compared: the operator and, for `empty` and `filled`, that it takes no value. */
export type Comparison = 'one-of' | 'none-of' | 'contains' | 'above' | 'at-least' | 'below' | 'at-most' | 'empty' | 'filled';

const SIGNS: Readonly<Record<Comparison, Operator>> = {
  'one-of': '=',
  'none-of': '!=',
  contains: '~',
  above: '>',
  'at-least': '>=',
  below: '<',
  'at-most': '<=',
  empty: '=',
  filled: '!=',
};
export const signOf = (comparison: Comparison): Operator => SIGNS[comparison];

/** What a condition's sign and values mean. */
export function comparisonOf(operator: Operator, values: readonly string[]): Comparison {
  if (values.length === 0) return operator === '!=' ? 'filled' : 'empty';
  const found = (Object.entries(SIGNS) as [Comparison, Operator][]).find(
    ([comparison, sign]) => sign === operator && comparison !== 'empty' && comparison !== 'filled',
  );
  return found?.[0] ?? 'one-of';
}

const NUMBERS = new Set(['number', 'integer', 'money']);
const MOMENTS = new Set(['date', 'datetime']);

/** The comparisons that make sense for a field, the usual one first. */
export function comparisonsFor(field: Field): readonly Comparison[] {
  if (field.name === 'tags' || field.type === 'choices') return ['one-of', 'none-of', 'empty', 'filled'];
  if (NUMBERS.has(field.type)) return ['at-least', 'at-most', 'above', 'below', 'one-of', 'empty', 'filled'];
  if (MOMENTS.has(field.type)) return ['at-least', 'below', 'one-of', 'empty', 'filled'];
  if (field.type === 'boolean') return ['one-of', 'empty', 'filled'];
  if (field.type === 'choice' || field.type === 'reference' || field.type === 'person' || field.options.length > 0)
    return ['one-of', 'none-of', 'empty', 'filled'];
  return ['contains', 'one-of', 'none-of', 'empty', 'filled'];
}

/** Whether a comparison takes several values at once. */
export const takesSeveral = (comparison: Comparison): boolean => comparison === 'one-of' || comparison === 'none-of';
export const takesNone = (comparison: Comparison): boolean => comparison === 'empty' || comparison === 'filled';

/** Values of an address as the field's own: numbers, booleans, texts. */
export function valueOf(field: Field, text: string): unknown {
  if (NUMBERS.has(field.type)) return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (field.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
