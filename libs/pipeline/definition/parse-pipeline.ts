import { fail, isJsonObject, ok, pointer } from '#kernel';
import type { JsonObject, Json, Problem, Result } from '#kernel';
import { statesIn } from '../rules/index.js';
import { type Definition, type State, type StateId } from './definition.js';
import type { PipelineDocument } from './document.js';
import { OBJECT_KEY, OBJECT_KEY_RULE, PIPELINE_KEY, PIPELINE_KEY_RULE, ROLE_KEY, ROLE_KEY_RULE } from './names.js';
import { parseFields, parseVars } from './parse-fields.js';
import { STATE_MEMBERS, StateReader } from './parse-state.js';
import { copyPlainJson } from './plain-json.js';
import { Reader } from './reader.js';
import { checkReferences } from './state-references.js';
import { upgradeCopy } from './upgrades/index.js';

/** Largest document, as canonical JSON in UTF-8. */
export const MAX_DOCUMENT_BYTES = 1_048_576;

const OWN_MEMBERS = ['$schema', 'format', 'key', 'object', 'fields', 'vars', 'roles', 'timeZone', 'layout', 'notes'];
const MEMBERS = [...OWN_MEMBERS, ...STATE_MEMBERS];

/**
 * Reads a pipeline document (JSON already parsed, of this or an older format) into a definition, or gives every problem
 * with its place. Structural only: what needs the object's fields, steps or calendars is `verify`'s. Pure, never throws;
 * the input is copied, not kept.
 */
export function parsePipeline(input: unknown): Result<Definition, readonly Problem[]> {
  const reader = new Reader();
  const copy = copyPlainJson(input, MAX_DOCUMENT_BYTES, reader);
  if (!copy) return fail(reader.problems);
  const upgraded = upgradeCopy(copy.value);
  if (!upgraded.ok) return fail([...reader.problems, ...upgraded.error]);
  const document = reader.object(upgraded.value, '', MEMBERS, ['format', 'key', 'object', 'title']);
  if (!document) return fail(reader.problems);
  const definition = readDocument(document, reader);
  return reader.problems.length === 0 ? ok(definition) : fail(reader.problems);
}

function readDocument(document: JsonObject, reader: Reader): Definition {
  const states = new StateReader(reader);
  const definition: Definition = {
    document: document as unknown as PipelineDocument,
    key: document['key'] === undefined ? '' : reader.name(document['key'], '/key', PIPELINE_KEY, PIPELINE_KEY_RULE),
    object: document['object'] === undefined ? '' : reader.name(document['object'], '/object', OBJECT_KEY, OBJECT_KEY_RULE),
    title: isJsonObject(document['title']) ? (document['title'] as unknown as Definition['title']) : { en: '' },
    fields: parseFields(document['fields'], '/fields', reader),
    vars: parseVars(document['vars'], '/vars', reader),
    roles: reader.names(document['roles'], '/roles', ROLE_KEY, ROLE_KEY_RULE),
    timeZone: parseTimeZone(document['timeZone'], '/timeZone', reader),
    root: states.root(document),
    states: states.states,
  };
  checkReferences(states.references, definition.root, definition.states, reader);
  checkDefaults(definition, reader);
  checkInvokeIds(definition, reader);
  checkStatesInRules(definition, reader);
  checkRest(document, reader);
  return definition;
}

/** The name of an IANA zone; `null` where there is none. */
export function parseTimeZone(value: Json | undefined, at: string, reader: Reader): string | null {
  if (value === undefined) return null;
  if (typeof value === 'string' && isTimeZone(value)) return value;
  reader.add(
    'time-zone.unknown',
    at,
    'This must be an IANA time zone such as Europe/Berlin or Asia/Shanghai.',
    '此处须为 IANA 时区，例如 Europe/Berlin 或 Asia/Shanghai。',
    { got: typeof value === 'string' ? value.slice(0, 80) : null, expected: 'Asia/Shanghai' },
  );
  return null;
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false; // +02:00 is an offset, not a zone
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Where entering leads by default must end at a real state: a history state without a default of its own would ask itself. */
function checkDefaults(definition: Definition, reader: Reader): void {
  const refuse = (id: StateId, at: string): void =>
    reader.add('state.history-default', at, `"${id}" is a history state; name a state to enter.`, `“${id}”是历史状态；请指定要进入的状态。`, { got: id });
  for (const state of allStates(definition)) {
    for (const id of state.initial) if (definition.states.get(id)?.history?.fallback.length === 0) refuse(id, pointer(state.at, 'initial'));
    for (const id of state.history?.fallback ?? []) if (definition.states.get(id)?.kind === 'history') refuse(id, pointer(state.at, 'target'));
  }
}

function checkInvokeIds(definition: Definition, reader: Reader): void {
  const seen = new Set<string>();
  for (const { id, at } of allStates(definition).flatMap((state) => state.invokes)) {
    if (id !== '' && seen.has(id)) reader.add('invoke.duplicate', pointer(at, 'id'), `There are two invokes "${id}".`, `有两个调用“${id}”。`, { got: id });
    seen.add(id);
  }
}

const allStates = (definition: Definition): readonly State[] => [definition.root, ...definition.states.values()];

/** `{ "in": STATE }` must name a state of this document. */
function checkStatesInRules(definition: Definition, reader: Reader): void {
  const references = allStates(definition).flatMap((state) =>
    rulesOf(state).flatMap(([rule, at]) =>
      statesIn(rule).map((named) => ({ at: at + named.at, ids: [named.state], isList: false, use: 'any' as const, of: state.id })),
    ),
  );
  checkReferences(references, definition.root, definition.states, reader);
}

function rulesOf(state: State): readonly (readonly [Json, string])[] {
  const actions = [...state.entry, ...state.exit, ...state.transitions.flatMap((transition) => transition.actions)];
  return [
    ...state.transitions.flatMap(({ when, id }) => (when === null ? [] : [[when, pointer(id, 'when')] as const])),
    ...actions.flatMap(({ if: condition, at }) => (condition === null ? [] : [[condition, pointer(at, 'if')] as const])),
    ...[...actions, ...state.invokes].flatMap(({ with: input, at }) =>
      Object.entries(input as JsonObject).map(([key, member]) => [member, pointer(at, 'with', key)] as const),
    ),
    ...state.invokes.flatMap(({ until, at }) => (until === null ? [] : [[until, pointer(at, 'until')] as const])),
  ];
}

/** Members that only editors and the designer use. */
function checkRest(document: JsonObject, reader: Reader): void {
  for (const [id, place] of reader.entries(document['layout'], '/layout'))
    if (!isJsonObject(place)) reader.wrongKind(place, pointer('/layout', id), 'an object', '对象');
  if (document['$schema'] !== undefined && typeof document['$schema'] !== 'string') reader.wrongKind(document['$schema'], '/$schema', 'a text', '文本');
  reader.list(document['notes'], '/notes').forEach((note, i) => {
    if (!isJsonObject(note)) reader.wrongKind(note, pointer('/notes', i), 'an object', '对象');
  });
}
