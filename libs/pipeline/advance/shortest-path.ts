import { canonicalJson, type Json, type JsonObject } from '#kernel';
import type { Compiled } from '../compile/compile.js';
import type { CompiledPipeline } from '../compile/compiled.js';
import type { FieldDefinition, StateId } from '../definition/index.js';
import { advance } from './advance.js';
import { eventsListenedTo } from './explain.js';
import type { Advanced, OpenWait, RunEvent, RunState, Snapshot, World } from './run.js';

/** One step of a path: an event somebody sends, or a wait that must end. */
export interface PathStep {
  readonly kind: 'event' | 'timer' | 'result';
  /** Event name, timer purpose or invoke id. */
  readonly name: string;
  /** Fields to fill for this event. */
  readonly fill: readonly string[];
  readonly to: readonly StateId[];
}

export interface PathResult {
  /** Null: none was found. */
  readonly steps: readonly PathStep[] | null;
  /** The search stopped at its limit; without a path that means "unknown". */
  readonly cut: boolean;
}

/** Events tried before the search gives up. */
const MAX_TRIES = 3_000;

interface Node {
  readonly run: RunState;
  readonly world: World;
  readonly steps: readonly PathStep[];
}

/**
 * The shortest way from where the run stands to a state, or to an ending with that outcome, that this actor may go
 * with the record as it is. Missing required fields do not block; the path says which to fill. Breadth first.
 */
export function shortestPath(
  pipeline: CompiledPipeline,
  run: RunState,
  world: World,
  goal: { readonly outcome: string } | { readonly state: string },
): PathResult {
  const compiled = pipeline as Compiled;
  if (!run.snapshot || run.snapshot.status === 'done') return { steps: null, cut: false };
  const seen = new Set<string>([keyOf(run.snapshot, world)]);
  let frontier: Node[] = [{ run, world, steps: [] }];
  let tries = 0;
  while (frontier.length) {
    const next: Node[] = [];
    for (const node of frontier)
      for (const reached of neighbours(compiled, node)) {
        if (++tries > MAX_TRIES) return { steps: null, cut: true };
        const { snapshot } = reached.run;
        if (!snapshot) continue;
        if (isGoal(compiled, snapshot, goal)) return { steps: reached.steps, cut: false };
        const key = keyOf(snapshot, reached.world);
        if (snapshot.status === 'done' || seen.has(key)) continue;
        seen.add(key);
        next.push(reached);
      }
    frontier = next;
  }
  return { steps: null, cut: false };
}

const keyOf = (snapshot: Snapshot, world: World): string =>
  `${snapshot.configuration.join('\n')}\n${canonicalJson(snapshot.vars)}\n${canonicalJson(world.record)}`;

function isGoal(compiled: Compiled, snapshot: Snapshot, goal: { readonly outcome: string } | { readonly state: string }): boolean {
  if ('outcome' in goal) return snapshot.outcome === goal.outcome;
  return compiled.activeStates(snapshot.configuration).has(goal.state as StateId);
}

function* neighbours(compiled: Compiled, node: Node): Generator<Node> {
  const { snapshot } = node.run;
  if (!snapshot) return;
  for (const event of eventsListenedTo(compiled, snapshot.configuration).keys()) {
    const reached = send(compiled, node, event);
    if (reached) yield reached;
  }
  for (const wait of snapshot.waits) {
    const reached = endWait(compiled, node, wait);
    if (reached) yield reached;
  }
}

function send(compiled: Compiled, node: Node, name: string): Node | null {
  const sent = (fields: JsonObject): Advanced => advance(compiled, node.run, { kind: 'sent', name, payload: null, fields }, node.world);
  const tried = sent({});
  if (tried.kind === 'applied') return follow(node, tried, { kind: 'event', name, fill: [] });
  if (tried.kind !== 'refused' || tried.reasons.some((r) => r.code !== 'event.requires')) return null;
  const fill = [...new Set(tried.reasons.flatMap((r) => r.fields ?? []))];
  const filled = sent(Object.fromEntries(fill.map((field) => [field, specimen(compiled.fields[field])])));
  return filled.kind === 'applied' ? follow(node, filled, { kind: 'event', name, fill }) : null;
}

function endWait(compiled: Compiled, node: Node, wait: OpenWait): Node | null {
  const [effect] = wait.kind === 'invoke' ? wait.effects : [];
  const event: RunEvent | null =
    wait.kind === 'timer' ? { kind: 'timer', timer: wait.id, late: false } : effect ? { kind: 'result', effect, outcome: { ok: true, output: null } } : null;
  if (!event) return null;
  const at = wait.kind === 'timer' && wait.due !== null && wait.due > node.world.now ? wait.due : node.world.now;
  const ended = advance(compiled, node.run, event, { ...node.world, now: at });
  if (ended.kind !== 'applied') return null;
  return wait.kind === 'timer'
    ? follow({ ...node, world: { ...node.world, now: at } }, ended, { kind: 'timer', name: wait.purpose.kind, fill: [] })
    : follow(node, ended, { kind: 'result', name: wait.id, fill: [] });
}

function follow(node: Node, result: Extract<Advanced, { kind: 'applied' }>, step: Omit<PathStep, 'to'>): Node {
  const { id, seq, snapshot } = result.run;
  return {
    run: { id, seq, snapshot },
    world: { ...node.world, record: { ...node.world.record, ...result.fields } },
    steps: [...node.steps, { ...step, to: snapshot.configuration }],
  };
}

/** A value that fills a field, so that the search can go on as if somebody had filled it. */
function specimen(field: FieldDefinition | undefined): Json {
  const option = field?.options?.[0]?.value ?? 'x';
  return SPECIMENS[field?.type ?? 'text'] ?? (field?.type === 'choices' ? [option] : option);
}
const SPECIMENS: Partial<Record<FieldDefinition['type'], Json>> = {
  number: 1,
  integer: 1,
  money: 1,
  boolean: true,
  date: '2000-01-01',
  datetime: '2000-01-01T00:00:00.000Z',
};
