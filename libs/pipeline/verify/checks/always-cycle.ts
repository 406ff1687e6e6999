import type { Rule } from '../../definition/index.js';
import { pathsOf } from '../../rules/index.js';
import type { Check, Finding } from '../check.js';
import { truthTable } from '../conditions/table.js';
import { named, type VerifyContext } from '../context.js';
import { consequencesOf, cyclesOf } from '../effects-of.js';
import { hears } from '../../definition/event-descriptor.js';
import type { Way } from '../chart-index.js';
import { Stepper } from '../configuration.js';

/**
 * Automatic moves (always, the end of parts, raised events) that lead back to themselves without waiting for anything.
 * An error where nothing on the way can make their conditions fail, a warning where actions or unknown conditions may.
 */
export const alwaysCycle: Check = {
  code: 'always.cycle',
  severity: 'either',
  meaning: { en: 'Automatic moves lead round in a circle without waiting for anything.', 'zh-CN': '自动转移形成循环，且中途没有任何等待。' },
  example: '"a" always goes to "b" and "b" always goes to "a".',
  *find(context: VerifyContext): Generator<Finding> {
    const moves = automaticMoves(context);
    for (const cycle of cyclesOf(moves, (move) => moves.filter((next) => startsNext(context, move, next)))) {
      const severity = severityOf(context, cycle);
      if (severity === null) continue;
      const ways = cycle.map((move) => move.way).sort((a, b) => a.source - b.source);
      const names = [...new Set(ways.map((way) => way.source))].map((n) => named(context.chart.at(n).state));
      yield {
        at: ways[0]?.transition.id ?? '',
        severity,
        text: {
          en: `Automatic moves lead round in a circle without a wait: ${names.map((n) => n.en).join(', ')}.`,
          'zh-CN': `自动转移形成没有等待的循环：${names.map((n) => n.zh).join('、')}。`,
        },
      };
    }
  },
};

interface Move {
  readonly way: Way;
  readonly entered: ReadonlySet<number>;
  readonly raises: ReadonlySet<string>;
  readonly sets: ReadonlySet<string>;
}

function automaticMoves(context: VerifyContext): Move[] {
  const raised = new Set(context.actions.flatMap((a) => [...consequencesOf([a], context.definition.key).raises]));
  const isAutomatic = ({ transition: { trigger } }: Way): boolean =>
    trigger.kind === 'always' || trigger.kind === 'state-done' || (trigger.kind === 'event' && [...raised].some((event) => hears(trigger.event, event)));
  return context.chart.nodes.flatMap((node) => node.ways.filter((way) => isAutomatic(way) && context.isPossible(way)).map((way) => moveOf(context, way)));
}

function moveOf(context: VerifyContext, way: Way): Move {
  const { chart } = context;
  const inside = chart.nodes.slice(way.source, chart.at(way.source).end).filter((n) => n.n === way.source || isFirst(context, n.n, way.source));
  const from = { active: [...new Set([...chart.upwards(way.source), ...inside.map((n) => n.n)])].sort((a, b) => a - b), history: new Map() };
  const { entered, exited } = new Stepper(chart).take(from, [way]);
  const actions = [...exited.flatMap((n) => chart.at(n).state.exit), ...way.transition.actions, ...entered.flatMap((n) => chart.at(n).state.entry)];
  const rules = context.rules.filter(
    ({ on }) =>
      ('enter' in on && entered.some((n) => chart.at(n).state.id === on.enter)) || ('leave' in on && exited.some((n) => chart.at(n).state.id === on.leave)),
  );
  const { raises, sets } = consequencesOf([...actions, ...rules.flatMap((rule) => rule.do)], context.definition.key);
  return { way, entered: new Set(entered), raises, sets };
}

/** Whether the state is entered by default when `outer` is. */
function isFirst(context: VerifyContext, n: number, outer: number): boolean {
  for (let at = n; at !== outer; at = context.chart.at(at).parent) {
    const parent = context.chart.at(context.chart.at(at).parent);
    if (parent.state.kind !== 'parallel' && !parent.initial.includes(at)) return false;
  }
  return true;
}

function startsNext({ chart }: VerifyContext, move: Move, next: Move): boolean {
  const { trigger } = next.way.transition;
  const { source } = next.way;
  const within = move.way.targets.some((target) => chart.isWithin(target, source)) || (move.way.targets.length === 0 && move.way.source === source);
  const active = move.entered.has(source) || within;
  if (!active) return false;
  if (trigger.kind === 'always') return true;
  if (trigger.kind === 'event') return [...move.raises].some((event) => hears(trigger.event, event));
  return [...move.entered].some((n) => chart.at(n).state.kind === 'final' && chart.at(n).parent === source);
}

/** Null when the conditions cannot all hold while nothing on the way changes what they read. */
function severityOf(context: VerifyContext, cycle: readonly Move[]): 'error' | 'warning' | null {
  const rules = cycle.flatMap(({ way }) => (way.transition.when === null ? [] : [way.transition.when]));
  if (rules.length === 0) return 'error';
  const read = rules.flatMap((rule: Rule) => pathsOf(rule).paths);
  const changed = cycle.flatMap((move) => [...move.sets]);
  const table = truthTable(rules, context.kindOf, 'any');
  if (!table || table.asksStates || changed.some((path) => read.includes(path))) return 'warning';
  return table.rows.some((row) => row.holds.every(Boolean)) ? 'error' : null;
}
