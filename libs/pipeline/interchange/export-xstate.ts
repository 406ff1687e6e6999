import { formatDuration, parseDuration, pointer, type Json, type JsonObject } from '#kernel';
import { ROOT_ID, type Action, type Definition, type DelayDocument, type Invoke, type State, type StateTimer, type Transition } from '../definition/index.js';
import { DEFAULT_RETRY } from '../definition/parse-action.js';
import { LostList, type LostItem } from './lost.js';
import { OWN } from './xstate-names.js';

export interface ExportedMachine {
  readonly machine: JsonObject;
  /** What XState does not act on; all of it is kept under `meta.millrace`, `params.millrace` and `input.millrace`. */
  readonly lost: readonly LostItem[];
}

/**
 * The pipeline as XState 5 machine JSON: the same states, events, timers and order of transitions. Conditions become
 * guards, steps become actions by the name of their kind; what XState has no word for travels along, so that
 * `importXState` gives the same pipeline again. Pure.
 */
export function exportXState(definition: Definition): ExportedMachine {
  const lost = new LostList();
  const { document } = definition;
  const own: Record<string, Json> = { key: definition.key, object: definition.object, title: document.title as unknown as Json };
  for (const key of ['fields', 'vars', 'roles', 'timeZone', 'layout', 'notes'] as const)
    if (document[key] !== undefined) own[key] = document[key] as unknown as Json;
  const machine = { id: definition.key, meta: { [OWN]: own }, ...new Exporter(definition, lost).state(definition.root) };
  return { machine, lost: lost.items };
}

type Draft = Record<string, Json>;

class Exporter {
  constructor(
    private readonly definition: Definition,
    private readonly lost: LostList,
  ) {}

  state(state: State): JsonObject {
    const isRoot = state.id === ROOT_ID;
    const config: Draft = isRoot ? {} : { id: state.id, ...this.words(state) };
    if (state.kind === 'parallel' || state.kind === 'final' || state.kind === 'history') config['type'] = state.kind;
    if (state.history) {
      config['history'] = state.history.deep ? 'deep' : 'shallow';
      if (state.history.fallback.length) config['target'] = targets(state.history.fallback);
    }
    if (state.kind === 'compound') config['initial'] = this.initial(state);
    if (state.entry.length) config['entry'] = state.entry.map((action) => this.action(action));
    if (state.exit.length) config['exit'] = state.exit.map((action) => this.action(action));
    if (state.invokes.length) config['invoke'] = state.invokes.map((invoke) => this.invoke(state, invoke));
    this.ways(state, config);
    if (state.children.length) config['states'] = Object.fromEntries(state.children.flatMap((id) => this.child(id)));
    return config;
  }

  private child(id: string): [string, JsonObject][] {
    const state = this.definition.states.get(id as State['id']);
    return state ? [[state.key, this.state(state)]] : [];
  }

  /** XState enters one direct child; anything else is an object that `importXState` reads. */
  private initial(state: State): Json {
    const [first] = state.initial;
    const child = first === undefined ? undefined : this.definition.states.get(first);
    if (state.initial.length === 1 && child?.parent === state.id) return child.key;
    this.lost.add(
      'initial.deep',
      pointer(state.at, 'initial'),
      'XState enters one direct child; several or deeper initial states are kept as a list.',
      'XState 只进入一个直接子状态；多个或更深的初始状态以列表保留。',
    );
    return { target: state.initial.map((id) => `#${id}`) };
  }

  private words(state: State): Draft {
    const own: Draft = {};
    const document = this.documentAt(state.at);
    if (document['title'] !== undefined) own['title'] = document['title'];
    if (document['description'] !== undefined) own['description'] = document['description'];
    if (state.stage) own['stage'] = true;
    if (state.probability !== null) own['probability'] = state.probability;
    if (state.outcome !== null) own['outcome'] = state.outcome;
    return Object.keys(own).length ? { meta: { [OWN]: own } } : {};
  }

  private documentAt(at: string): JsonObject {
    let value: Json = this.definition.document as unknown as Json;
    for (const key of at.split('/').slice(1)) value = (value as JsonObject)[key.replace(/~1/g, '/').replace(/~0/g, '~')] ?? {};
    return value as JsonObject;
  }

  private action(action: Action): Json {
    const document = this.documentAt(action.at);
    if (action.if !== null) this.lost.add('action.condition', pointer(action.at, 'if'), 'XState runs this action in any case.', 'XState 会无条件执行该操作。');
    const params = { [OWN]: document };
    return action.do === 'raise' ? { type: 'xstate.raise', params: { ...(action.with as JsonObject), ...params } } : { type: action.do, params };
  }

