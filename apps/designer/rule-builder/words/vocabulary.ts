import { inLocale, type Locale, type Text } from '#kernel';
import {
  typeAtPath,
  type FieldDefinition,
  type FieldKind,
  type Fields,
  type PipelineDocument,
  type RuleScope,
  type StateDocument,
  type VarDocument,
} from '#pipeline';
import { readSlot } from '../../document/tree/transitions.js';

/** What may be said in the rules and inputs of one pipeline: its fields, variables, states, and what the workspace has around it. */
export interface Vocabulary {
  readonly pipeline: string;
  readonly object: string;
  /** Fields of the record, the pipeline's own included. */
  readonly record: Fields;
  readonly objects: Readonly<Record<string, { readonly title: Text; readonly nameField: string; readonly fields: Fields }>>;
  readonly vars: Readonly<Record<string, VarDocument>>;
  readonly roles: readonly string[];
  readonly states: readonly NamedState[];
  /** Names of events that some state listens to. */
  readonly events: readonly NamedThing[];
  readonly calendars: readonly NamedThing[];
  readonly pipelines: readonly NamedThing[];
  /** Null until they are known, like the segment sets: nothing can be said then of one that is named. */
  readonly models: readonly NamedThing[] | null;
  readonly segmentSets: readonly NamedThing[] | null;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}
export interface NamedThing {
  readonly id: string;
  readonly title: Text;
}

export interface NamedState extends NamedThing {
  readonly isStage: boolean;
}

/** How a value is compared and entered. `any` where nothing is known of it. */
export type ValueKind = FieldKind | 'list' | 'any';

export interface Variable {
  readonly path: string;
  readonly group: 'record' | 'related' | 'vars' | 'event' | 'actor' | 'time';
  readonly label: Text;
  readonly kind: ValueKind;
  readonly field?: FieldDefinition;
}

export const fieldsOfObject =
  (vocabulary: Vocabulary) =>
  (object: string): Fields | null =>
    Object.hasOwn(vocabulary.objects, object) ? (vocabulary.objects[object]?.fields ?? null) : null;

export const scopeOf = (vocabulary: Vocabulary, items: readonly string[] = []): RuleScope => ({
  record: vocabulary.record,
  fieldsOf: fieldsOfObject(vocabulary),
  vars: vocabulary.vars,
  items,
});

export const isKnownPath = (path: string, vocabulary: Vocabulary, items: readonly string[] = []): boolean => typeAtPath(path, scopeOf(vocabulary, items)).ok;

const EVENT: readonly Variable[] = [
  { path: 'event.name', group: 'event', label: { en: 'Name of the event', 'zh-CN': '事件名称' }, kind: 'text' },
  { path: 'event.payload', group: 'event', label: { en: 'Data of the event', 'zh-CN': '事件数据' }, kind: 'any' },
  { path: 'event.output', group: 'event', label: { en: 'Result of the step', 'zh-CN': '步骤结果' }, kind: 'any' },
];
const AROUND: readonly Variable[] = [
  { path: 'actor.id', group: 'actor', label: { en: 'Who does it', 'zh-CN': '操作者' }, kind: 'person' },
  { path: 'actor.kind', group: 'actor', label: { en: 'Kind of actor', 'zh-CN': '操作者类型' }, kind: 'text' },
  { path: 'actor.roles', group: 'actor', label: { en: 'Roles of the actor', 'zh-CN': '操作者角色' }, kind: 'list' },
  { path: 'now', group: 'time', label: { en: 'Now', 'zh-CN': '现在' }, kind: 'datetime' },
];

/** The record's fields that may be chosen: those in use, and those that are named already. */
export const offeredFields = ({ record }: Vocabulary, named: readonly string[] = []): readonly (readonly [string, Vocabulary['record'][string]])[] =>
  Object.entries(record).filter(([name, { retired }]) => retired !== true || named.includes(name));

const known = new WeakMap<Vocabulary, readonly Variable[]>();

