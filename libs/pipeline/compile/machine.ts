import { createMachine, type AnyStateMachine } from 'xstate';
import { ROOT_ID, type Definition, type State, type StateId, type Transition } from '../definition/index.js';
import type { ChartEvent, ChartHooks, IsActive, Raise } from './chart.js';
import { MAX_MOVES } from './chart.js';
import { EventNames } from './event-names.js';

/** What the machine's context holds: the hooks of the move under way. */
export interface MachineContext {
  readonly hooks: ChartHooks;
}

/** The event object XState passes around; `chart` is absent on XState's own events. */
export interface MachineEvent {
  readonly type: string;
  readonly chart?: ChartEvent;
}

/** The parts of an XState snapshot and state node that this folder relies on (checked by machine.spec.ts). */
export interface MachineSnapshot {
  readonly _nodes: readonly MachineNode[];
  readonly historyValue: Readonly<Record<string, readonly MachineNode[]>>;
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly error?: unknown;
  readonly context: MachineContext;
}
export interface MachineNode {
  readonly id: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
}

/** Ids inside the machine: XState reads dots and `#` in ids as paths, so the document's own ids stay outside. */
export interface NodeIds {
  nodeOf(state: StateId): string;
  stateOf(node: string): StateId | undefined;
}

/** Key of the hidden deep-history state through which a configuration is entered from outside. */
export const ENTRY_NODE = '$entry';
export const ENTRY_EVENT = 'entry';

const NO_EVENT: ChartEvent = { trigger: { kind: 'none' }, data: {} };

type Config = Record<string, unknown>;
interface ActionArgs {
  readonly context: MachineContext;
  readonly event: MachineEvent;
}
interface ActionExtra {
  readonly internalQueue: MachineEvent[];
}

/** Builds the XState machine of a definition. It holds structure only; every decision and action goes to the hooks. */
export function buildMachine(definition: Definition): { machine: AnyStateMachine; ids: NodeIds; names: EventNames } {
  const ids = nodeIds(definition);
  const names = new EventNames(definition);
  const build = new MachineBuilder(definition, ids, names);
  const machine = createMachine({
    ...build.stateConfig(definition.root),
    context: ({ input }: { input: MachineContext }) => ({ hooks: input.hooks }),
    options: { maxIterations: MAX_MOVES },
  } as unknown as Parameters<typeof createMachine>[0]) as unknown as AnyStateMachine;
  return { machine, ids, names };
}

function nodeIds(definition: Definition): NodeIds {
  const nodes = new Map<StateId, string>([[ROOT_ID, 'root']]);
  for (const id of definition.states.keys()) nodes.set(id, `s${nodes.size}`);
  const states = new Map([...nodes].map(([state, node]) => [node, state]));
  return {
    nodeOf: (state) => nodes.get(state) ?? state,
    stateOf: (node) => states.get(node),
  };
}

class MachineBuilder {
  private readonly active = new WeakMap<readonly MachineNode[], IsActive>();

  constructor(
    private readonly definition: Definition,
    private readonly ids: NodeIds,
    private readonly names: EventNames,
  ) {}

  stateConfig(state: State): Config {
    const config: Config = { id: this.ids.nodeOf(state.id) };
    if (state.kind === 'history') return { ...config, ...this.historyConfig(state) };
    if (state.kind === 'final' || state.kind === 'parallel') config['type'] = state.kind;
    config['entry'] = [this.action((hooks, event, active, raise) => hooks.enter(state, event, active, raise))];
    config['exit'] = [this.action((hooks, event, active, raise) => hooks.exit(state, event, active, raise))];
    this.addTransitions(state, config);
    if (state.children.length) this.addChildren(state, config);
    return config;
  }

  private historyConfig(state: State): Config {
    const fallback = state.history?.fallback ?? [];
    const target = fallback.length ? { target: fallback.map((id) => this.target(id)) } : {};
    return { type: 'history', history: state.history?.deep ? 'deep' : 'shallow', ...target };
  }

