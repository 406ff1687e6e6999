import { isJsonObject, type Json, isUuid, parseInstant, type Text, utf8Length, canonicalJson } from '#kernel';
import type { FieldDefinition, FieldKind } from '#pipeline';
import { currencyDecimals } from './currency.js';
import { isStorable, wellFormed } from './storable-text.js';

/** A value as it is stored, or what is wrong with it. */
export type Checked = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly code: string; readonly text: Text; readonly expected: Json };

export const CAPS = { textLength: 2000, longTextLength: 50_000, choices: 100, jsonBytes: 65_536, number: 1e15 } as const;

const good = (value: Json): Checked => ({ ok: true, value });
const bad = (code: string, expected: Json, en: string, zh: string): Checked => ({ ok: false, code, expected, text: { en, 'zh-CN': zh } });

const wrongType = (expected: string, en: string, zh: string): Checked => bad('field.type', expected, `Must be ${en}.`, `必须是${zh}。`);

// Control characters other than tab and line ends never belong in a text; NUL cannot even be stored.
const hasControl = (text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return true;
  }
  return false;
};

function checkText(value: Json, maxLength: number): Checked {
  if (typeof value !== 'string') return wrongType('text', 'a text', '文本');
  if (value.length > maxLength)
    return bad(
      'field.too-long',
      maxLength,
      `Has ${value.length} characters; at most ${maxLength} are allowed.`,
      `长度为 ${value.length},最多允许 ${maxLength} 个字符。`,
    );
  if (hasControl(value)) return bad('field.control-character', 'text', 'Contains a control character.', '包含控制字符。');
  return good(wellFormed(value));
}

function checkNumber(value: Json): Checked {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType('number', 'a number', '数字');
  if (Math.abs(value) > CAPS.number) return bad('field.out-of-range', CAPS.number, 'The number is too large.', '数字过大。');
  return good(Object.is(value, -0) ? 0 : value);
}

function checkInteger(value: Json): Checked {
  return typeof value === 'number' && Number.isInteger(value) ? checkNumber(value) : wrongType('integer', 'a whole number', '整数');
}

/** Decimals of the shortest decimal text of a number; exact for every number people write. */
export function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(exponent));
}

function checkMoney(value: Json, currency: string): Checked {
  const number = checkNumber(value);
  if (!number.ok) return wrongType('money', 'an amount (a number in major units, such as 1054.50)', '金额(主单位的数字,例如 1054.50)');
  const allowed = currencyDecimals(currency);
  if (decimalsOf(number.value as number) > allowed) {
    return bad('field.money-decimals', allowed, `${currency} has at most ${allowed} decimals.`, `${currency} 最多 ${allowed} 位小数。`);
  }
  return number;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function checkDate(value: Json): Checked {
  if (typeof value !== 'string' || !DATE.test(value) || parseInstant(value) === null) {
    return bad('field.type', 'date', 'Must be a real date written YYYY-MM-DD.', '必须是真实日期,格式为 YYYY-MM-DD。');
  }
  return good(value);
}

function checkDatetime(value: Json): Checked {
  const instant = typeof value === 'string' && value.length > 10 ? parseInstant(value) : null;
  return instant === null
    ? bad('field.type', 'datetime', 'Must be a moment such as 2026-03-01T09:30:00Z.', '必须是时间点,例如 2026-03-01T09:30:00Z。')
    : good(instant);
}

function checkChoice(value: Json, field: FieldDefinition): Checked {
  const values = (field.options ?? []).map((o) => o.value);
  if (typeof value === 'string' && values.includes(value)) return good(value);
  const shown = values.slice(0, 20).join(', ');
  return bad('field.choice', values, `Must be one of: ${shown}.`, `必须是以下之一:${shown}。`);
}

function checkChoices(value: Json, field: FieldDefinition): Checked {
  if (!Array.isArray(value)) return wrongType('choices', 'a list of choices', '选项列表');
  if (value.length > CAPS.choices) return bad('field.too-many', CAPS.choices, `At most ${CAPS.choices} choices.`, `最多 ${CAPS.choices} 个选项。`);
  const wrong = value.map((item: Json) => checkChoice(item, field)).find((checked) => !checked.ok);
  return wrong ?? good([...new Set(value as string[])]);
}

const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\.]+(?:\.[^\s@<>(),;:"[\]\\.]+)+$/u;

function checkEmail(value: Json): Checked {
  return typeof value === 'string' && value.length <= 254 && EMAIL.test(value) && !hasControl(value)
    ? good(value)
    : bad('field.email', 'email', 'Must be an e-mail address such as name@example.com.', '必须是邮箱地址,例如 name@example.com。');
}

const PHONE = /^\+?[0-9 ()/.-]{3,38}(?:\s?(?:x|ext\.?)\s?\d{1,6})?$/;

function checkPhone(value: Json): Checked {
  return typeof value === 'string' && PHONE.test(value) && value.replace(/\D/g, '').length >= 3
    ? good(value)
    : bad('field.phone', 'phone', 'Must be a phone number such as +49 30 1234567.', '必须是电话号码,例如 +86 10 1234 5678。');
}

function checkUrl(value: Json): Checked {
  const url = typeof value === 'string' && value.length <= CAPS.textLength && URL.canParse(value) ? new URL(value) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
    ? good(value)
    : bad('field.url', 'url', 'Must be a web address that begins with https:// or http://.', '必须是以 https:// 或 http:// 开头的网址。');
}

function checkId(value: Json): Checked {
  return isUuid(value) ? good(value) : bad('field.type', 'id', 'Must be an id (a UUID in lower case).', '必须是 id(小写 UUID)。');
}

function checkJson(value: Json): Checked {
  if (depthOf(value) > 32) return bad('field.too-deep', 32, 'Nested deeper than 32 levels.', '嵌套超过 32 层。');
  if (!isStorableJson(value)) return bad('field.control-character', 'json', 'Contains a NUL character or half a character.', '包含 NUL 字符或残缺字符。');
  return utf8Length(canonicalJson(value)) > CAPS.jsonBytes
    ? bad('field.too-long', CAPS.jsonBytes, 'JSON values have at most 64 KB.', 'JSON 值最多 64 KB。')
    : good(value);
}

function depthOf(value: Json): number {
  const children: readonly Json[] = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  return 1 + children.reduce<number>((deepest, child) => Math.max(deepest, depthOf(child)), 0);
}

function isStorableJson(value: Json): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (Array.isArray(value)) return value.every((item: Json) => isStorableJson(item));
  return !isJsonObject(value) || Object.entries(value).every(([key, item]) => isStorable(key) && isStorableJson(item));
}

/** One check a kind of field. The value is neither null nor blank. */
export const valueChecks: Readonly<Record<FieldKind, (value: Json, field: FieldDefinition, currency: string) => Checked>> = {
  text: (value) => checkText(value, CAPS.textLength),
  longtext: (value) => checkText(value, CAPS.longTextLength),
  number: checkNumber,
  integer: checkInteger,
  money: (value, _field, currency) => checkMoney(value, currency),
  boolean: (value) => (typeof value === 'boolean' ? good(value) : wrongType('boolean', 'true or false', ' true 或 false')),
  date: checkDate,
  datetime: checkDatetime,
  choice: checkChoice,
  choices: checkChoices,
  reference: checkId,
  person: checkId,
  email: checkEmail,
  phone: checkPhone,
  url: checkUrl,
  json: checkJson,
};
