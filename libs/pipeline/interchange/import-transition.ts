import { isJsonObject, pointer, type Json, type JsonObject, type JsonPointer } from '#kernel';
import type { ActionDocument, Rule, TransitionDocument } from '../definition/index.js';
import { STEP_KIND } from '../definition/names.js';
import type { ImportJob } from './import-job.js';
import type { XStateNode } from './xstate-tree.js';
import { legalEvent, listOf, ownPart, partsOf } from './xstate-names.js';

const KNOWN = new Set(['target', 'guard', 'cond', 'in', 'actions', 'reenter', 'internal', 'description', 'meta', 'event', 'eventType', 'source', 'delay']);
const OWN_MEMBERS = ['title', 'requires', 'by'] as const;

/** Everything under one event, timer or `always`: a target, a transition, or a list of them; null is a forbidden event. */
export function importTransitions(job: ImportJob, source: XStateNode, value: Json | undefined, at: JsonPointer): TransitionDocument[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return list.flatMap((item, n) => importTransition(job, source, item, Array.isArray(value) ? pointer(at, n) : at) ?? []);
}

function importTransition(job: ImportJob, source: XStateNode, value: Json, at: JsonPointer): TransitionDocument | null {
  if (value === null) return {}; // takes the event and does nothing
  const config = typeof value === 'string' ? { target: value } : value;
  if (!isJsonObject(config)) {
    job.lost.add('transition.form', at, 'This is no transition.', '这不是转移。');
    return null;
  }
  job.unknownMembers(config, KNOWN, at);
  const targets = targetsOf(job, source, config['target'], at);
  const when = guardOf(job, source, config, at);
  const actions = importActions(job, config['actions'], pointer(at, 'actions'));
  const own = ownPart(config['meta']);
  if (config['meta'] !== undefined && Object.keys(own).length === 0) job.lost.add('meta', pointer(at, 'meta'), 'Meta data are not kept.', '元数据不会保留。');
  return {
    ...(targets.length ? { target: targets.length === 1 ? (targets[0] as string) : targets } : {}),
    ...titleOf(config),
    ...(when === null ? {} : { when }),
    ...Object.fromEntries(OWN_MEMBERS.filter((key) => own[key] !== undefined).map((key) => [key, own[key]])),
    ...(actions.length ? { actions } : {}),
    ...(isReentered(job, source, config, targets) ? { reenter: true } : {}),
  };
}

const titleOf = (config: JsonObject): { title?: { en: string } } => {
  const { description } = config;
  return typeof description === 'string' && description.trim() !== '' ? { title: { en: plain(description, 200) } } : {};
};

