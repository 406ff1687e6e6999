import { isJsonObject, parseInstant, pointer } from '#kernel';
import type { Json, JsonObject, JsonPointer } from '#kernel';
import type { FieldDefinition, FieldKind, VarDocument } from './document.js';
import { FIELD_NAME, FIELD_NAME_RULE, OBJECT_KEY, OBJECT_KEY_RULE } from './names.js';
import type { Reader } from './reader.js';

export const FIELD_KINDS = [
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
export const VAR_KINDS = ['text', 'number', 'boolean', 'date', 'datetime', 'list', 'json'] as const satisfies readonly VarDocument['type'][];

const FIELD = ['type', 'title', 'options', 'object', 'personal', 'required', 'unique', 'indexed', 'schema'];

/** Field definitions by name, on an object without a prototype. */
export function parseFields(value: Json | undefined, at: JsonPointer, reader: Reader): Readonly<Record<string, FieldDefinition>> {
  const fields = Object.create(null) as Record<string, FieldDefinition>;
  for (const [name, field] of reader.entries(value, at)) {
    const place = pointer(at, name);
    reader.name(name, place, FIELD_NAME, FIELD_NAME_RULE);
    const object = reader.object(field, place, FIELD, ['type', 'title']);
    if (!object) continue;
    checkField(object, place, reader);
    fields[name] = field as unknown as FieldDefinition;
  }
  return fields;
}

function checkField(field: JsonObject, at: JsonPointer, reader: Reader): void {
  const type = reader.choice<FieldKind>(field['type'], pointer(at, 'type'), FIELD_KINDS, 'text');
  reader.localized(field['title'], pointer(at, 'title'));
  for (const flag of ['personal', 'required', 'unique', 'indexed']) reader.flag(field[flag], pointer(at, flag));
  checkOptions(field, type === 'choice' || type === 'choices', at, reader);
  if (field['object'] !== undefined) reader.name(field['object'], pointer(at, 'object'), OBJECT_KEY, OBJECT_KEY_RULE);
  if ((type === 'reference') !== (field['object'] !== undefined))
    reader.add(
      'field.object',
      at,
      type === 'reference' ? 'A reference needs the "object" it points to.' : '"object" belongs to references only.',
      type === 'reference' ? '引用字段需要“object”。' : '“object”只用于引用字段。',
    );
  if (field['schema'] !== undefined && !isJsonObject(field['schema'])) reader.wrongKind(field['schema'], pointer(at, 'schema'), 'an object', '对象');
}

function checkOptions(field: JsonObject, isChoice: boolean, at: JsonPointer, reader: Reader): void {
  const options = reader.list(field['options'], pointer(at, 'options'));
  if (isChoice !== options.length > 0)
    reader.add(
      'field.options',
      at,
      isChoice ? 'A choice needs "options", at least one.' : '"options" belong to choices only.',
      isChoice ? '选项字段至少需要一个“options”。' : '“options”只用于选项字段。',
    );
  const seen = new Set<string>();
  options.forEach((option, i) => {
    const place = pointer(at, 'options', i);
    const object = reader.object(option, place, ['value', 'title'], ['value', 'title']);
    if (!object) return;
    const value = object['value'] === undefined ? '' : reader.text(object['value'], pointer(place, 'value'));
    reader.localized(object['title'], pointer(place, 'title'));
    if (seen.has(value)) reader.add('list.duplicate', pointer(place, 'value'), `"${value}" is listed twice.`, `“${value}”重复列出。`, { got: value });
    if (value !== '') seen.add(value);
  });
}

/** Declared variables by name, on an object without a prototype. */
export function parseVars(value: Json | undefined, at: JsonPointer, reader: Reader): Readonly<Record<string, VarDocument>> {
  const vars = Object.create(null) as Record<string, VarDocument>;
  for (const [name, variable] of reader.entries(value, at)) {
    const place = pointer(at, name);
    reader.name(name, place, FIELD_NAME, FIELD_NAME_RULE);
    const object = reader.object(variable, place, ['type', 'title', 'default'], ['type']);
    if (!object) continue;
    const type = reader.choice(object['type'], pointer(place, 'type'), VAR_KINDS, 'json');
    reader.localized(object['title'], pointer(place, 'title'));
    const initial = object['default'];
    if (initial !== undefined && initial !== null && !fits(initial, type))
      reader.wrongKind(initial, pointer(place, 'default'), `a value of type ${type}`, `${type} 类型的值`);
    vars[name] = variable as unknown as VarDocument;
  }
  return vars;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a value may stand in a variable of that type; null always may. */
export function fits(value: Json, type: VarDocument['type']): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'number':
    case 'boolean':
      return typeof value === type;
    case 'date':
      return typeof value === 'string' && DATE.test(value) && parseInstant(value) !== null;
    case 'datetime':
      return typeof value === 'string' && parseInstant(value) !== null;
    case 'list':
      return Array.isArray(value);
    case 'json':
      return true;
  }
}
