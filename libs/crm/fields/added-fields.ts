import { isJsonObject, type Json, type Problem, UserError, type WorkspaceId } from '#kernel';
import type { FieldDefinition, FieldKind } from '#pipeline';
import { RESERVED_COLUMNS } from '../records/columns.js';
import type { AddedField, FieldStore } from '../ports.js';
import { schemaProblems } from './field-schema.js';
import type { FieldRegistry, WorkspaceFields } from './registry.js';
import { valueChecks } from './value-checks.js';

const NAME = /^[a-z][a-z0-9_]{0,59}$/;
const MAX_ADDED = 200;
const UNIQUE_KINDS: readonly FieldKind[] = ['text', 'number', 'integer', 'date', 'datetime', 'email', 'phone', 'url', 'reference', 'person', 'choice'];

/** Fields that admins add to an object, change and remove. Values of a removed field stay in the records unseen. */
export class AddedFields {
  constructor(
    private readonly store: FieldStore,
    private readonly registry: FieldRegistry,
  ) {}

  /** Adds a field; the definition is parsed from what the admin sent. An index, where marked, is built before this answers. */
  async add(workspace: WorkspaceId, object: string, name: string, sent: Json): Promise<AddedField> {
    const fields = await this.registry.of(workspace);
    const definition = parseFieldDefinition(sent, fields, '');
    refuse([...nameProblems(fields, object, name)]);
    const added = [...(fields.known(object)?.values() ?? [])].filter((field) => field.origin.kind === 'added');
    if (added.length >= MAX_ADDED)
      throw new UserError(
        'conflict',
        problem('field.too-many', '', `An object has at most ${MAX_ADDED} added fields.`, `一个对象最多添加 ${MAX_ADDED} 个字段。`),
      );
    const field: AddedField = { object, name, definition };
    await this.store.syncIndex(workspace, object, name, definition);
    await this.store.save(workspace, field);
    this.registry.forget(workspace);
    return field;
  }

  /** Changes titles, options, marks and schema; the type stays. Stored values are not checked again. */
  async change(workspace: WorkspaceId, object: string, name: string, sent: Json): Promise<AddedField> {
    const fields = await this.registry.of(workspace);
    const present = this.own(fields, object, name);
    const definition = parseFieldDefinition(sent, fields, '');
    if (definition.type !== present.type) {
      throw new UserError(
        'conflict',
        problem('field.type-fixed', '/type', `The type stays \`${present.type}\`: add another field instead.`, `类型保持为 \`${present.type}\`:请另加字段。`),
      );
    }
    await this.store.syncIndex(workspace, object, name, definition);
    await this.store.save(workspace, { object, name, definition });
    this.registry.forget(workspace);
    return { object, name, definition };
  }

  async remove(workspace: WorkspaceId, object: string, name: string): Promise<void> {
    this.own(await this.registry.of(workspace), object, name);
    await this.store.remove(workspace, object, name);
    this.registry.forget(workspace);
  }

  private own(fields: WorkspaceFields, object: string, name: string): FieldDefinition {
    const field = fields.known(object)?.get(name);
    if (!field) throw new UserError('not-found', problem('field.not-found', '', 'There is no such field.', '没有这个字段。'));
    if (field.origin.kind !== 'added') {
      throw new UserError('conflict', problem('field.not-added', '', 'Only fields that an admin added can be changed here.', '此处只能更改管理员添加的字段。'));
    }
    return field.definition;
  }
}

function nameProblems(fields: WorkspaceFields, object: string, name: string): readonly Problem[] {
  const known = fields.known(object);
  if (!known) return [problem('object.unknown', '', `There is no object \`${object}\`.`, `没有对象 \`${object}\`。`)];
  if (!NAME.test(name))
    return [
      problem(
        'field.name',
        '/name',
        'A field name has 1 to 60 lower-case letters, digits and `_`, and begins with a letter.',
        '字段名由 1 至 60 个小写字母、数字和 `_` 组成,以字母开头。',
      ),
    ];
  if (RESERVED_COLUMNS.has(name))
    return [problem('field.reserved', '/name', `\`${name}\` already means something of every record.`, `\`${name}\` 是每条记录的保留名称。`)];
  if (known.has(name)) return [problem('field.exists', '/name', `There is already a field \`${name}\`.`, `字段 \`${name}\` 已存在。`)];
  return [];
}

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
  const wrong =
    !Array.isArray(options) ||
    options.length === 0 ||
    options.length > 500 ||
    !options.every(
      (o: Json) => isJsonObject(o) && typeof o['value'] === 'string' && o['value'].trim() !== '' && o['value'].length <= 200 && isTitle(o['title']),
    );
  if (wrong)
    return [
      problem(
        'field.options',
        `${base}/options`,
        'Options are a list of 1 to 500 `{ "value", "title" }`.',
        '选项是 1 至 500 个 `{ "value", "title" }` 的列表。',
      ),
    ];
  const values = (options as readonly { value: string }[]).map((o) => o.value);
  return new Set(values).size === values.length ? [] : [problem('field.options', `${base}/options`, 'Two options have the same value.', '两个选项的值相同。')];
}

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

const problem = (code: string, at: string, en: string, zh: string): Problem => ({ code, at, text: { en, 'zh-CN': zh } });

function refuse(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first) throw new UserError('invalid', [first, ...rest]);
}
