import { ROOT_ID, type Definition, type State, type StateId, type Transition } from '../definition/index.js';

/** A state with its place in document order; descendants of `n` are exactly the numbers `n + 1` to `end - 1`. */
export interface Node {
  readonly n: number;
  readonly state: State;
  /** -1 for the root. */
  readonly parent: number;
  readonly end: number;
  readonly children: readonly number[];
  /** Compound states: where entering leads. */
  readonly initial: readonly number[];
  /** History states: where to go without a history. */
  readonly fallback: readonly number[];
  readonly ways: readonly Way[];
}

/** A transition with its targets as numbers. */
export interface Way {
  readonly transition: Transition;
  readonly source: number;
  readonly targets: readonly number[];
}

/** The states of a definition numbered in document order, so that ancestry is a comparison of two numbers. */
export class ChartIndex {
  readonly nodes: readonly Node[];
  private readonly numbers = new Map<StateId, number>();

  constructor(readonly definition: Definition) {
    const order: { state: State; parent: number; end: number }[] = [];
    const visit = (state: State, parent: number): void => {
      const n = order.push({ state, parent, end: 0 }) - 1;
      this.numbers.set(state.id, n);
      for (const id of state.children) {
        const child = definition.states.get(id);
        if (child) visit(child, n);
      }
      (order[n] as { end: number }).end = order.length;
    };
    visit(definition.root, -1);
    this.nodes = order.map((entry, n) => this.node(entry, n));
  }

  private node({ state, parent, end }: { state: State; parent: number; end: number }, n: number): Node {
    const ways = state.transitions.map((transition) => ({ transition, source: n, targets: this.all(transition.targets) }));
    const fallback = this.all(state.history?.fallback ?? []);
    return { n, state, parent, end, children: this.all(state.children), initial: this.all(state.initial), fallback, ways };
  }

  private all(ids: readonly StateId[]): number[] {
    return ids.flatMap((id) => this.numbers.get(id) ?? []);
  }

  at(n: number): Node {
    const node = this.nodes[n];
    if (!node) throw new Error(`no state number ${n}`);
    return node;
  }

  /** The state's node; the root for `ROOT_ID`, `undefined` for a name no state has. */
  of(id: StateId | string): Node | undefined {
    const n = id === ROOT_ID ? 0 : this.numbers.get(id as StateId);
    return n === undefined ? undefined : this.nodes[n];
  }

  /** True when `inner` lies within `outer` and is not `outer` itself. */
  isWithin(inner: number, outer: number): boolean {
    return inner > outer && inner < this.at(outer).end;
  }

  /** From the state itself up to the root. */
  upwards(n: number): number[] {
    const path: number[] = [];
    for (let at = n; at >= 0; at = this.at(at).parent) path.push(at);
    return path;
  }
}
