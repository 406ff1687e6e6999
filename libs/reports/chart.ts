import type { Text } from '#kernel';
import { type Definition, ROOT_ID, type State, type StateId } from '#pipeline';

/** A stage as the reports show it. */
export interface ChartStage {
  readonly key: string;
  readonly title: Text;
  readonly outcome: string | null;
  readonly probability: number | null;
  readonly isFinal: boolean;
}

/** Where a run may begin, end and go, by stages. */
export interface ChartMoves {
  readonly initial: readonly string[];
  readonly final: readonly string[];
  readonly moves: readonly { readonly from: string; readonly to: string }[];
}

/** What reports need of a pipeline, over all its versions; plain data. */
export interface ReportChart {
  readonly pipeline: string;
  readonly object: string;
  readonly title: Text;
  /** In the order of the newest version's document; those of older versions come last. */
  readonly stages: readonly ChartStage[];
  /** Number of the stage of each innermost state; -1 where it lies in none. */
  readonly stageOf: Readonly<Record<string, number>>;
  readonly titles: Readonly<Record<string, Text>>;
  /** The state around each; null at the outermost. */
  readonly parents: Readonly<Record<string, string | null>>;
  /** The outcome that counts as won; null where no state has one. */
  readonly win: string | null;
  /** Fields that a way to an outcome other than the win asks for. */
  readonly reasons: readonly string[];
  readonly moves: ChartMoves;
}

/** Reads a chart from the versions of a pipeline, the newest first; at least one. */
export function chartOf(versions: readonly [Definition, ...Definition[]]): ReportChart {
  const [newest] = versions;
  const stages: ChartStage[] = [];
  const numbers = new Map<string, number>();
  const stageOf: Record<string, number> = Object.create(null) as Record<string, number>;
  const titles: Record<string, Text> = Object.create(null) as Record<string, Text>;
  const parents: Record<string, string | null> = Object.create(null) as Record<string, string | null>;
  for (const { states } of versions)
    for (const state of states.values()) {
      titles[state.id] ??= state.title;
      if (!(state.id in parents)) parents[state.id] = state.parent === ROOT_ID ? null : state.parent;
      if (!state.stage || numbers.has(state.id)) continue;
      numbers.set(state.id, stages.length);
      const { id: key, title, outcome, probability, kind } = state;
      stages.push({ key, title, outcome, probability, isFinal: kind === 'final' });
    }
  for (const definition of versions)
    for (const state of definition.states.values()) {
      const stage = upwards(definition, state).find((one) => one.stage);
      stageOf[state.id] ??= stage ? (numbers.get(stage.id) ?? -1) : -1;
    }
  const win = winOf(newest);
  return {
    pipeline: newest.key,
    object: newest.object,
    title: newest.title,
    stages,
    stageOf,
    titles,
    parents,
    win,
    reasons: reasonsOf(newest, win),
    moves: movesOf(versions),
  };
}

/** `won` where a state has it, else the outcome of the final state with the highest probability, else the first. */
function winOf({ states }: Definition): string | null {
  const finals = [...states.values()].filter(({ outcome }) => outcome !== null);
  if (finals.some(({ outcome }) => outcome === 'won')) return 'won';
  const best = finals.reduce<State | null>((top, state) => (top === null || (state.probability ?? 0) > (top.probability ?? 0) ? state : top), null);
  return best?.outcome ?? null;
}

function reasonsOf(definition: Definition, win: string | null): string[] {
  const fields = [...definition.states.values()].flatMap(({ transitions }) =>
    transitions.flatMap(({ targets, requires }) =>
      targets.some((target) => {
        const outcome = definition.states.get(target)?.outcome ?? null;
        return outcome !== null && outcome !== win;
      })
        ? requires
        : [],
    ),
  );
  return [...new Set(fields)].sort((a, b) => Number(b.includes('reason')) - Number(a.includes('reason')));
}

/** The state and those around it, outwards. */
function upwards({ states }: Definition, state: State): State[] {
  const around = [state];
  for (let at = state.parent; at !== null && at !== ROOT_ID;) {
    const parent = states.get(at);
    if (!parent) break;
    around.push(parent);
    at = parent.parent;
  }
  return around;
}

class Ways {
  constructor(private readonly definition: Definition) {}

  /** Stages that a run may be in while this state is active. */
  within(state: State): string[] {
    const around = this.around(state);
    return around ? [around] : this.down(state.children).flatMap((child) => this.within(child));
  }

  /** Stages that entering this state may lead to. */
  entered(state: State): string[] {
    if (state.kind === 'history') return this.down(state.parent === null ? [] : [state.parent]).flatMap((parent) => this.within(parent));
    const around = this.around(state);
    return around ? [around] : this.down(state.kind === 'parallel' ? state.children : state.initial).flatMap((child) => this.entered(child));
  }

  down(ids: readonly StateId[]): State[] {
    return ids.flatMap((id) => this.definition.states.get(id) ?? (id === ROOT_ID ? [this.definition.root] : []));
  }

  private around(state: State): string | undefined {
    return upwards(this.definition, state).find((one) => one.stage)?.id;
  }
}

/** What the chart allows, whatever its conditions say. */
function movesOf(versions: readonly Definition[]): ChartMoves {
  const initial = new Set<string>();
  const final = new Set<string>();
  const moves = new Map<string, { from: string; to: string }>();
  for (const definition of versions) {
    const ways = new Ways(definition);
    for (const start of ways.entered(definition.root)) initial.add(start);
    for (const state of [definition.root, ...definition.states.values()]) {
      if (state.kind === 'final') for (const place of ways.entered(state)) final.add(place);
      for (const { source, targets } of state.transitions)
        for (const from of ways.down([source]).flatMap((one) => ways.within(one)))
          for (const to of ways.down(targets).flatMap((one) => ways.entered(one))) moves.set(JSON.stringify([from, to]), { from, to });
    }
  }
  return { initial: [...initial], final: [...final], moves: [...moves.values()] };
}
