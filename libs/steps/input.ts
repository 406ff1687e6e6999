import {
  isJsonObject,
  parseDuration,
  parseInstant,
  parsePersonId,
  parseRecordId,
  pointer,
  UserError,
  type Instant,
  type Json,
  type JsonObject,
  type Text,
} from '#kernel';
import type { Recipient, StepRead } from '#pipeline';

/** The error for an input that cannot be done; `at` is a pointer into the resolved input. */
export const badInput = (at: string, text: Text, got?: Json): UserError =>
  new UserError('invalid', { code: 'step.input', at, text, ...(got === undefined ? {} : { got }) });

/** The input as an object; an absent one (`null`) counts as empty. */
export function members(input: Json): JsonObject {
  if (input === null) return {};
  if (isJsonObject(input)) return input;
  throw badInput('', { en: 'The input must be an object.', 'zh-CN': '输入必须是一个对象。' }, input);
}

const own = (input: JsonObject, name: string): Json => (Object.hasOwn(input, name) ? (input[name] ?? null) : null);

/**
 * A member as text of 1 to `max` characters, `null` when absent, null or blank. Numbers and booleans are written out.
 * `base` is where the object stands in the input.
 */
export function optionalText(input: JsonObject, name: string, max: number, base = ''): string | null {
  const value = own(input, name);
  if (value === null) return null;
  if (typeof value === 'object') {
    throw badInput(pointer(base, name), { en: `"${name}" must be a text.`, 'zh-CN': `“${name}”必须是文本。` }, value);
  }
  const text = String(value);
  if (text.length > max) {
    throw badInput(pointer(base, name), { en: `"${name}" is longer than ${max} characters.`, 'zh-CN': `“${name}”超过 ${max} 个字符。` });
  }
  return text.trim() === '' ? null : text;
}

/** As `optionalText`, but it must be there. */
export function requiredText(input: JsonObject, name: string, max: number, base = ''): string {
  const text = optionalText(input, name, max, base);
  if (text !== null) return text;
  throw badInput(pointer(base, name), { en: `"${name}" is missing or blank.`, 'zh-CN': `缺少“${name}”，或其为空。` });
}

/** A member as an object; `null` when absent. */
export function optionalObject(input: JsonObject, name: string, base = ''): JsonObject | null {
  const value = own(input, name);
  if (value === null || isJsonObject(value)) return value;
  throw badInput(pointer(base, name), { en: `"${name}" must be an object.`, 'zh-CN': `“${name}”必须是对象。` }, value);
}

/** Any JSON; `null` when absent. */
export const anything = own;

/** The members `role` and `person`: at most one; neither means the record's owner. */
export function recipient(input: JsonObject): Recipient {
  const role = optionalText(input, 'role', 80);
  const person = optionalText(input, 'person', 80);
  if (role !== null && person !== null) {
    throw badInput('/person', { en: 'Give either a role or a person, not both.', 'zh-CN': '角色与人员只能选择其一。' });
  }
  if (role !== null) return { role };
  if (person === null) return { owner: true };
  const id = parsePersonId(person);
  if (id !== null) return { person: id };
  throw badInput('/person', { en: 'This is not the id of a person.', 'zh-CN': '这不是有效的人员标识。' }, person);
}

/** The member `record` as a record id; the run's own record when absent. */
export function recordOr(input: JsonObject, fallback: string): string {
  const text = optionalText(input, 'record', 80);
  if (text === null) return fallback;
  const id = parseRecordId(text);
  if (id !== null) return id;
  throw badInput('/record', { en: 'This is not the id of a record.', 'zh-CN': '这不是有效的记录标识。' }, text);
}

type Delay = Parameters<StepRead['dueAfter']>[0];

/** A length as `dueAfter` takes it, `null` when it is not one. */
export function delayIn(value: Json): Delay | null {
  if (typeof value === 'string') return parseDuration(value) ? value : null;
  if (!isJsonObject(value)) return null;
  const [business, calendar] = [own(value, 'business'), own(value, 'calendar')];
  return typeof business === 'string' && typeof calendar === 'string' && parseDuration(business) ? { business, calendar } : null;
}

/**
 * The member `due` as a moment: a length counts from now; a moment is itself; a bare date is its last millisecond in
 * UTC, so that a task is not overdue on the morning of its day. `null` when absent or blank.
 */
export function dueMoment(input: JsonObject, read: StepRead): Instant | null {
  const value = own(input, 'due');
  if (value === null || value === '') return null;
  const delay = delayIn(value);
  if (delay !== null) return read.dueAfter(delay);
  const moment = typeof value === 'string' ? parseInstant(value) : null;
  if (moment === null) {
    throw badInput('/due', { en: 'This is neither a length like P3D nor a date.', 'zh-CN': '这既不是 P3D 这样的时长，也不是日期。' }, value);
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? endOfDay(moment) : moment;
}

const endOfDay = (start: Instant): Instant => `${start.slice(0, 10)}T23:59:59.999Z` as Instant;
