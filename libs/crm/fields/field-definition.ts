import { isJsonObject, type Json, type Problem, UserError } from '#kernel';
import type { FieldDefinition, FieldKind } from '#pipeline';
import { schemaProblems } from './field-schema.js';
import type { WorkspaceFields } from './registry.js';
import { valueChecks } from './value-checks.js';

export const UNIQUE_KINDS: readonly FieldKind[] = ['text', 'number', 'integer', 'date', 'datetime', 'email', 'phone', 'url', 'reference', 'person', 'choice'];
const KEYS = new Set(['type', 'title', 'options', 'object', 'personal', 'required', 'unique', 'indexed', 'schema']);

/** Reads a field definition; throws UserError with every problem, pointers below `base`. */
export function parseFieldDefinition(sent: Json, fields: WorkspaceFields, base: string): FieldDefinition {
  if (!isJsonObject(sent)) throw new UserError('invalid', problem('field.definition', base, 'A field is a JSON object.', '字段必须是 JSON 对象。'));
  const problems: Problem[] = Object.keys(sent)
    .filter((key) => !KEYS.has(key))
    .map((key) => problem('field.definition', `${base}/${key}`, `A field has no \`${key}\`.`, `字段没有 \`${key}\` 属性。`));
  const type = sent['type'];
  if (typeof type !== 'string' || !Object.hasOwn(valueChecks, type)) {
    problems.push(
      problem(
        'field.kind',
        `${base}/type`,
        `The type is one of: ${Object.keys(valueChecks).join(', ')}.`,
        `类型须为以下之一:${Object.keys(valueChecks).join(', ')}。`,
      ),
    );
  }
  if (!isTitle(sent['title']))
    problems.push(
      problem(
        'field.title',
        `${base}/title`,
        'The title is an object with `en` and, best, `zh-CN`; each of 1 to 120 characters.',
        'title 是包含 `en`(最好还有 `zh-CN`)的对象,各 1 至 120 个字符。',
      ),
    );
  problems.push(...optionProblems(sent, base), ...referenceProblems(sent, fields, base));
  for (const mark of ['personal', 'required', 'unique', 'indexed']) {
    if (sent[mark] !== undefined && typeof sent[mark] !== 'boolean')
      problems.push(problem('field.definition', `${base}/${mark}`, 'Must be true or false.', '必须是 true 或 false。'));
  }
  if (sent['unique'] === true && !UNIQUE_KINDS.includes(type as FieldKind))
    problems.push(problem('field.unique', `${base}/unique`, 'Values of this type cannot be unique.', '此类型的值不能设为唯一。'));
  if (sent['schema'] !== undefined) problems.push(...schemaProblems(sent['schema'] ?? null, `${base}/schema`));
  refuse(problems);
  return sent as unknown as FieldDefinition;
}

function optionProblems(sent: Record<string, Json> | { readonly [key: string]: Json }, base: string): readonly Problem[] {
  const options = sent['options'];
  const needed = sent['type'] === 'choice' || sent['type'] === 'choices';
  if (options === undefined) return needed ? [problem('field.options', `${base}/options`, 'A choice needs `options`.', '选项字段需要 `options`。')] : [];
  if (!isOptions(options))
    return [
      problem(
        'field.options',
        `${base}/options`,
        'Options are a list of 1 to 500 `{ "value", "title" }`.',
        '选项是 1 至 500 个 `{ "value", "title" }` 的列表。',
      ),
    ];
  if (options.every(({ retired }) => retired))
    return [problem('field.options-retired', `${base}/options`, 'At least one option must stay in use.', '至少须保留一个可用的选项。')];
  const values = options.map((o) => o.value);
  return new Set(values).size === values.length ? [] : [problem('field.options', `${base}/options`, 'Two options have the same value.', '两个选项的值相同。')];
}

const isOptions = (options: Json): options is { value: string; title: Json; retired?: boolean }[] =>
  Array.isArray(options) && options.length > 0 && options.length <= 500 && options.every(isOption);

const isOption = (option: Json): boolean =>
  isJsonObject(option) &&
  typeof option['value'] === 'string' &&
  option['value'].trim() !== '' &&
  option['value'].length <= 200 &&
  isTitle(option['title']) &&
  (option['retired'] === undefined || typeof option['retired'] === 'boolean');

function referenceProblems(sent: { readonly [key: string]: Json }, fields: WorkspaceFields, base: string): readonly Problem[] {
  if (sent['type'] !== 'reference') return [];
  const object = sent['object'];
  return typeof object === 'string' && fields.object(object)
    ? []
    : [problem('field.object', `${base}/object`, 'A reference names the `object` it points to.', '引用字段须指明所指的 `object`。')];
}

const isTitle = (value: Json | undefined): boolean =>
  isJsonObject(value) &&
  isName(value['en']) &&
  (value['zh-CN'] === undefined || isName(value['zh-CN'])) &&
  Object.keys(value).every((k) => k === 'en' || k === 'zh-CN');
const isName = (value: Json | undefined): boolean => typeof value === 'string' && value.trim() !== '' && value.length <= 120;

export const problem = (code: string, at: string, en: string, zh: string): Problem => ({ code, at, text: { en, 'zh-CN': zh } });

export function refuse(problems: readonly Problem[], kind: 'invalid' | 'conflict' = 'invalid'): void {
  const [first, ...rest] = problems;
  if (first) throw new UserError(kind, [first, ...rest]);
}
