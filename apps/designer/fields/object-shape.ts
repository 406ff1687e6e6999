import type { Answer } from '../api/operations.js';
import type { Format } from '../i18n/format.js';

type GivenObject = Answer<'listObjects'>['items'][number];

/** One of the values a field offers. */
export interface FieldOption {
  readonly value: string;
  readonly title: string;
  /** Not offered any more; records that hold it keep it. */
  readonly retired?: boolean;
}

/** A field of an object, its words in the reader's language. */
export interface Field {
  readonly name: string;
  /** `text`, `money`, `reference` ...: the types of the pipeline format. */
  readonly type: string;
  readonly title: string;
  readonly options: readonly FieldOption[];
  /** The object that a reference points to. */
  readonly object: string | null;
  readonly required: boolean;
  readonly unique: boolean;
  readonly personal: boolean;
  readonly origin: 'core' | 'added' | 'pipeline' | 'companion';
  /** Out of use: shown where it has a value, offered nowhere. */
  readonly retired?: boolean;
}

/** An object (a kind of record) with its fields in their order. */
export interface ObjectShape {
  readonly key: string;
  readonly title: string;
  readonly plural: string;
  /** The field that names a record. */
  readonly nameField: string;
  readonly fields: readonly Field[];
  /** Fields out of use. */
  readonly retired: readonly Field[];
  /** All of them. */
  readonly byName: ReadonlyMap<string, Field>;
}

/** The objects of the workspace, worded for the reader. */
export const shapesOf = (items: readonly GivenObject[], format: Pick<Format, 'text'>): readonly ObjectShape[] => items.map((item) => shapeOf(item, format));

function shapeOf({ key, title, plural, nameField, fields, retiredFields }: GivenObject, format: Pick<Format, 'text'>): ObjectShape {
  const wordedField = (field: GivenObject['fields'][number]): Field => ({
    name: field.name,
    type: field.type,
    title: format.text(field.title),
    options: (field.options ?? []).map(({ value, title: words, retired }) => ({ value, title: format.text(words), ...(retired ? { retired } : {}) })),
    object: field.object ?? null,
    required: field.required === true,
    unique: field.unique === true,
    personal: field.personal === true,
    origin: field.origin,
  });
  const worded = fields.map(wordedField);
  const inUse = new Set(worded.map(({ name }) => name));
  // A pipeline may have brought a field of the name since: the one in use is meant.
  const retired = retiredFields.filter(({ name }) => !inUse.has(name)).map((field): Field => ({ ...wordedField(field), retired: true }));
  return {
    key,
    title: format.text(title),
    plural: format.text(plural),
    nameField,
    fields: worded,
    retired,
    byName: new Map([...worded, ...retired].map((field) => [field.name, field])),
  };
}

/** The options that may be chosen: those in use, and those that are chosen already. */
export function offeredOptions({ options }: Field, value: unknown): readonly FieldOption[] {
  const held: readonly unknown[] = Array.isArray(value) ? value : [value];
  return options.filter((option) => option.retired !== true || held.includes(option.value));
}

/** A field that the object does not know (of a draft, or removed since): asked for and shown as a text. */
export const unknownField = (name: string): Field => ({
  name,
  type: 'text',
  title: name,
  options: [],
  object: null,
  required: false,
  unique: false,
  personal: false,
  origin: 'pipeline',
});

/** Filled as the pipeline means it: null, absent, blank text and an empty list are unfilled; 0 and false are filled. */
export const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === '') && !(Array.isArray(value) && value.length === 0);
