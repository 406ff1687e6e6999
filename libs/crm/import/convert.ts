import { isUuid, type Json } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { closest } from '#pipeline';
import { readDate, readMoment } from './local-time.js';
import type { ImportMap } from './map.js';

/** A cell as a value; text that is none stays text, so that the field's own check says what is wrong with it. */
export interface Converted {
  readonly value: Json;
  /** The known value this one is probably a misspelling of; the value itself is kept. */
  readonly near?: string;
}

/** Turns the text of a cell (not blank) into a value of the field, by the map's conventions for dates and numbers. */
export function convertCell(text: string, field: FieldDefinition, map: Pick<ImportMap, 'dates' | 'decimal' | 'timeZone'>): Converted {
  switch (field.type) {
    case 'number':
    case 'integer':
    case 'money':
      return { value: readNumber(text, map.decimal) ?? text };
    case 'boolean':
      return { value: readBoolean(text) ?? text };
    case 'date':
      return { value: readDate(text, map.dates) ?? dayOf(text, map) ?? text };
    case 'datetime':
      return { value: readMoment(text, map.dates, map.timeZone) ?? text };
    case 'choice':
      return readChoice(text, field);
    case 'choices':
      return { value: text.split(/[;,、|]/).map((item) => item.trim()).filter((item) => item !== '').map((item) => readChoice(item, field).value) };
    case 'json':
      return { value: readJson(text) };
    case 'email':
      return { value: text.replace(/^mailto:/i, '') };
    case 'url':
      return { value: /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}` };
    case 'reference':
    case 'person':
      return { value: isUuid(text) ? text : null };
    default:
      return field.options ? readKnown(text, field) : { value: text };
  }
}

/** A number as people write it: group separators, a currency sign or code around it, brackets or a sign for negatives. */
export function readNumber(text: string, decimal: '.' | ','): number | null {
  const group = decimal === '.' ? ',' : '.';
  const bracketed = /^\((.*)\)$/.exec(text.trim());
  const bare = (bracketed?.[1] ?? text).replace(/[\s\u00a0\u202f'’]/g, '').replace(/^(?:[A-Z]{3}|[^\d\w.,+-]{1,3})|(?:[A-Z]{3}|[^\d\w.,%]{1,3})$/gu, '');
  const whole = bare.split(decimal);
  if (whole.length > 2 || (whole[1] ?? '').includes(group)) return null;
  const groups = (whole[0] ?? '').split(group);
  // A separator that does not stand before three digits is no group separator: 1,5 is refused rather than read as 15.
  if (groups.slice(1).some((part) => !/^\d{3}$/.test(part))) return null;
  const plain = `${groups.join('')}${whole.length === 2 ? `.${whole[1]}` : ''}`;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(plain)) return null;
  const number = Number(plain);
  return Number.isFinite(number) ? (bracketed ? -number : number) : null;
}

const TRUE = new Set(['true', 'yes', 'y', '1', 'x', 'on', '是', '真', '有', '√']);
const FALSE = new Set(['false', 'no', 'n', '0', 'off', '否', '假', '无', '×']);

const readBoolean = (text: string): boolean | null => (TRUE.has(text.toLowerCase()) ? true : FALSE.has(text.toLowerCase()) ? false : null);

/** A date column that holds moments: the day in the map's zone. */
function dayOf(text: string, map: Pick<ImportMap, 'dates' | 'timeZone'>): string | null {
  const moment = readMoment(text, map.dates, map.timeZone);
  if (moment === null) return null;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: map.timeZone }).format(Date.parse(moment));
}

/** A choice by its value or either title, whatever the case. */
function readChoice(text: string, field: FieldDefinition): Converted {
  const wanted = text.toLowerCase();
  const options = field.options ?? [];
  const found = options.find((o) => [o.value, o.title.en, o.title['zh-CN']].some((name) => name?.toLowerCase() === wanted));
  if (found) return { value: found.value };
  const near = closest(text, options.map((o) => o.value));
  return near === null ? { value: text } : { value: text, near };
}

/** Free text with known values: a known one in its usual spelling, else the text as it is, with the value it is near to. */
function readKnown(text: string, field: FieldDefinition): Converted {
  return readChoice(text, field);
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text, (key, value: Json) => (key === '__proto__' ? undefined : value)) as Json;
  } catch {
    return text;
  }
}
