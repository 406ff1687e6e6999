import { pointer, type JsonPointer } from '#kernel';
import type { Action, State } from '../../definition/index.js';
import { pathsOf, templatePaths } from '../../rules/index.js';
import type { Check, Finding } from '../check.js';
import { named, type VerifyContext } from '../context.js';
import { setBefore } from '../settings.js';

/** Conditions and inputs that read a variable while it can only have the value given when the run was started. */
export const varUnset: Check = {
  code: 'var.unset',
  severity: 'warning',
  meaning: {
    en: 'A variable without a default is read where nothing before can have set it; only the start of the run could.',
    'zh-CN': '读取了没有默认值的变量，且之前没有任何步骤会设置它；只能在启动运行时给出。',
  },
  example: 'A condition on vars.tries in the first state, and vars.set only in the second.',
  *find(context: VerifyContext): Generator<Finding> {
    const without = new Set(Object.entries(context.definition.vars).flatMap(([name, { default: value }]) => (value === undefined ? [`vars.${name}`] : [])));
    if (without.size === 0) return;
    const before = setBefore(context);
    for (const state of context.states)
      for (const { paths, at, after } of readsOf(state)) {
        const known = before(state.id);
        for (const path of paths) {
          const name = path.split('.').slice(0, 2).join('.');
          if (!without.has(name) || known.has(name) || after.some((action) => sets(action, name))) continue;
          const { en, zh } = named(state);
          yield {
            at,
            text: {
              en: `"${name}" is read in ${en}, but nothing before sets it and it has no default.`,
              'zh-CN': `${zh}读取“${name}”，但之前没有步骤设置它，也没有默认值。`,
            },
            got: name,
          };
        }
      }
  },
};

interface Read {
  readonly paths: readonly string[];
  readonly at: JsonPointer;
  /** Actions of the same list that ran before. */
  readonly after: readonly Action[];
}

const sets = (action: Action, name: string): boolean =>
  action.do === 'vars.set' && typeof action.with === 'object' && action.with !== null && Object.hasOwn(action.with, name.slice(5));

function readsOf(state: State): Read[] {
  const lists = [state.entry, state.exit, ...state.transitions.map((t) => t.actions)];
  const ofActions = lists.flatMap((actions) =>
    actions.flatMap((action, n) => {
      const after = actions.slice(0, n);
      const condition = action.if === null ? [] : [{ paths: pathsOf(action.if).paths, at: pointer(action.at, 'if'), after }];
      return [...condition, { paths: templatePaths(action.with, 'input'), at: pointer(action.at, 'with'), after }];
    }),
  );
  const ofWays = state.transitions.flatMap((t) => (t.when === null ? [] : [{ paths: pathsOf(t.when).paths, at: pointer(t.id, 'when'), after: [] }]));
  const ofInvokes = state.invokes.flatMap((invoke) => {
    const item = invoke.forEach ? `vars.${invoke.forEach.as}` : '';
    const own = templatePaths(invoke.with, 'input').filter((path) => path !== item && !path.startsWith(`${item}.`));
    const until = invoke.until === null ? [] : [{ paths: pathsOf(invoke.until).paths, at: pointer(invoke.at, 'until'), after: [] }];
    return [...until, { paths: own, at: pointer(invoke.at, 'with'), after: [] }];
  });
  return [...ofActions, ...ofWays, ...ofInvokes];
}
