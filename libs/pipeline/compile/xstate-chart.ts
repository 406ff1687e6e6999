import type { AnyStateMachine } from 'xstate';
import { ROOT_ID, type Definition, type State, type StateId } from '../definition/index.js';
import { MAX_MOVES, MoveLimitError, type Chart, type ChartEvent, type ChartHooks, type Position } from './chart.js';
import type { EventNames } from './event-names.js';
import { buildMachine, ENTRY_EVENT, ENTRY_NODE, type MachineContext, type MachineNode, type MachineSnapshot, type NodeIds } from './machine.js';

/** Restored configurations kept per chart; beyond that the oldest goes. */
const MAX_RESTORED = 1_000;

const SILENT: ChartHooks = { guard: () => false, take: () => false, enter: () => false, exit: () => false };

interface ActorScope {
  readonly self: object;
  readonly system: { _sendInspectionEvent(): void };
  actionExecutor: (action: unknown) => void;
  defer(): void;
}

/**
 * Moves XState's machine with one inert scope instead of an actor per call, and restores positions from a cache of
 * node sets: three times faster than the public `transition`, to which machine.spec.ts holds it equal.
 */
export class XStateChart implements Chart {
  private readonly machine: AnyStateMachine;
  private readonly ids: NodeIds;
  private readonly names: EventNames;
  private readonly restored = new Map<string, MachineSnapshot>();
  private readonly scope: ActorScope = {
    self: {},
    system: { _sendInspectionEvent: () => undefined },
    actionExecutor: () => undefined,
    defer: () => undefined,
  };

  constructor(readonly definition: Definition) {
    ({ machine: this.machine, ids: this.ids, names: this.names } = buildMachine(definition));
  }

  knowsEvent(name: string): boolean {
    return this.typeOf({ trigger: { kind: 'event', name }, data: {} }) !== null;
  }
  /** The class of an event; null when nothing listens to it. */
  typeOf(event: ChartEvent): string | null {
    return this.names.typeOf(event);
  }

  start(hooks: ChartHooks): Position {
    return this.positionOf(this.initial(hooks));
  }

  enterAt(states: readonly StateId[], hooks: ChartHooks): Position {
    const from = this.initial(SILENT);
    hooks.enter(
      this.definition.root,
      { trigger: { kind: 'none' }, data: {} },
      () => false,
      () => undefined,
    );
    let entered = false;
    const entering: ChartHooks = {
      guard: (t, e, active) => hooks.guard(t, e, active),
      take: (t, e, active, raise) => hooks.take(t, e, active, raise),
      enter: (s, e, active, raise) => {
        entered = true;
        return hooks.enter(s, e, active, raise);
      },
      // The states left first were never really entered.
      exit: (s, e, active, raise) => entered && hooks.exit(s, e, active, raise),
    };
    const historyValue = { ...from.historyValue, [ENTRY_NODE]: states.map((id) => this.node(id)) };
    return this.positionOf(this.step({ ...from, historyValue, context: { hooks: entering } }, { type: ENTRY_EVENT }));
  }

  move(from: Position, event: ChartEvent, hooks: ChartHooks): Position {
    const type = this.names.typeOf(event) ?? 'none';
    const snapshot: MachineSnapshot = {
      ...this.restore(from.configuration),
      historyValue: this.historyValue(from.history),
      context: { hooks },
    };
    return this.positionOf(this.step(snapshot, { type, chart: event }));
  }

  isConfiguration(states: readonly StateId[]): boolean {
    if (!states.length || states.some((id) => !this.definition.states.has(id))) return false;
    try {
      return this.restore([...states].sort()) !== null;
    } catch {
      return false;
    }
  }

  private initial(hooks: ChartHooks): MachineSnapshot {
    const context: MachineContext = { hooks };
    const snapshot = this.machine.getInitialSnapshot(this.scope as never, context as never) as unknown as MachineSnapshot;
    if (snapshot.status === 'error') throw asMoveLimit(snapshot.error);
    return snapshot;
  }

  private step(snapshot: MachineSnapshot, event: object): MachineSnapshot {
    try {
      return this.machine.transition(snapshot as never, event as never, this.scope as never) as unknown as MachineSnapshot;
    } catch (error) {
      throw asMoveLimit(error);
    } finally {
      this.scope.actionExecutor = () => undefined;
    }
  }

  private positionOf(snapshot: MachineSnapshot): Position {
    const configuration = snapshot._nodes
      .filter((node) => node.type === 'atomic' || node.type === 'final')
      .map((node) => this.stateOf(node))
      .sort();
    const history: Record<string, readonly StateId[]> = {};
    for (const [node, nodes] of Object.entries(snapshot.historyValue)) {
      const id = this.ids.stateOf(node);
      if (id) history[id] = nodes.map((n) => this.stateOf(n)).sort();
    }
    return { configuration, history, done: snapshot.status === 'done' };
  }

  private stateOf(node: MachineNode): StateId {
    const state = this.ids.stateOf(node.id);
    if (!state) throw new Error(`the chart rests in a hidden state: ${node.id}`);
    return state;
  }

  private node(id: StateId): MachineNode {
    return this.machine.getStateNodeById(this.ids.nodeOf(id)) as unknown as MachineNode;
  }

  private historyValue(history: Position['history']): Record<string, readonly MachineNode[]> {
    const value: Record<string, readonly MachineNode[]> = {};
    for (const [id, states] of Object.entries(history)) value[this.ids.nodeOf(id as StateId)] = states.map((s) => this.node(s));
    return value;
  }

  private restore(configuration: readonly StateId[]): MachineSnapshot {
    const key = configuration.join('\n');
    const known = this.restored.get(key);
    if (known) return known;
    const value = this.valueOf(this.definition.root, this.activeOf(configuration));
    const snapshot = this.machine.resolveState({ value, context: { hooks: SILENT } } as never) as unknown as MachineSnapshot;
    const back = this.positionOf(snapshot).configuration;
    if (back.join('\n') !== key) throw new Error(`not a configuration of ${this.definition.key}: ${configuration.join(', ')}`);
    if (this.restored.size >= MAX_RESTORED) this.restored.delete(this.restored.keys().next().value ?? '');
    const active: MachineSnapshot = { ...snapshot, status: 'active' };
    this.restored.set(key, active);
    return active;
  }

  private activeOf(configuration: readonly StateId[]): Set<StateId> {
    const active = new Set<StateId>();
    for (const leaf of configuration)
      for (let id: StateId | null = leaf; id !== null && id !== ROOT_ID; id = this.definition.states.get(id)?.parent ?? null) active.add(id);
    return active;
  }

  /** XState's state value of the active states below `state`. */
  private valueOf(state: State, active: ReadonlySet<StateId>): unknown {
    const children = state.children.filter((id) => active.has(id)).map((id) => this.definition.states.get(id) as State);
    const [only] = children;
    if (state.kind === 'compound' && only && !only.children.length) return this.ids.nodeOf(only.id);
    return Object.fromEntries(children.map((child) => [this.ids.nodeOf(child.id), this.valueOf(child, active)]));
  }
}

function asMoveLimit(error: unknown): unknown {
  const isLimit = error instanceof Error && error.message.startsWith('Infinite loop detected');
  return isLimit ? new MoveLimitError(`more than ${MAX_MOVES} automatic moves for one event`, { cause: error }) : error;
}
