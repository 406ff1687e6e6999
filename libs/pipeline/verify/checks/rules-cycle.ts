import { pointer, type JsonPointer } from '#kernel';
import type { AttachedRule } from '../../definition/index.js';
import { ruleHolds } from '../../rules/index.js';
import type { Check, Finding } from '../check.js';
import { named, type VerifyContext } from '../context.js';
import { addValues, consequencesOf, cyclesOf, type Consequences } from '../effects-of.js';
import { hears } from '../../definition/event-descriptor.js';
import { truthTable } from '../conditions/table.js';

/**
 * Attached rules whose actions set each other off without end: by setting fields that others watch, by raising events,
 * by moves that enter or leave states. The engine stops such a chain at depth 16; here it is found beforehand.
 */
export const rulesCycle: Check = {
  code: 'rules.cycle',
  severity: 'either',
  meaning: { en: 'Attached rules can start each other for ever.', 'zh-CN': '附加规则可能无休止地相互触发。' },
  example: 'One rule sets "score" when "rank" changes, another sets "rank" when "score" changes.',
  *find(context: VerifyContext): Generator<Finding> {
    const acting = context.rules.filter((rule) => rule.do.length > 0);
    const reach = new Map(acting.map((rule) => [rule, reachOf(context, rule)]));
    const next = (rule: AttachedRule): AttachedRule[] => acting.filter((other) => startsRule(context, rule, reach.get(rule) as Reach, other));
    for (const cycle of cyclesOf(acting, next)) {
      if (settles(cycle, reach, (rule) => next(rule).filter((other) => cycle.includes(other)))) continue;
      const sorted = [...cycle].sort((a, b) => (a.key < b.key ? -1 : 1));
      const names = sorted.map((rule) => named({ title: rule.title } as Parameters<typeof named>[0]));
      const certain = sorted.every((rule) => rule.when === null && rule.do.every((action) => action.if === null));
      yield {
        at: pointer('/rules', sorted[0]?.key ?? '') as JsonPointer,
        severity: certain ? 'error' : 'warning',
        text: {
          en: `These rules can start each other for ever: ${names.map((n) => n.en).join(', ')}.`,
          'zh-CN': `这些规则可能无休止地相互触发：${names.map((n) => n.zh).join('、')}。`,
        },
        got: sorted.map((rule) => rule.key),
      };
    }
  },
};

interface Reach extends Consequences {
  readonly enters: ReadonlySet<string>;
  readonly leaves: ReadonlySet<string>;
}

/** Everything one rule can set in motion by itself: its own actions, and the moves that follow from what it raises. */
function reachOf(context: VerifyContext, rule: AttachedRule): Reach {
  const own = consequencesOf(rule.do, context.definition.key);
  const [sets, raises, enters, leaves] = [new Set(own.sets), new Set(own.raises), new Set<string>(), new Set<string>()];
  const values = new Map(own.values);
  for (const event of raises)
    // grows while it is walked
    for (const { entered, exited, ways } of context.exploration.edges) {
      if (!ways.some(({ transition: { trigger } }) => trigger.kind === 'event' && hears(trigger.event, event))) continue;
      const [into, out] = [entered.map((n) => context.chart.at(n).state), exited.map((n) => context.chart.at(n).state)];
      const actions = [...out.flatMap((s) => s.exit), ...ways.flatMap((w) => w.transition.actions), ...into.flatMap((s) => s.entry)];
      const more = consequencesOf(actions, context.definition.key);
      more.sets.forEach((path) => sets.add(path));
      more.values.forEach((given, path) => addValues(values, path, given));
      more.raises.forEach((name) => raises.add(name));
      into.forEach((s) => enters.add(s.id));
      out.forEach((s) => leaves.add(s.id));
    }
  return { sets, raises, enters, leaves, values, literals: own.literals };
}

function startsRule(context: VerifyContext, from: AttachedRule, reach: Reach, { on, when }: AttachedRule): boolean {
  const starts =
    ('changed' in on && on.changed.some((field) => reach.sets.has(`record.${field}`))) ||
    ('event' in on && [...reach.raises].some((event) => hears(on.event, event))) ||
    ('enter' in on && reach.enters.has(on.enter)) ||
    ('leave' in on && reach.leaves.has(on.leave));
  return starts && !isStoppedBy(context, reach, when, from);
}

/** The values that a rule writes make the next one's condition fail. */
function isStoppedBy(context: VerifyContext, { literals, sets }: Reach, when: AttachedRule['when'], from: AttachedRule): boolean {
  if (when === null || literals.size === 0) return false;
  const later = consequencesOf(from.do, context.definition.key).sets;
  if ([...sets].some((path) => !later.has(path))) return false; // something else may set it anew
  const table = truthTable([when], context.kindOf, 'any');
  if (!table || table.asksStates) return false;
  const fixed = table.variables.map((v) => (v.paths.length === 1 && literals.has(v.paths[0] as string) ? (v.paths[0] as string) : null));
  if (fixed.every((path) => path === null)) return false;
  return !table.rows.some((row) => {
    const data: Record<string, Record<string, unknown>> = { record: {}, vars: {} };
    table.variables.forEach((v, i) => {
      const [root = '', ...rest] = (v.paths[0] ?? '').split('.');
      const value = fixed[i] === null ? (v.samples[row.at[i] ?? 0]?.value ?? null) : literals.get(fixed[i] as string);
      if (rest.length === 1 && v.paths.length === 1) (data[root] ??= {})[rest[0] as string] = value;
    });
    return table.variables.some((v) => v.paths.length !== 1 || v.paths[0]?.split('.').length !== 2) || ruleHolds(when, data);
  });
}

/**
 * A field that is only ever given one value changes once and not again. Without the links over such fields the circle
 * falls apart.
 */
function settles(cycle: readonly AttachedRule[], reach: ReadonlyMap<AttachedRule, Reach>, next: (rule: AttachedRule) => readonly AttachedRule[]): boolean {
  const values = new Map<string, ReadonlySet<string> | null>();
  for (const rule of cycle) reach.get(rule)?.values.forEach((given, path) => addValues(values, path, given));
  const keepsChanging = (path: string): boolean => values.has(path) && (values.get(path)?.size ?? 2) > 1;
  const lasting = (rule: AttachedRule, { on }: AttachedRule): boolean =>
    !('changed' in on) || on.changed.some((field) => reach.get(rule)?.sets.has(`record.${field}`) && keepsChanging(`record.${field}`));
  return cyclesOf(cycle, (rule) => next(rule).filter((other) => lasting(rule, other))).length === 0;
}
