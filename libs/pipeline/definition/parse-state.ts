import { isJsonObject, pointer } from '#kernel';
import type { Json, JsonObject, JsonPointer } from '#kernel';
import { ROOT_ID, type State, type StateId, type StateKind } from './definition.js';
import { EVENT_PATTERN, EVENT_RULE, STATE_KEY, STATE_KEY_RULE } from './names.js';
import { parseActions } from './parse-action.js';
import { parseInvokes } from './parse-invoke.js';
import { parseAfter, parseTransitions, targetsOf, type Source } from './parse-transition.js';
import type { Reader } from './reader.js';
import type { StateReference } from './state-references.js';

export const MAX_STATES = 500;
export const MAX_STATE_DEPTH = 10;

export const STATE_MEMBERS = [
  'id',
  'type',
  'history',
  'target',
  'title',
  'description',
  'stage',
  'probability',
  'outcome',
  'initial',
  'states',
  'entry',
  'exit',
  'invoke',
  'on',
  'always',
  'after',
  'onDone',
];

/** Members that mean nothing on a kind of state: said, not ignored. */
const NOT_ON: Readonly<Record<StateKind, readonly string[]>> = {
  atomic: ['history', 'target', 'outcome', 'initial', 'onDone'],
  compound: ['history', 'target', 'outcome'],
  parallel: ['history', 'target', 'outcome', 'initial'],
  final: ['history', 'target', 'initial', 'states', 'invoke', 'on', 'always', 'after', 'onDone'],
  history: ['stage', 'probability', 'outcome', 'initial', 'states', 'entry', 'exit', 'invoke', 'on', 'always', 'after', 'onDone'],
};

const KIND_ZH: Readonly<Record<StateKind, string>> = { atomic: '简单', compound: '复合', parallel: '并行', final: '终止', history: '历史' };

/** Reads the tree of states into a flat map; the states name each other by id, which `references` keeps for the check. */
export class StateReader {
  readonly states = new Map<StateId, State>();
  readonly references: StateReference[] = [];
  #count = 0;
  constructor(readonly reader: Reader) {}

  /** The document as the outermost state, and below it every other. */
  root(document: JsonObject): State {
    const kind = document['type'] === undefined || document['type'] !== 'parallel' ? 'compound' : 'parallel';
    if (document['type'] !== undefined && document['type'] !== 'parallel') this.reader.choice(document['type'], '/type', ['parallel'], 'parallel');
    for (const key of ['history', 'target', 'outcome', 'id', 'stage', 'probability', 'onDone']) {
      if (document[key] !== undefined)
        this.reader.add('state.member-not-here', pointer('', key), `"${key}" means nothing on the pipeline itself.`, `“${key}”在流程本身上没有意义。`, {
          got: key,
        });
    }
    if (kind === 'parallel' && document['initial'] !== undefined) this.#refuseMember('initial', '', kind);
    if (document['states'] === undefined) this.reader.missing('states', '');
    return this.#state(document, { id: ROOT_ID, key: '', at: '', parent: null, depth: 0, kind });
  }

  #state(document: JsonObject, place: Place): State {
    const { id, at, kind } = place;
    const source: Source = { state: id, reader: this.reader, references: this.references };
    const isRoot = place.parent === null;
    const after = isRoot || !cannot(kind, 'after') ? parseAfter(document['after'], pointer(at, 'after'), source) : [];
    const invoked = cannot(kind, 'invoke') ? [] : parseInvokes(document['invoke'], pointer(at, 'invoke'), source);
    const state: State = {
      id,
      key: place.key,
      at,
      parent: place.parent,
      kind,
      title: this.reader.localized(document['title'], pointer(at, 'title')) ?? { en: place.key },
      children: this.#childIds(document, kind),
      initial: this.#initial(document, kind, source, at),
      history: kind === 'history' ? this.#history(document, source, at, place.parent) : null,
      stage: this.reader.flag(document['stage'], pointer(at, 'stage')),
      probability: this.reader.number(document['probability'], pointer(at, 'probability'), 0, 1),
      outcome: document['outcome'] === undefined || kind !== 'final' ? null : this.reader.text(document['outcome'], pointer(at, 'outcome'), 80),
      entry: parseActions(document['entry'], pointer(at, 'entry'), this.reader),
      exit: parseActions(document['exit'], pointer(at, 'exit'), this.reader),
      invokes: invoked.map(({ invoke }) => invoke),
      transitions: [
        ...(cannot(kind, 'always') ? [] : parseTransitions(document['always'], pointer(at, 'always'), { kind: 'always' }, source)),
        ...(cannot(kind, 'on') ? [] : this.#events(document['on'], pointer(at, 'on'), source)),
        ...after.map(({ transition }) => transition),
        ...invoked.flatMap(({ transitions }) => transitions),
        ...(cannot(kind, 'onDone') || isRoot ? [] : parseTransitions(document['onDone'], pointer(at, 'onDone'), { kind: 'state-done' }, source)),
      ],
      timers: after.map(({ timer }) => timer),
    };
    this.reader.localized(document['description'], pointer(at, 'description'), 5000);
    if (!isRoot && !this.states.has(id)) this.states.set(id, state);
    this.#children(document, place);
    return state;
  }

