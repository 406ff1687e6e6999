import type { FieldKind } from '#pipeline';

/** What a field may be, in the order in which people look for it. */
export const FIELD_TYPES = [
  'text',
  'longtext',
  'number',
  'integer',
  'money',
  'boolean',
  'date',
  'datetime',
  'choice',
  'choices',
  'reference',
  'person',
  'email',
  'phone',
  'url',
  'json',
] as const satisfies readonly FieldKind[];
export type FieldType = (typeof FIELD_TYPES)[number];

/** A name for programs out of a title: `Next review` becomes `next_review`. */
export const nameFrom = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60);
