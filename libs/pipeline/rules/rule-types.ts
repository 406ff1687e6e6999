import { parseInstant } from '#kernel';
import type { Json } from '#kernel';
import type { FieldDefinition, FieldKind, VarDocument } from '../definition/document.js';

export type Fields = Readonly<Record<string, FieldDefinition>>;

/** What a rule's paths mean at one place of a pipeline. */
export interface RuleScope {
  /** Fields of the record, the pipeline's own included. */
  readonly record: Fields;
  /** Fields of the object that a reference points to; `null` where the object is unknown (then nothing below it is checked). */
  readonly fieldsOf: (object: string) => Fields | null;
  readonly vars: Readonly<Record<string, VarDocument>>;
  /** Further names under `vars`, of any shape: the item of a forEach. */
  readonly items?: readonly string[];
}

/** What is known of a value before there is one. `unknown` fits everything. */
export interface RuleType {
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'list' | 'object' | 'null' | 'unknown';
  /** The only values a choice can have. */
  readonly options?: readonly string[];
  /** Lists: what is known of the members. */
  readonly item?: RuleType;
  /** Written in the rule. */
  readonly literal?: Json;
}

export const UNKNOWN: RuleType = { kind: 'unknown' };
export const BOOLEAN: RuleType = { kind: 'boolean' };

const FIELD_TYPES: Readonly<Record<FieldKind, RuleType['kind']>> = {
  text: 'text',
  longtext: 'text',
  number: 'number',
  integer: 'number',
  money: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  choice: 'text',
  choices: 'list',
  reference: 'text',
  person: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  json: 'unknown',
};

export function typeOfField(field: FieldDefinition): RuleType {
  const kind = FIELD_TYPES[field.type];
  const options = field.options?.map(({ value }) => value);
  if (field.type === 'choices') return { kind, item: { kind: 'text', ...(options ? { options } : {}) } };
  return { kind, ...(options ? { options } : {}) };
}

export function typeOfLiteral(value: Json): RuleType {
  if (value === null) return { kind: 'null', literal: null };
  if (Array.isArray(value)) return { kind: 'list', literal: value };
  if (typeof value === 'object') return { kind: 'object', literal: value };
  return { kind: typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean', literal: value };
}

/** A text written in a rule that can be read as a date or moment. */
export const isDateText = ({ literal }: RuleType): boolean => typeof literal === 'string' && parseInstant(literal) !== null;

export type PathType =
  | { readonly ok: true; readonly type: RuleType }
  /** `expected`: the names there are at this place. */
  | {
      readonly ok: false;
      readonly code: 'path.unknown' | 'field.unknown' | 'var.unknown' | 'path.too-deep' | 'path.no-members';
      readonly name: string;
      readonly expected: readonly string[];
    };

const ROOTS = ['record', 'event', 'vars', 'actor', 'now'];
const ACTOR: Readonly<Record<string, RuleType>> = {
  kind: { kind: 'text', options: ['person', 'api-key', 'cli', 'webhook', 'timer', 'step', 'rule', 'signal', 'system'] },
  id: { kind: 'text' },
  roles: { kind: 'list', item: { kind: 'text' } },
};

const found = (type: RuleType): PathType => ({ ok: true, type });

/** What is known of the value at a path; or why there can be none. */
export function typeAtPath(path: string, scope: RuleScope): PathType {
  const [root = '', ...rest] = path.split('.');
  switch (root) {
    case 'record':
      return inRecord(rest, scope);
    case 'event':
      return found(UNKNOWN);
    case 'vars':
      return inVars(rest, scope);
    case 'actor':
      return inActor(rest);
    case 'now':
      return rest.length === 0 ? found({ kind: 'datetime' }) : { ok: false, code: 'path.no-members', name: 'now', expected: [] };
    default:
      return { ok: false, code: 'path.unknown', name: root, expected: ROOTS };
  }
}

function inRecord([name, ...rest]: readonly string[], scope: RuleScope): PathType {
  if (name === undefined) return found({ kind: 'object' });
  const field = own(scope.record, name);
  if (!field) return { ok: false, code: 'field.unknown', name, expected: Object.keys(scope.record) };
  if (rest.length === 0) return found(field.type === 'reference' ? UNKNOWN : typeOfField(field));
  if (field.type === 'reference' && field.object !== undefined) return inReference(name, rest, scope.fieldsOf(field.object));
  return below(name, rest, typeOfField(field));
}

/** One reference deep: a field of the record that is pointed to. */
function inReference(name: string, [member, ...rest]: readonly string[], fields: Fields | null): PathType {
  if (fields === null || member === 'id' || member === undefined) return found(UNKNOWN);
  const field = own(fields, member);
  if (!field) return { ok: false, code: 'field.unknown', name: member, expected: Object.keys(fields) };
  if (rest.length > 0 && field.type === 'reference') return { ok: false, code: 'path.too-deep', name: `${name}.${member}`, expected: [] };
  return below(member, rest, typeOfField(field));
}

function inVars([name, ...rest]: readonly string[], scope: RuleScope): PathType {
  if (name === undefined) return found({ kind: 'object' });
  if (scope.items?.includes(name)) return found(UNKNOWN);
  const variable = own(scope.vars, name);
  if (!variable) return { ok: false, code: 'var.unknown', name, expected: [...Object.keys(scope.vars), ...(scope.items ?? [])] };
  return below(name, rest, { kind: variable.type === 'json' ? 'unknown' : variable.type });
}

function inActor([name, ...rest]: readonly string[]): PathType {
  if (name === undefined) return found({ kind: 'object' });
  const type = own(ACTOR, name);
  return type ? below(name, rest, type) : { ok: false, code: 'path.unknown', name: `actor.${name}`, expected: Object.keys(ACTOR).map((key) => `actor.${key}`) };
}

/** Members of a value: of any shape below json, by number or `length` below a list, none below anything else. */
function below(name: string, rest: readonly string[], type: RuleType): PathType {
  if (rest.length === 0) return found(type);
  if (type.kind === 'unknown' || type.kind === 'object') return found(UNKNOWN);
  if (type.kind === 'list' && rest[0] === 'length' && rest.length === 1) return found({ kind: 'number' });
  if (type.kind === 'list' && /^\d+$/.test(rest[0] ?? '')) return below(name, rest.slice(1), type.item ?? UNKNOWN);
  return { ok: false, code: 'path.no-members', name, expected: [] };
}

const own = <T>(members: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(members, name) ? members[name] : undefined);