  private invoke(state: State, invoke: Invoke): Json {
    const { id: _id, onDone: _onDone, onError: _onError, ...own } = this.documentAt(invoke.at) as Record<string, Json>;
    const { retry } = invoke;
    if (retry.attempts !== DEFAULT_RETRY.attempts || retry.backoffMs !== DEFAULT_RETRY.backoffMs || retry.timeoutMs !== DEFAULT_RETRY.timeoutMs)
      this.lost.add('invoke.retry', pointer(invoke.at, 'retry'), 'XState does not retry by itself.', 'XState 不会自动重试。');
    if (invoke.forEach)
      this.lost.add('invoke.for-each', pointer(invoke.at, 'forEach'), 'XState starts this once, not for each item.', 'XState 只启动一次，而不是逐项启动。');
    if (invoke.until !== null)
      this.lost.add('invoke.until', pointer(invoke.at, 'until'), 'XState does not wait for this condition.', 'XState 不会等待该条件。');
    const list = (kind: 'invoke-done' | 'invoke-error'): Json[] =>
      state.transitions.filter((t) => t.trigger.kind === kind && t.trigger.invoke === invoke.id).map((t) => this.transition(t));
    const [done, failed] = [list('invoke-done'), list('invoke-error')];
    return { id: invoke.id, src: invoke.step, input: { [OWN]: own }, ...(done.length ? { onDone: done } : {}), ...(failed.length ? { onError: failed } : {}) };
  }

  private ways(state: State, config: Draft): void {
    const on = new Map<string, Json[]>();
    const after = new Map<string, Json[]>();
    const push = (map: Map<string, Json[]>, key: string, value: Json): void => void map.set(key, [...(map.get(key) ?? []), value]);
    for (const transition of state.transitions) {
      const { trigger } = transition;
      if (trigger.kind === 'event') push(on, trigger.event, this.transition(transition));
      if (trigger.kind === 'always' || trigger.kind === 'state-done')
        config[trigger.kind === 'always' ? 'always' : 'onDone'] = [
          ...((config[trigger.kind === 'always' ? 'always' : 'onDone'] as Json[] | undefined) ?? []),
          this.transition(transition),
        ];
      if (trigger.kind !== 'after') continue;
      const timer = state.timers.find((t) => t.id === trigger.timer) as StateTimer;
      push(after, this.delay(timer), this.transition(transition, timer));
    }
    if (on.size) config['on'] = Object.fromEntries(on);
    if (after.size) config['after'] = Object.fromEntries(after);
  }

  /** Exact lengths as milliseconds; calendar lengths and working time as named delays that say what they are. */
  private delay({ delay, id }: StateTimer): string {
    const ms = exactMs(delay);
    if (ms !== null) return String(ms);
    this.lost.add(
      'delay.calendar',
      pointer(id, 'in'),
      'A delay by the calendar or in working time is a named delay in XState; its code must be supplied there.',
      '按日历或工作时间计算的延时在 XState 中是命名延时，需要在那里提供代码。',
    );
    return typeof delay === 'string' ? delay : `business:${delay.business}:${delay.calendar}`;
  }

  /** What XState has no word for. */
  private ownOf({ id, title, requires, by }: Transition, timer?: StateTimer): Draft {
    const own: Draft = {};
    if (title) own['title'] = title as unknown as Json;
    if (requires.length) own['requires'] = requires;
    if (by !== null) own['by'] = by;
    if (timer?.pausedIn.length) own['pausedIn'] = timer.pausedIn;
    if (timer?.late === 'skip') own['late'] = 'skip';
    for (const key of SILENT)
      if (own[key] !== undefined) this.lost.add(`transition.${key}`, pointer(id, key), `XState does not look at "${key}".`, `XState 不检查“${key}”。`);
    return own;
  }

  private transition(transition: Transition, timer?: StateTimer): Json {
    const { when, reenter } = transition;
    const own = this.ownOf(transition, timer);
    return {
      ...(transition.targets.length ? { target: targets(transition.targets) } : {}),
      ...(when === null ? {} : { guard: { type: 'millrace.rule', params: { rule: when } } }),
      ...(transition.actions.length ? { actions: transition.actions.map((action) => this.action(action)) } : {}),
      ...(reenter ? { reenter: true } : {}),
      ...(Object.keys(own).length ? { meta: { [OWN]: own } } : {}),
    };
  }
}

const SILENT = ['requires', 'by', 'pausedIn'] as const;

const targets = (ids: readonly string[]): Json => (ids.length === 1 ? `#${ids[0]}` : ids.map((id) => `#${id}`));

function exactMs(delay: DelayDocument): number | null {
  const length = typeof delay === 'string' ? parseDuration(delay) : null;
  if (!length || length.years || length.months || length.days) return null;
  return parseDuration(formatDuration(length.exactMs)) ? length.exactMs : null;
}