/** A text without control characters, at most so long. */
export const plain = (text: string, length: number): string =>
  [...text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')].slice(0, length).join('').trim();

function targetsOf(job: ImportJob, source: XStateNode, target: Json | undefined, at: JsonPointer): string[] {
  if (target === undefined || target === null || target === '') return [];
  const list = Array.isArray(target) ? (target as readonly Json[]) : [target];
  return list.flatMap((name, n) => {
    const place = Array.isArray(target) ? pointer(at, 'target', n) : pointer(at, ...(isLoneTarget(job, at) ? [] : ['target']));
    const found = typeof name === 'string' ? job.tree.find(source, name) : null;
    if (found && found !== job.tree.root) return [found.id];
    if (found)
      job.lost.add(
        'target.root',
        place,
        'A transition to the machine itself is not possible; its initial states are entered instead.',
        '不能转移到状态机自身；改为进入其初始状态。',
      );
    else
      job.problem(
        'xstate.target',
        place,
        `There is no state ${JSON.stringify(name)?.slice(0, 100)} to go to.`,
        `没有可转移到的状态 ${JSON.stringify(name)?.slice(0, 100)}。`,
      );
    return found ? job.initialIds(found) : [];
  });
}

const isLoneTarget = (job: ImportJob, at: JsonPointer): boolean => typeof job.valueAt(at) === 'string';

/** XState 5 stays inside unless told otherwise; XState 4 leaves and enters again unless told otherwise or named `.child`. */
function isReentered(job: ImportJob, source: XStateNode, config: JsonObject, targets: readonly string[]): boolean {
  if (config['reenter'] === true || config['internal'] === false) return true;
  if (!job.isVersion4 || config['internal'] === true || targets.length === 0) return false;
  const given = config['target'];
  const isRelative = (Array.isArray(given) ? (given as readonly Json[]) : [given]).some((t) => typeof t === 'string' && t.startsWith('.'));
  return !isRelative && source.parent !== null && targets.every((id) => id === source.id || job.isInside(id, source));
}

function guardOf(job: ImportJob, source: XStateNode, config: JsonObject, at: JsonPointer): Rule | null {
  const rules: Rule[] = [];
  for (const key of ['guard', 'cond']) if (config[key] !== undefined) rules.push(importGuard(job, source, config[key] as Json, pointer(at, key)));
  if (config['in'] !== undefined) rules.push(stateRule(job, source, config['in'] as Json, pointer(at, 'in')));
  return rules.length === 0 ? null : rules.length === 1 ? (rules[0] as Rule) : { and: rules };
}

const COMBINED: Readonly<Record<string, string>> = { and: 'and', or: 'or', not: '!', 'xstate.and': 'and', 'xstate.or': 'or', 'xstate.not': '!' };

function importGuard(job: ImportJob, source: XStateNode, guard: Json, at: JsonPointer): Rule {
  const config = partsOf(guard);
  const params = partsOf(config['params']);
  const type = typeof guard === 'string' ? guard : (config['type'] ?? config['name']);
  if (typeof type !== 'string' || type === '') {
    const name = job.vars.ofGuard('guard');
    job.lost.add('guard.form', at, `This guard cannot be read; the condition reads the variable "${name}".`, `无法读取该守卫；条件读取变量“${name}”。`);
    return { var: `vars.${name}` };
  }
  if (type === 'millrace.rule' && params['rule'] !== undefined) return params['rule'];
  if (/(^|[.:])stateIn$/.test(type)) return stateRule(job, source, params['state'] ?? params['stateValue'] ?? config['stateValue'] ?? null, at);
  return combined(job, source, type, config, at) ?? guardVariable(job, type, at);
}

/** `and`, `or` and `not` of other guards; null for any other guard. */
function combined(job: ImportJob, source: XStateNode, type: string, config: JsonObject, at: JsonPointer): Rule | null {
  const operator = Object.hasOwn(COMBINED, type) ? COMBINED[type] : undefined;
  const parts = config['guards'] ?? config['children'] ?? partsOf(config['params'])['guards'] ?? config['guard'];
  if (operator === undefined || parts === undefined) return null;
  const guards = listOf(parts).slice(0, operator === '!' ? 1 : undefined);
  return guards.length === 0 ? null : { [operator]: guards.map((part, n) => importGuard(job, source, part, pointer(at, 'guards', n))) };
}

function guardVariable(job: ImportJob, type: string, at: JsonPointer): Rule {
  const name = job.vars.ofGuard(type);
  job.lost.add(
    'guard.code',
    at,
    `The guard "${type}" is code; the condition reads the variable "${name}" until you write it as a rule.`,
    `守卫“${type}”是代码；在改写为规则之前，条件读取变量“${name}”。`,
  );
  return { var: `vars.${name}` };
}

function stateRule(job: ImportJob, source: XStateNode, value: Json, at: JsonPointer): Rule {
  const found = typeof value === 'string' ? (job.tree.find(source, value) ?? job.tree.findBelow(job.tree.root, value)) : null;
  if (found && found !== job.tree.root) return { in: found.id };
  job.lost.add('guard.state', at, 'The state that this guard asks for is not known; it is taken as not active.', '该守卫询问的状态未知；视为未活动。');
  return false;
}

/** Actions: `raise` and steps of our own are kept, code is listed. */
export function importActions(job: ImportJob, value: Json | undefined, at: JsonPointer): ActionDocument[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return list.flatMap((action, n) => importAction(job, action, Array.isArray(value) ? pointer(at, n) : at) ?? []);
}

function importAction(job: ImportJob, action: Json, at: JsonPointer): ActionDocument | null {
  const config = partsOf(action);
  const own = ownPart(config['params']);
  if (typeof own['do'] === 'string' && STEP_KIND.test(own['do'])) return own as unknown as ActionDocument;
  const type = typeof action === 'string' ? action : config['type'];
  const raised = type === 'xstate.raise' || type === 'raise' ? raisedEvent(job, config, at) : null;
  if (raised !== null) return { do: 'raise', with: { event: raised } };
  const shown = typeof type === 'string' ? type : (JSON.stringify(action) ?? '').slice(0, 80);
  job.lost.add('action.code', at, `The action "${shown}" is code; put a step in its place.`, `操作“${shown}”是代码；请改用步骤。`);
  return null;
}

function raisedEvent(job: ImportJob, config: JsonObject, at: JsonPointer): string | null {
  const params = partsOf(config['params']);
  const event = config['event'] ?? params['event'];
  const name = typeof event === 'string' ? event : partsOf(event)['type'];
  if (typeof name !== 'string' || name === '') return null;
  if (config['delay'] !== undefined || params['delay'] !== undefined)
    job.lost.add('raise.delay', at, 'A delayed raise happens at once here.', '延迟引发的事件在此会立即发生。');
  return legalEvent(name).replace(/\*/g, '-');
}
