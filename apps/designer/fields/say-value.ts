import type { Format } from '../i18n/format.js';
import type { Field } from './object-shape.js';
import { isFilled } from './object-shape.js';

/** What a value is said with. */
export interface Words {
  readonly format: Format;
  readonly yes: string;
  readonly no: string;
  readonly unfilled: string;
  /** Of a person, or of a record that a reference points to. */
  nameOf(id: string): string;
}

/** A year is no quantity: 1998, not 1,998. */
const isYear = (field: Field): boolean => field.type === 'integer' && /(^|_)year(_|$)/.test(field.name);

export const sayNumber = (field: Field, value: number, format: Format): string => (isYear(field) ? String(value) : format.number(value, 6));

export const titleOfOption = (field: Field, value: string): string => field.options.find((option) => option.value === value)?.title ?? value;

/** A value as plain text: for sentences, labels, exports. */
export function sayValue(field: Field, value: unknown, currency: string, words: Words): string {
  if (!isFilled(value)) return words.unfilled;
  if (Array.isArray(value)) return words.format.list(value.map((item) => sayValue(field, item, currency, words)));
  switch (typeof value) {
    case 'boolean':
      return value ? words.yes : words.no;
    case 'number':
      return field.type === 'money' ? words.format.money(value, currency) : sayNumber(field, value, words.format);
    case 'string':
      return sayText(field, value, words);
    default:
      return JSON.stringify(value);
  }
}

function sayText(field: Field, value: string, { format, nameOf }: Words): string {
  switch (field.type) {
    case 'date':
      return Number.isNaN(Date.parse(value)) ? value : format.date(value);
    case 'datetime':
      return Number.isNaN(Date.parse(value)) ? value : format.moment(value);
    case 'reference':
    case 'person':
      return nameOf(value);
    default:
      return titleOfOption(field, value);
  }
}