/** Every variable that can be picked, in the order in which they are shown. */
export function variablesOf(vocabulary: Vocabulary): readonly Variable[] {
  const before = known.get(vocabulary);
  if (before) return before;
  const inUse = offeredFields(vocabulary);
  const record = inUse.map(([name, field]) => ofField(`record.${name}`, 'record', field.title, field));
  const related = inUse.flatMap(([name, field]) => relatedTo(name, field, vocabulary));
  const vars = Object.entries(vocabulary.vars).map(([name, { type, title }]): Variable => ({
    path: `vars.${name}`,
    group: 'vars',
    label: title ?? { en: name },
    kind: type,
  }));
  const all = [...record, ...vars, ...AROUND, ...EVENT, ...related];
  known.set(vocabulary, all);
  return all;
}

const ofField = (path: string, group: Variable['group'], label: Text, field: FieldDefinition): Variable => ({ path, group, label, kind: field.type, field });

function relatedTo(name: string, field: FieldDefinition, vocabulary: Vocabulary): readonly Variable[] {
  const fields = field.object === undefined ? null : fieldsOfObject(vocabulary)(field.object);
  return Object.entries(fields ?? {})
    .filter(([, inner]) => inner.type !== 'reference' && inner.retired !== true)
    .map(([inner, definition]) => ofField(`record.${name}.${inner}`, 'related', joined(field.title, definition.title), definition));
}

const joined = (outer: Text, inner: Text): Text => ({
  en: `${outer.en}: ${inner.en}`,
  'zh-CN': `${outer['zh-CN'] ?? outer.en}：${inner['zh-CN'] ?? inner.en}`,
});

/** What is known of a path; of one that is not listed, its own text is the label. */
export function variableAt(path: string, vocabulary: Vocabulary): Variable {
  const found = variablesOf(vocabulary).find((variable) => variable.path === path);
  if (found) return found;
  const [root = ''] = path.split('.');
  const group = root === 'vars' || root === 'event' || root === 'actor' ? root : root === 'now' ? 'time' : 'record';
  return { path, group, label: { en: path }, kind: kindAt(path, vocabulary) };
}

function kindAt(path: string, vocabulary: Vocabulary): ValueKind {
  const type = typeAtPath(path, scopeOf(vocabulary));
  if (!type.ok) return 'any';
  const { kind } = type.type;
  return kind === 'unknown' || kind === 'object' || kind === 'null' ? 'any' : kind;
}

/** Labels for the words of `explainRule`. */
export const labelsOf = (vocabulary: Vocabulary): Readonly<Record<string, Text>> =>
  Object.fromEntries(variablesOf(vocabulary).map(({ path, label }) => [path, label]));

export function nameOf(things: readonly NamedThing[], id: string, locale: Locale): string {
  const thing = things.find((one) => one.id === id);
  return thing ? inLocale(thing.title, locale) : id;
}

/** States and events of a document, by id, in document order. */
export function namesIn(document: PipelineDocument): Pick<Vocabulary, 'states' | 'events'> {
  const states: NamedState[] = [];
  const events = new Map<string, Text>();
  const visit = (state: StateDocument): void => {
    for (const event of Object.keys(state.on ?? {})) if (isSendable(event) && !events.has(event)) events.set(event, titleOfEvent(state, event));
    for (const [key, inner] of Object.entries(state.states ?? {})) {
      if (inner.type !== 'history') states.push({ id: inner.id ?? key, title: inner.title ?? { en: key }, isStage: inner.stage === true });
      visit(inner);
    }
  };
  visit(document);
  return { states, events: [...events].map(([id, title]) => ({ id, title })) };
}

const isSendable = (event: string): boolean => event !== 'changed' && !event.endsWith('*');
const titleOfEvent = (state: StateDocument, event: string): Text => readSlot(state, { kind: 'on', event })[0]?.title ?? { en: event };

/** Whether a field points to a record of an object that the workspace has. */
export const isObjectReference = (field: FieldDefinition, vocabulary: Vocabulary): field is FieldDefinition & { readonly object: string } =>
  field.type === 'reference' && field.object !== undefined && Object.hasOwn(vocabulary.objects, field.object);
