import { canonicalJson, isJsonObject, type Json, type JsonObject, pointer, type Problem, sameJson, UserError, utf8Length } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { isCurrency } from './currency.js';
import { fieldSchema } from './field-schema.js';
import { closest } from '#pipeline';
import { valueChecks } from './value-checks.js';

export const MAX_RECORD_BYTES = 131_072;
/** What is wrong beyond this many fields is not looked for: telling it would cost more than it helps. */
const MAX_PROBLEMS = 50;

export type Fields = Readonly<Record<string, FieldDefinition>>;

/** What a check of a record's fields needs to know. */
export interface FieldsToCheck {
  readonly fields: Fields;
  /** The workspace's currency, where the record names none. */
  readonly currency: string;
  /** The engine itself writes (a step, an undo, a merge), not a person or a program: retired fields and options are taken. */
  readonly takesRetired?: boolean;
}

/**
 * Checks the fields being written. `previous` is null for a new record, else its present fields. Answers the fields
 * in stored form (blank text and empty lists become null); throws one UserError with a problem for each wrong field
 * (the first 50), at `/fields/<name>`. Types are never converted: `"12"` is no number.
 */
export function checkFields(known: FieldsToCheck, written: JsonObject, previous: JsonObject | null): JsonObject {
  const problems: Problem[] = [];
  const checked: Record<string, Json> = {};
  const currency = currencyOf(known, written, previous);
  for (const name of Object.keys(written)) {
    if (problems.length >= MAX_PROBLEMS) break;
    const field = Object.hasOwn(known.fields, name) ? known.fields[name] : undefined;
    const value = written[name] ?? null;
    if (!field) problems.push(unknownField(name, value, known.fields));
    else if (isUnfilled(value)) checked[name] = null;
    else keep(checked, problems, name, checkWritten(known, { name, field, value, before: previous?.[name] ?? null, currency }));
  }
  problems.push(...requiredProblems(known.fields, checked, previous));
  if (problems.length === 0 && utf8Length(canonicalJson({ ...previous, ...checked })) > MAX_RECORD_BYTES) {
    problems.push({ code: 'record.too-large', at: '/fields', text: { en: 'A record has at most 128 KB.', 'zh-CN': '一条记录最多 128 KB。' } });
  }
  const [first, ...rest] = problems;
  if (first) throw new UserError('invalid', [first, ...rest]);
  return checked;
}

/** Null, absent, blank text and empty list are unfilled; 0 and false are filled. */
export const isUnfilled = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

function keep(checked: Record<string, Json>, problems: Problem[], name: string, result: Problem | { readonly value: Json }): void {
  if ('value' in result) checked[name] = result.value;
  else problems.push(result);
}

/** A filled value that is written over another: what is retired is not taken anew from outside, but may be sent back unchanged. */
function checkWritten(
  { takesRetired = false }: FieldsToCheck,
  written: { readonly name: string; readonly field: FieldDefinition; readonly value: Json; readonly before: Json; readonly currency: string },
): Problem | { readonly value: Json } {
  const { name, field, value, before, currency } = written;
  if (takesRetired || !field.retired) return checkOne(takesRetired ? field : offered(field, before), name, value, currency);
  return sameJson(value, before) ? { value } : retiredField(name, field, value);
}

/** The field with the options that may be chosen: those in use, and those that the record holds. */
function offered(field: FieldDefinition, before: Json): FieldDefinition {
  if (!field.options?.some(({ retired }) => retired)) return field;
  const held = new Set<Json>(Array.isArray(before) ? (before as readonly Json[]) : [before]);
  return { ...field, options: field.options.filter(({ value, retired }) => !retired || held.has(value)) };
}

/** One filled value against its field: its stored form, or the problem. */
export function checkOne(field: FieldDefinition, name: string, value: Json, currency: string): Problem | { readonly value: Json } {
  const at = pointer('/fields', name);
  if (name === 'currency' && field.type === 'text' && !(typeof value === 'string' && isCurrency(value))) {
    return {
      code: 'field.currency',
      at,
      text: { en: 'Must be an ISO 4217 code such as EUR or CNY.', 'zh-CN': '必须是 ISO 4217 货币代码,例如 CNY 或 EUR。' },
      got: brief(value),
    };
  }
  const result = valueChecks[field.type](value, field, currency);
  if (!result.ok) return { code: result.code, at, text: result.text, got: brief(value), expected: result.expected };
  if (!field.schema) return { value: result.value };
  const check = fieldSchema(field.schema);
  if (check(result.value)) return { value: result.value };
  const why = (check.errors ?? []).map((e) => `${e.instancePath ? `${e.instancePath} ` : ''}${e.message ?? e.keyword}`).join('; ');
  return { code: 'field.schema-mismatch', at, text: { en: `Does not fit: ${why}.`, 'zh-CN': `不符合要求:${why}。` }, got: brief(value) };
}

function currencyOf(known: FieldsToCheck, written: JsonObject, previous: JsonObject | null): string {
  const named = Object.hasOwn(written, 'currency') ? written['currency'] : previous?.['currency'];
  return typeof named === 'string' && named.trim() !== '' ? named : known.currency;
}

function unknownField(name: string, value: Json, fields: Fields): Problem {
  const meant = closest(name, Object.keys(fields));
  return {
    code: 'field.unknown',
    at: pointer('/fields', name),
    text: {
      en: `There is no field \`${clip(name)}\`.${meant ? ` Did you mean \`${meant}\`?` : ''}`,
      'zh-CN': `没有字段 \`${clip(name)}\`。${meant ? `是否指 \`${meant}\`?` : ''}`,
    },
    got: brief(value),
  };
}

const retiredField = (name: string, field: FieldDefinition, value: Json): Problem => ({
  code: 'field.retired',
  at: pointer('/fields', name),
  text: {
    en: `\`${field.title.en}\` is retired and takes no new values.`,
    'zh-CN': `“${field.title['zh-CN'] ?? field.title.en}”已停用，不再接受新值。`,
  },
  got: brief(value),
});

function requiredProblems(fields: Fields, checked: JsonObject, previous: JsonObject | null): readonly Problem[] {
  return Object.entries(fields)
    .filter(
      ([name, field]) =>
        field.required && !field.retired && (previous === null ? isUnfilled(checked[name]) : Object.hasOwn(checked, name) && checked[name] === null),
    )
    .map(([name, field]) => ({
      code: 'field.required',
      at: pointer('/fields', name),
      text: { en: `\`${field.title.en}\` must be filled.`, 'zh-CN': `必须填写“${field.title['zh-CN'] ?? field.title.en}”。` },
    }));
}

const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}...` : text);

/** The value as an error shows it: never long. */
export function brief(value: Json): Json {
  if (typeof value === 'string') return clip(value);
  if (Array.isArray(value) || isJsonObject(value)) return clip(canonicalJson(value));
  return value;
}