  private addChildren(state: State, config: Config): void {
    const children: Record<string, Config> = {};
    for (const id of state.children) children[this.ids.nodeOf(id)] = this.stateConfig(this.state(id));
    config['states'] = children;
    if (state.kind === 'compound') config['initial'] = this.addInitial(state, children);
    if (state.id !== ROOT_ID) return;
    children[ENTRY_NODE] = { id: ENTRY_NODE, type: 'history', history: 'deep', target: `#${this.ids.nodeOf(ROOT_ID)}` };
    config['on'] = { ...(config['on'] as Config | undefined), [ENTRY_EVENT]: { target: `#${ENTRY_NODE}` } };
  }

  /** XState enters one direct child; several or deeper targets are reached through a hidden first state. */
  private addInitial(state: State, children: Record<string, Config>): string {
    const [only] = state.initial;
    if (state.initial.length === 1 && only && this.state(only).parent === state.id && this.state(only).kind !== 'history') return this.ids.nodeOf(only);
    const key = `$initial-${this.ids.nodeOf(state.id)}`;
    children[key] = { id: key, always: { target: state.initial.map((id) => this.target(id)) } };
    return key;
  }

  private addTransitions(state: State, config: Config): void {
    const on: Record<string, Config[]> = {};
    for (const transition of state.transitions) {
      const built = this.transitionConfig(transition);
      for (const type of this.names.typesOf(transition.trigger)) (on[type] ??= []).push(built);
      // A wait for a condition is looked at like an automatic transition, beside its answer as an event.
      if (transition.trigger.kind === 'always' || this.isConditionWait(state, transition)) push(config, 'always', built);
      if (transition.trigger.kind === 'state-done') push(config, 'onDone', built);
    }
    if (Object.keys(on).length) config['on'] = on;
  }

  private isConditionWait(state: State, { trigger }: Transition): boolean {
    return trigger.kind === 'invoke-done' && state.invokes.some((i) => i.id === trigger.invoke && i.until !== null);
  }

  private transitionConfig(transition: Transition): Config {
    const config: Config = {
      actions: [this.action((hooks, event, active, raise) => hooks.take(transition, event, active, raise))],
      guard: this.guard(transition),
    };
    if (transition.targets.length) config['target'] = transition.targets.map((id) => this.target(id));
    if (transition.reenter) config['reenter'] = true;
    return config;
  }

  private target(id: StateId): string {
    return `#${this.ids.nodeOf(id)}`;
  }

  private state(id: StateId): State {
    const state = this.definition.states.get(id);
    if (!state) throw new Error(`no state ${id}`);
    return state;
  }

  /** One function a node set: it may outlive the move, so it holds nothing else of the snapshot. */
  private isActive({ _nodes: nodes }: MachineSnapshot): IsActive {
    const known = this.active.get(nodes);
    if (known) return known;
    const states = new Set(nodes.map((node) => this.ids.stateOf(node.id)));
    const isActive: IsActive = (state) => states.has(state);
    this.active.set(nodes, isActive);
    return isActive;
  }

  /** A guard in XState's built-in form: only that form is given the snapshot, which `{ "in": STATE }` needs. */
  private guard(transition: Transition): unknown {
    const guard = (): boolean => true;
    return Object.assign(guard, {
      check: (snapshot: MachineSnapshot, { context, event }: ActionArgs) => context.hooks.guard(transition, event.chart ?? NO_EVENT, this.isActive(snapshot)),
    });
  }

  /** An action in XState's built-in form: run at once, in order, with the queue of raised events at hand. */
  private action(run: (hooks: ChartHooks, event: ChartEvent, active: IsActive, raise: Raise) => boolean): unknown {
    const action = (): void => undefined;
    return Object.assign(action, {
      resolve: (_scope: unknown, snapshot: MachineSnapshot, { context, event }: ActionArgs, _p: unknown, _a: unknown, extra: ActionExtra) => {
        const raise: Raise = (raised) => {
          const type = this.names.typeOf(raised);
          if (type !== null) extra.internalQueue.push({ type, chart: raised });
        };
        const changed = run(context.hooks, event.chart ?? NO_EVENT, this.isActive(snapshot), raise);
        // Another object tells XState that there may be new automatic transitions.
        return [changed ? { ...snapshot } : snapshot, undefined, undefined];
      },
    });
  }
}

function push(config: Config, key: string, value: Config): void {
  const list = (config[key] as Config[] | undefined) ?? [];
  list.push(value);
  config[key] = list;
}
