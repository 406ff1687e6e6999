import { epochMs, isUuid, type Json } from '#kernel';
import type { FieldDefinition, FieldKind } from '#pipeline';
import { closest } from '#pipeline';
import { readDate, readMoment } from './local-time.js';
import type { ImportMap } from './map.js';

/** A cell as a value; text that is none stays text, so that the field's own check says what is wrong with it. */
export interface Converted {
  readonly value: Json;
  /** The known value this one is probably a misspelling of; the value itself is kept. */
  readonly near?: string;
}

type Conventions = Pick<ImportMap, 'dates' | 'decimal' | 'timeZone'>;
type Convert = (text: string, field: FieldDefinition, map: Conventions) => Converted;

const number: Convert = (text, _field, map) => ({ value: readNumber(text, map.decimal) ?? text });
const id: Convert = (text) => ({ value: isUuid(text) ? text : null });
const plain: Convert = (text, field) => (field.options ? readChoice(text, field) : { value: text });

const converts: Readonly<Record<FieldKind, Convert>> = {
  text: plain,
  longtext: plain,
  phone: plain,
  number,
  integer: number,
  money: number,
  boolean: (text) => ({ value: readBoolean(text) ?? text }),
  date: (text, _field, map) => ({ value: readDate(text, map.dates) ?? dayOf(text, map) ?? text }),
  datetime: (text, _field, map) => ({ value: readMoment(text, map.dates, map.timeZone) ?? text }),
  choice: readChoice,
  choices: (text, field) => ({ value: listOf(text).map((item) => readChoice(item, field).value) }),
  json: (text) => ({ value: readJson(text) }),
  email: (text) => ({ value: text.replace(/^mailto:/i, '') }),
  url: (text) => ({ value: /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}` }),
  reference: id,
  person: id,
};

/**
 * Turns the text of a cell (not blank) into a value of the field, by the map's conventions for dates and numbers. Free
 * text with known values takes a known one in its usual spelling, else stays, with the value it is near to.
 */
export const convertCell = (text: string, field: FieldDefinition, map: Conventions): Converted => converts[field.type](text, field, map);

const listOf = (text: string): readonly string[] =>
  text
    .split(/[;,、|]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

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
function dayOf(text: string, map: Conventions): string | null {
  const moment = readMoment(text, map.dates, map.timeZone);
  if (moment === null) return null;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: map.timeZone }).format(epochMs(moment));
}

/** A choice by its value or either title, whatever the case. */
function readChoice(text: string, field: FieldDefinition): Converted {
  const wanted = text.toLowerCase();
  const options = field.options ?? [];
  const found = options.find((o) => [o.value, o.title.en, o.title['zh-CN']].some((name) => name?.toLowerCase() === wanted));
  if (found) return { value: found.value };
  const near = closest(
    text,
    options.map((o) => o.value),
  );
  return near === null ? { value: text } : { value: text, near };
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text, (key, value: Json) => (key === '__proto__' ? undefined : value)) as Json;
  } catch {
    return text;
  }
}
