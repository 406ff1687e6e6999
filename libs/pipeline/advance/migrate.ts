import { UserError, type Json } from '#kernel';
import type { Position } from '../compile/chart.js';
import type { Compiled } from '../compile/compile.js';
import { ROOT_ID, type StateId } from '../definition/index.js';
import type { Move } from './move.js';
import type { RunEvent } from './run.js';

/**
 * Puts a run onto another version without leaving or entering anything: states keep their place by id or by the
 * mapping, clocks that the new version still has go on, new ones start, the rest stops.
 * @throws UserError `migration.needs-mapping` naming the states that have no place in the new version.
 */
export function migrate(compiled: Compiled, move: Move, event: Extract<RunEvent, { kind: 'migrated' }>, from: Position): Position {
  const place = (id: StateId): StateId => (Object.hasOwn(event.mapping, id) ? (event.mapping[id] as StateId) : id);
  const configuration = [...new Set(from.configuration.map(place))].sort();
  if (!compiled.chart.isConfiguration(configuration)) throw needsMapping(compiled, configuration);
  const history: Record<string, readonly StateId[]> = {};
  for (const [id, states] of Object.entries(from.history)) {
    const places = states.map(place);
    if (compiled.definition.states.get(id as StateId)?.kind === 'history' && places.every((s) => compiled.definition.states.has(s)))
      history[id] = places.sort();
  }
  moveWaits(compiled, move, configuration);
  addVars(compiled, move);
  return { configuration, history, done: false };
}

function moveWaits(compiled: Compiled, move: Move, configuration: readonly StateId[]): void {
  const active = new Set<StateId>([ROOT_ID, ...compiled.activeStates(configuration)]);
  const states = [...active].map((id) => compiled.state(id)).filter((s) => s !== undefined);
  const timers = states.flatMap((s) => s.timers.map((timer) => ({ timer, state: s.id })));
  const invokes = new Set(states.flatMap((s) => s.invokes.map((i) => i.id)));
  move.waits.closeTimers((purpose) => purpose.kind === 'after' && !timers.some(({ timer }) => timer.id === purpose.timer));
  for (const wait of move.waits.all()) {
    if (wait.kind === 'invoke' && !invokes.has(wait.id)) move.waits.closeInvoke(wait.id, null);
    if (wait.kind === 'timer' && wait.purpose.kind === 'wait' && !invokes.has(wait.purpose.invoke)) move.waits.closeInvoke(wait.purpose.invoke, null);
  }
  for (const { timer, state } of timers) {
    const running = move.waits.timerFor((p) => p.kind === 'after' && p.timer === timer.id);
    if (!running) move.waits.setTimer({ kind: 'after', timer: timer.id }, state, timer.delay, timer.late);
  }
}

function addVars(compiled: Compiled, move: Move): void {
  for (const [name, value] of Object.entries(compiled.initialVars)) if (!Object.hasOwn(move.vars, name)) move.vars[name] = value;
  for (const name of Object.keys(move.vars)) if (!Object.hasOwn(compiled.initialVars, name)) delete (move.vars as Record<string, Json>)[name];
}

function needsMapping(compiled: Compiled, configuration: readonly StateId[]): UserError {
  const unknown = configuration.filter((id) => !compiled.definition.states.has(id));
  const named = (unknown.length ? unknown : configuration).join(', ');
  return new UserError('conflict', {
    code: 'migration.needs-mapping',
    at: '/mapping',
    got: [...configuration],
    text: {
      en: `Say where these states go in version ${compiled.version}: ${named}.`,
      'zh-CN': `请指定这些状态在版本 ${compiled.version} 中的去向：${named}。`,
    },
  });
}
