import { parseDuration, type Text } from '#kernel';
import type { AttachedRuleDocument, DelayDocument, PipelineDocument, StateDocument } from '#pipeline';

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;
const YEAR_DAYS = 365;

/** A column of the board. */
export interface Stage {
  readonly id: string;
  readonly title: Text;
  /** 0 to 1; null = the pipeline gives none. */
  readonly probability: number | null;
  /** Of a final stage: how runs end there. */
  readonly outcome: string | null;
  /** A new run begins here. */
  readonly isFirst: boolean;
}

/** How long a record may lie in a state before the pipeline or a rule reacts; not while one of `pausedIn` is active. */
export interface IdleLimit {
  readonly state: string;
  readonly ms: number;
  readonly pausedIn: readonly string[];
}

/** What the board needs of a pipeline: its stages in document order, and for every state the stage it belongs to. */
export interface Chart {
  readonly stages: readonly Stage[];
  /** The stage that a state lies in or leads to; null where there is none (side regions). */
  stageOf(state: string): string | null;
  titleOf(state: string): Text;
  /** Active states below the stage, outermost first. */
  inside(stage: string, configuration: readonly string[]): readonly string[];
  /** The innermost states that entering a state leads to. */
  entering(state: string): readonly string[];
  readonly limits: readonly IdleLimit[];
  readonly states: ReadonlyMap<string, ChartState>;
}

export interface ChartState {
  readonly id: string;
  readonly document: StateDocument;
  readonly parent: string | null;
}

/** Reads a published version with its attached rules. */
export function chartOf(document: PipelineDocument, rules: readonly AttachedRuleDocument[] = []): Chart {
  const states = new Map<string, ChartState>();
  collect(document.states, null, states);
  const stageAbove = (id: string): string | null => above(id, states).find((state) => state.document.stage === true)?.id ?? null;
  const firsts = new Set(entered(document, states).map((id) => stageAbove(id) ?? id));
  const stageOf = (id: string): string | null => {
    const state = states.get(id);
    return state === undefined
      ? null
      : (stageAbove(id) ??
          entered(state.document, states)
            .map(stageAbove)
            .find((stage) => stage !== null) ??
          null);
  };
  return {
    states,
    stageOf,
    titleOf: (id) => states.get(id)?.document.title ?? { en: id },
    inside: (stage, configuration) => insideOf(stage, configuration, states),
    entering: (id) => leavesOf(id, states),
    limits: [...limitsOf(states), ...ruleLimits(rules)],
    stages: [...states.values()].filter((state) => state.document.stage === true).map((state) => toStage(state, firsts)),
  };
}

function collect(given: StateDocument['states'], parent: string | null, into: Map<string, ChartState>): void {
  for (const [key, document] of Object.entries(given ?? {})) {
    const id = document.id ?? key;
    into.set(id, { id, document, parent });
    collect(document.states, id, into);
  }
}

function toStage({ id, document }: ChartState, firsts: ReadonlySet<string>): Stage {
  return {
    id,
    title: document.title ?? { en: id },
    probability: document.probability ?? (document.outcome === 'won' ? 1 : document.outcome === 'lost' ? 0 : null),
    outcome: document.type === 'final' ? (document.outcome ?? id) : null,
    isFirst: firsts.has(id),
  };
}

/** The state and what it lies in, innermost first. */
function above(id: string, states: ReadonlyMap<string, ChartState>): readonly ChartState[] {
  const state = states.get(id);
  return state === undefined ? [] : [state, ...(state.parent === null ? [] : above(state.parent, states))];
}

/** Every state that is entered on the way in: initial children, all regions of parallel states. */
function entered({ type, initial, states: children }: StateDocument, states: ReadonlyMap<string, ChartState>): readonly string[] {
  const keys = Object.keys(children ?? {});
  const chosen = type === 'parallel' ? keys : initial === undefined ? keys.slice(0, 1) : typeof initial === 'string' ? [initial] : initial;
  return chosen.flatMap((key) => {
    const id = children?.[key]?.id ?? key;
    const state = states.get(id);
    return state === undefined ? [] : [id, ...entered(state.document, states)];
  });
}

/** A history state is left open: where it leads only the run knows. */
function leavesOf(id: string, states: ReadonlyMap<string, ChartState>): readonly string[] {
  const state = states.get(id);
  const within = state === undefined ? [] : entered(state.document, states);
  return [id, ...within].filter((one) => Object.keys(states.get(one)?.document.states ?? {}).length === 0);
}

function insideOf(stage: string, configuration: readonly string[], states: ReadonlyMap<string, ChartState>): readonly string[] {
  const found = new Set<string>();
  for (const id of configuration) {
    const line = above(id, states).map((state) => state.id);
    const depth = line.indexOf(stage);
    if (depth > 0) for (const one of line.slice(0, depth).reverse()) found.add(one);
  }
  return [...found];
}

function limitsOf(states: ReadonlyMap<string, ChartState>): readonly IdleLimit[] {
  return [...states.values()].flatMap(({ id, document }) =>
    (document.after ?? []).flatMap(({ in: delay, pausedIn }) => {
      const ms = lengthOf(delay);
      return ms === null ? [] : [{ state: id, ms, pausedIn: pausedIn ?? [] }];
    }),
  );
}

function ruleLimits(rules: readonly AttachedRuleDocument[]): readonly IdleLimit[] {
  return rules.flatMap(({ on, enabled }) => {
    const ms = enabled !== false && 'idle' in on ? lengthOf(on.idle) : null;
    return ms === null || !('idle' in on) ? [] : [{ state: on.in, ms, pausedIn: [] }];
  });
}

/** In round days; working time has no length without its calendar, and is left to the engine. */
function lengthOf(delay: DelayDocument): number | null {
  const duration = typeof delay === 'string' ? parseDuration(delay) : null;
  return duration && (duration.years * YEAR_DAYS + duration.months * MONTH_DAYS + duration.days) * DAY_MS + duration.exactMs;
}
