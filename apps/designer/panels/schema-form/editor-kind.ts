import { isJsonObject, type Json, type JsonObject, type Text } from '#kernel';
import type { FieldDefinition, StepDefinition } from '#pipeline';

/** How a value of a step's input is entered. */
export type EditorKind =
  | { readonly kind: 'text'; readonly isLong: boolean }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly title: Text }[] }
  | { readonly kind: 'choices'; readonly options: readonly { readonly value: string; readonly title: Text }[] }
  | { readonly kind: 'number' | 'delay' | 'due' | 'texts' | 'any' }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'date'; readonly withTime: boolean }
  /** One of what the pipeline or the workspace has. */
  | { readonly kind: 'role' | 'person' | 'pipeline' | 'event' | 'calendar' }
  /** One of what the workspace has, or will have. */
  | { readonly kind: 'model' | 'segment-set' }
  | { readonly kind: 'record'; readonly object: string }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  /** Names to values. */
  | { readonly kind: 'map'; readonly of: EditorKind }
  /** Fields of the record, or variables of the run, to values. */
  | { readonly kind: 'fields' | 'vars' };

export interface Member {
  readonly name: string;
  readonly label: Text;
  readonly isRequired: boolean;
  readonly editor: EditorKind;
  readonly default?: Json;
}

/** The members of a step's input in the order of its schema. */
export function membersOf({ kind, input, labels }: StepDefinition): readonly Member[] {
  if (kind === 'record.set' || kind === 'vars.set') return [];
  return membersIn(input, labels ?? {});
}

/** Steps whose whole input is names of fields or variables. */
export const wholeInputOf = (kind: string): 'fields' | 'vars' | null => (kind === 'record.set' ? 'fields' : kind === 'vars.set' ? 'vars' : null);

function membersIn(schema: JsonObject, labels: Readonly<Record<string, Text>>): readonly Member[] {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly Json[]) : [];
  return Object.entries(properties).flatMap(([name, member]) => {
    if (!isJsonObject(member)) return [];
    const own = Object.hasOwn(labels, name) ? labels[name] : NESTED_LABELS[name];
    const title = typeof member['title'] === 'string' ? member['title'] : name;
    const start = member['default'];
    return [
      {
        name,
        label: own ?? { en: title },
        isRequired: required.includes(name),
        editor: editorOf(name, member),
        ...(start === undefined ? {} : { default: start }),
      },
    ];
  });
}

/** Names of members inside members, which the schemas say in English only. */
const NESTED_LABELS: Readonly<Record<string, Text>> = {
  secret: { en: 'Name of the secret', 'zh-CN': '密钥名称' },
  as: { en: 'Sent as', 'zh-CN': '发送方式' },
  header: { en: 'Header', 'zh-CN': '请求头名称' },
  object: { en: 'Object', 'zh-CN': '对象' },
  fields: { en: 'Fields', 'zh-CN': '字段' },
};

const BY_NAME: Readonly<Record<string, EditorKind>> = {
  role: { kind: 'role' },
  person: { kind: 'person' },
  pipeline: { kind: 'pipeline' },
  calendar: { kind: 'calendar' },
  model: { kind: 'model' },
  set: { kind: 'segment-set' },
};

export function editorOf(name: string, schema: JsonObject): EditorKind {
  const type = schema['type'];
  if (Array.isArray(schema['enum']))
    return { kind: 'choice', options: (schema['enum'] as readonly Json[]).map((value) => ({ value: String(value), title: { en: String(value) } })) };
  if (Array.isArray(schema['anyOf'])) return ofAlternatives(schema['anyOf'] as readonly Json[]);
  switch (type) {
    case 'string':
      return BY_NAME[name] ?? textOrMoment(schema);
    case 'integer':
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'yes-no' };
    case 'array':
      return { kind: 'texts' };
    case 'object':
      return ofObject(schema);
    default:
      return { kind: 'any' };
  }
}

const LONG = 1000;

function textOrMoment({ pattern, maxLength }: JsonObject): EditorKind {
  if (typeof pattern === 'string' && pattern.startsWith('^[0-9]{4}')) return { kind: 'date', withTime: true };
  return { kind: 'text', isLong: typeof maxLength === 'number' && maxLength > LONG * 5 };
}

function ofObject(schema: JsonObject): EditorKind {
  if (isJsonObject(schema['properties'])) return { kind: 'object', members: membersIn(schema, {}) };
  const of = schema['additionalProperties'];
  return { kind: 'map', of: isJsonObject(of) ? editorOf('', of) : { kind: 'any' } };
}

/** A length or working time; the same or a date; a text or several. */
function ofAlternatives(alternatives: readonly Json[]): EditorKind {
  const schemas = alternatives.filter(isJsonObject);
  const pattern = schemas.find(({ type }) => type === 'string')?.['pattern'];
  const isBusiness = schemas.some(({ properties }) => isJsonObject(properties) && 'business' in properties);
  if (isBusiness && typeof pattern === 'string') return { kind: pattern.includes('[0-9]') ? 'due' : 'delay' };
  if (schemas.some(({ type }) => type === 'array')) return { kind: 'texts' };
  return { kind: 'any' };
}

/** How a value of a field is entered. */
// oxlint-disable-next-line complexity -- one case a kind, and nothing is decided in them.
export function editorOfField(field: Pick<FieldDefinition, 'type' | 'options' | 'object'>): EditorKind {
  switch (field.type) {
    case 'number':
    case 'integer':
    case 'money':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'yes-no' };
    case 'date':
    case 'datetime':
      return { kind: 'date', withTime: field.type === 'datetime' };
    case 'choice':
    case 'choices':
      return { kind: field.type, options: field.options ?? [] };
    case 'person':
      return { kind: 'person' };
    case 'reference':
      return field.object === undefined ? { kind: 'any' } : { kind: 'record', object: field.object };
    case 'json':
      return { kind: 'any' };
    case 'longtext':
      return { kind: 'text', isLong: true };
    default:
      return { kind: 'text', isLong: false };
  }
}

/** What a value begins with when it is given at all. */
export function emptyOf(editor: EditorKind): Json {
  switch (editor.kind) {
    case 'choice':
      return editor.options[0]?.value ?? '';
    case 'choices':
      return [];
    case 'yes-no':
      return true;
    case 'number':
      return 0;
    case 'delay':
    case 'due':
      return 'P1D';
    case 'object':
      return Object.fromEntries(editor.members.filter(({ isRequired }) => isRequired).map((member) => [member.name, member.default ?? emptyOf(member.editor)]));
    case 'map':
    case 'fields':
    case 'vars':
      return {};
    default:
      return '';
  }
}

/** Members of an input that its schema does not know: kept, and shown as they are. */
export const unknownMembers = (members: readonly Member[], value: JsonObject): readonly string[] =>
  Object.keys(value).filter((name) => !members.some((member) => member.name === name));

/** The input with a member set, or left out with `undefined`; the rest, known or not, stays in its order. */
export function withInput(value: JsonObject, name: string, next: Json | undefined): JsonObject {
  const entries = Object.entries(value);
  if (next === undefined) return Object.fromEntries(entries.filter(([key]) => key !== name));
  return Object.hasOwn(value, name) ? Object.fromEntries(entries.map(([key, old]) => [key, key === name ? next : old])) : { ...value, [name]: next };
}