  #events(value: Json | undefined, at: JsonPointer, source: Source): State['transitions'] {
    return this.reader.entries(value, at).flatMap(([event, list]) => {
      const place = pointer(at, event);
      this.reader.name(event, place, EVENT_PATTERN, EVENT_RULE);
      return parseTransitions(list, place, { kind: 'event', event }, source);
    });
  }

  #initial(document: JsonObject, kind: StateKind, source: Source, at: JsonPointer): readonly StateId[] {
    if (kind !== 'compound') return [];
    if (document['initial'] === undefined) {
      if (isJsonObject(document['states']))
        this.reader.add(
          'state.initial-missing',
          at,
          'A state with states inside needs "initial": where entering leads.',
          '含有子状态的状态需要“initial”：进入后到哪个子状态。',
          { expected: 'initial' },
        );
      return [];
    }
    return targetsOf(document['initial'], pointer(at, 'initial'), source, 'within');
  }

  #history(document: JsonObject, source: Source, at: JsonPointer, parent: StateId | null): NonNullable<State['history']> {
    const deep = this.reader.choice(document['history'], pointer(at, 'history'), ['shallow', 'deep'], 'shallow') === 'deep';
    return { deep, fallback: targetsOf(document['target'], pointer(at, 'target'), source, 'within', parent ?? ROOT_ID) };
  }

  #childIds(document: JsonObject, kind: StateKind): readonly StateId[] {
    if (kind === 'final' || kind === 'history' || !isJsonObject(document['states'])) return [];
    return Object.entries(document['states']).map(([key, child]) => idOf(key, child));
  }

  #children(document: JsonObject, { id, at, depth, kind }: Place): void {
    if (document['states'] === undefined || kind === 'final' || kind === 'history') return;
    const states = this.reader.entries(document['states'], pointer(at, 'states'));
    if (states.length === 0 && isJsonObject(document['states']))
      this.reader.add('states.empty', pointer(at, 'states'), 'There must be at least one state.', '至少需要一个状态。');
    if (depth >= MAX_STATE_DEPTH && states.length > 0) {
      this.reader.add('state.too-deep', pointer(at, 'states'), `States are nested more than ${MAX_STATE_DEPTH} deep.`, `状态嵌套超过 ${MAX_STATE_DEPTH} 层。`, {
        expected: MAX_STATE_DEPTH,
      });
      return;
    }
    for (const [key, child] of states) this.#child(key, child, { parent: id, at: pointer(at, 'states', key), depth: depth + 1 });
  }

  #child(key: string, value: Json, { parent, at, depth }: Pick<Place, 'parent' | 'at' | 'depth'>): void {
    this.#count += 1;
    if (this.#count === MAX_STATES + 1)
      this.reader.add('document.too-many-states', at, `The pipeline has more than ${MAX_STATES} states.`, `流程的状态超过 ${MAX_STATES} 个。`, {
        expected: MAX_STATES,
      });
    if (this.#count > MAX_STATES) return;
    this.reader.name(key, at, STATE_KEY, STATE_KEY_RULE);
    const document = this.reader.object(value, at, STATE_MEMBERS);
    if (!document) return;
    if (document['id'] !== undefined) this.reader.name(document['id'], pointer(at, 'id'), STATE_KEY, STATE_KEY_RULE);
    const id = idOf(key, document);
    const first = this.states.get(id);
    if (first)
      this.reader.add(
        'state.duplicate',
        at,
        `There are two states "${id}" (the other: ${first.at}). Give one of them another "id".`,
        `有两个状态“${id}”（另一个：${first.at}）。请给其中一个设置不同的“id”。`,
        { got: id },
      );
    const kind = this.#kind(document, at);
    for (const member of NOT_ON[kind]) if (document[member] !== undefined) this.#refuseMember(member, at, kind);
    this.#state(document, { id, key, at, parent, depth, kind });
  }

  #kind(document: JsonObject, at: JsonPointer): StateKind {
    const nested = document['states'] === undefined ? 'atomic' : 'compound';
    if (document['type'] === undefined) return nested;
    const kind = this.reader.choice<StateKind>(document['type'], pointer(at, 'type'), ['parallel', 'final', 'history'], nested);
    if (kind === 'parallel' && document['states'] === undefined) this.reader.missing('states', at);
    return kind;
  }

  #refuseMember(member: string, at: JsonPointer, kind: StateKind): void {
    this.reader.add(
      'state.member-not-here',
      pointer(at, member),
      `"${member}" means nothing on a state of kind ${kind}.`,
      `“${member}”在${KIND_ZH[kind]}状态上没有意义。`,
      { got: member },
    );
  }
}

interface Place {
  readonly id: StateId;
  readonly key: string;
  readonly at: JsonPointer;
  readonly parent: StateId | null;
  readonly depth: number;
  readonly kind: StateKind;
}

const cannot = (kind: StateKind, member: string): boolean => NOT_ON[kind].includes(member);

function idOf(key: string, child: Json): StateId {
  const id = isJsonObject(child) ? child['id'] : undefined;
  return (typeof id === 'string' && id !== '' ? id : key) as StateId;
}
