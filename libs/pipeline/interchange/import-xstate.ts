import { fail, formatDuration, isJsonObject, ok, parseDuration, pointer, type Json, type JsonObject, type JsonPointer, type Problem, type Result } from '#kernel';
import type { AfterDocument, DelayDocument, InvokeDocument, PipelineDocument, Rule, StateDocument, TransitionDocument } from '../definition/index.js';
import { ImportJob } from './import-job.js';
import { importActions, importTransitions, plain } from './import-transition.js';
import type { LostItem } from './lost.js';
import { legalEvent, ownPart, slug } from './xstate-names.js';
import { isDeeperThan, isWellFormed, uniqueName, type XStateNode } from './xstate-tree.js';

export interface ImportedPipeline {
  readonly document: PipelineDocument;
  readonly lost: readonly LostItem[];
}

/** Deeper machines are refused; no pipeline nests as deep. */
const MAX_DEPTH = 100;
/** The object of a machine that names none: every workspace has deals. */
export const DEFAULT_OBJECT = 'deal';

/**
 * Turns an XState machine (version 5 as Stately exports it, or 4) into a pipeline document with the same moves, and
 * lists what a pipeline cannot say. Code becomes something to fill in: a guard reads a boolean variable of its name,
 * an actor's end becomes the events `<id>.done` and `<id>.failed`, a named delay the event `after.<name>`. Fails only
 * for what is no machine or names states it does not have. Pure, never throws.
 */
export function importXState(machine: unknown): Result<ImportedPipeline, readonly Problem[]> {
  if (!isJsonObject(machine)) return refuse('xstate.form', '', 'This is not an XState machine: an object with "states" is needed.', '这不是 XState 状态机：需要含有“states”的对象。');
  if (isDeeperThan(machine, MAX_DEPTH)) return refuse('xstate.too-deep', '', `The machine is nested more than ${MAX_DEPTH} deep.`, `状态机嵌套超过 ${MAX_DEPTH} 层。`);
  const job = new ImportJob(machine);
  if (job.tree.root.children.length === 0) return refuse('xstate.no-states', '/states', 'The machine has no states inside; a pipeline needs at least one.', '状态机内没有状态；流程至少需要一个。');
  const document = new Importer(job).pipeline();
  return job.problems.length ? fail(job.problems) : ok({ document, lost: job.lost.items });
}

const refuse = (code: string, at: JsonPointer, en: string, zh: string): Result<never, readonly Problem[]> => fail([{ code, at, text: { en, 'zh-CN': zh } }]);

const STATE_MEMBERS = new Set(['id', 'key', 'order', 'type', 'initial', 'states', 'on', 'always', 'after', 'onDone', 'entry', 'exit', 'invoke', 'history', 'target', 'description', 'meta', 'tags', 'output', 'data', 'transitions']);
const MACHINE_MEMBERS = new Set([...STATE_MEMBERS, 'context', 'version', '$schema', 'delays']);
const OWN_STATE_MEMBERS = ['title', 'description', 'stage', 'probability', 'outcome'] as const;
const OWN_PIPELINE_MEMBERS = ['fields', 'roles', 'timeZone', 'layout', 'notes'] as const;

class Importer {
  private readonly invokeIds = new Set<string>();
  constructor(private readonly job: ImportJob) {}

  pipeline(): PipelineDocument {
    const { machine, tree, vars } = this.job;
    const own = ownPart(machine['meta']);
    if (isJsonObject(own['vars'] ?? null)) vars.add(own['vars'] as JsonObject);
    else vars.addContext(machine['context']);
    const state = this.state(tree.root);
    const id = typeof machine['id'] === 'string' && isWellFormed(machine['id']) ? machine['id'] : '';
    return {
      format: 'millrace/1',
      key: typeof own['key'] === 'string' ? own['key'] : slug(id),
      object: typeof own['object'] === 'string' ? own['object'] : DEFAULT_OBJECT,
      title: isJsonObject(own['title'] ?? null) ? (own['title'] as unknown as PipelineDocument['title']) : { en: plain(id, 200) || 'Imported machine' },
      ...vars.document,
      ...Object.fromEntries(OWN_PIPELINE_MEMBERS.filter((key) => own[key] !== undefined).map((key) => [key, own[key]])),
      ...state,
      states: state.states ?? {},
    };
  }

  private state(node: XStateNode): StateDocument {
    const { config, at } = node;
    const isRoot = node.parent === null;
    this.job.unknownMembers(config, isRoot ? MACHINE_MEMBERS : STATE_MEMBERS, at);
    const kind = this.kindOf(node);
    this.listUnused(node, kind);
    const shape = this.shape(node, kind);
    const named = isRoot ? {} : { ...(node.id === node.ownKey ? {} : { id: node.id }), ...this.words(node) };
    if (kind === 'history') return { ...named, ...shape };
    const entry = importActions(this.job, config['entry'], pointer(at, 'entry'));
    const exit = importActions(this.job, config['exit'], pointer(at, 'exit'));
    const states = shape.type === 'final' || node.children.length === 0 ? {} : { states: Object.fromEntries(node.children.map((child) => [child.ownKey, this.state(child)])) };
    return { ...named, ...shape, ...(entry.length ? { entry } : {}), ...(exit.length ? { exit } : {}), ...(kind === 'final' ? {} : this.ways(node)), ...states };
  }

  private kindOf({ config, children, at, parent }: XStateNode): 'atomic' | 'compound' | 'parallel' | 'final' | 'history' {
    const { type } = config;
    const hasStates = children.length > 0;
    if (type === 'parallel' && hasStates) return 'parallel';
    if ((type === 'final' || type === 'history') && parent !== null && !hasStates) return type;
    if (type !== undefined && type !== (hasStates ? 'compound' : 'atomic'))
      this.job.lost.add('state.type', pointer(at, 'type'), `"type" ${JSON.stringify(type).slice(0, 40)} does not fit here; taken as a plain state.`, `“type”${JSON.stringify(type).slice(0, 40)} 与此处不符；视为普通状态。`);
    return hasStates ? 'compound' : 'atomic';
  }

  private shape(node: XStateNode, kind: ReturnType<Importer['kindOf']>): StateDocument {
    const { config, at, parent } = node;
    if (kind === 'final' || kind === 'parallel') return { type: kind };
    if (kind === 'atomic') return {};
    if (kind === 'history') {
      const names = (Array.isArray(config['target']) ? config['target'] : [config['target']]) as readonly (Json | undefined)[];
      const targets = names.flatMap((name) => (typeof name === 'string' && parent ? [(name.startsWith('#') ? this.job.tree.find(node, name) : this.job.tree.findBelow(parent, name.replace(/^\./, '')))?.id ?? this.unknown(name, pointer(at, 'target'))] : []));
      return { type: 'history', ...(config['history'] === 'deep' ? { history: 'deep' } : {}), ...(targets.length ? { target: targets.length === 1 ? (targets[0] as string) : targets } : {}) };
    }
    const initial = this.job.initialIds(node);
    if (isJsonObject(config['initial'] ?? null) && hasItems((config['initial'] as JsonObject)['actions'])) this.job.lost.add('initial.actions', pointer(at, 'initial', 'actions'), 'Actions on the way into the initial state are not kept.', '进入初始状态途中的操作不会保留。');
    if (initial.length) return { initial: initial.length === 1 ? (initial[0] as string) : initial };
    const first = node.children.find((child) => child.config['type'] !== 'history') ?? (node.children[0] as XStateNode);
    if (config['initial'] === undefined) this.job.lost.add('initial.assumed', at, `No initial state is named; "${first.id}" is taken.`, `未指定初始状态；取“${first.id}”。`);
    else this.unknown(JSON.stringify(config['initial']).slice(0, 100), pointer(at, 'initial'));
    return { initial: first.id };
  }

  private unknown(name: string, at: JsonPointer): string {
    this.job.problem('xstate.target', at, `There is no state "${name}" to enter here.`, `此处没有可进入的状态“${name}”。`);
    return name;
  }

  private words({ key, ownKey, config, at }: XStateNode): StateDocument {
    const own = ownPart(config['meta']);
    if (config['meta'] !== undefined && Object.keys(own).length === 0) this.job.lost.add('meta', pointer(at, 'meta'), 'Meta data are not kept.', '元数据不会保留。');
    const title = key === ownKey || plain(key, 200) === '' || !isWellFormed(key) ? {} : { title: { en: plain(key, 200) } };
    const description = typeof config['description'] === 'string' && plain(config['description'], 5000) !== '' ? { description: { en: plain(config['description'], 5000) } } : {};
    return { ...title, ...description, ...Object.fromEntries(OWN_STATE_MEMBERS.filter((k) => own[k] !== undefined).map((k) => [k, own[k]])) };
  }

  /** Members that mean nothing on this kind of state, and those that no pipeline has. */
  private listUnused({ config, at, parent }: XStateNode, kind: string): void {
    for (const key of ['tags', 'output', 'data', 'version'])
      if (hasItems(config[key])) this.job.lost.add('member.unknown', pointer(at, key), `"${key}" has no counterpart.`, `“${key}”没有对应的内容。`);
    if (hasItems(config['transitions']) && config['on'] === undefined) this.job.lost.add('member.unknown', pointer(at, 'transitions'), '"transitions" is read from "on" only.', '“transitions”仅从“on”读取。');
    const silent = kind === 'final' ? ['on', 'always', 'after', 'invoke', 'onDone', 'initial'] : kind === 'history' ? ['on', 'always', 'after', 'invoke', 'onDone', 'entry', 'exit', 'initial'] : kind === 'atomic' ? ['onDone', 'initial'] : kind === 'parallel' ? ['initial'] : [];
    if (parent === null) silent.push('onDone');
    for (const key of silent) if (hasItems(config[key])) this.job.lost.add('member.not-here', pointer(at, key), `"${key}" has no effect on this state.`, `“${key}”在该状态上没有作用。`);
  }

  /** Everything that leads out of the state. */
  private ways(node: XStateNode): StateDocument {
    const { config, at } = node;
    const on = new Map<string, TransitionDocument[]>();
    const always = importTransitions(this.job, node, config['always'], pointer(at, 'always'));
    const push = (event: string, list: readonly TransitionDocument[]): void => void (list.length && on.set(event, [...(on.get(event) ?? []), ...list]));
    for (const [event, value, place] of this.events(node)) {
      const list = importTransitions(this.job, node, value, place);
      if (event === '') always.push(...list);
      else push(this.eventName(event, place), list);
    }
    const invoke = this.invokes(node, push);
    const after = this.timers(node, push);
    const onDone = node.parent === null || node.children.length === 0 ? [] : importTransitions(this.job, node, config['onDone'], pointer(at, 'onDone'));
    return {
      ...(invoke.length ? { invoke: short(invoke) as InvokeDocument } : {}),
      ...(on.size ? { on: Object.fromEntries([...on].map(([event, list]) => [event, short(list)])) } : {}),
      ...(always.length ? { always: short(always) } : {}),
      ...(after.length ? { after } : {}),
      ...(onDone.length ? { onDone: short(onDone) } : {}),
    };
  }

  private *events({ config, at }: XStateNode): Generator<readonly [event: string, value: Json, at: JsonPointer]> {
    const { on } = config;
    if (on === undefined) return;
    if (Array.isArray(on)) {
      for (const [n, item] of (on as readonly Json[]).entries()) if (isJsonObject(item) && typeof item['event'] === 'string') yield [item['event'], item, pointer(at, 'on', n)];
    } else if (isJsonObject(on)) for (const [event, value] of Object.entries(on)) yield [event, value, pointer(at, 'on', event)];
    else this.job.lost.add('member.form', pointer(at, 'on'), '"on" is not an object of events.', '“on”不是事件对象。');
  }

  private eventName(event: string, at: JsonPointer): string {
    const name = legalEvent(event);
    if (name !== event) this.job.lost.add('event.renamed', at, `The event "${event.slice(0, 80)}" is called "${name}" here.`, `事件“${event.slice(0, 80)}”在此称为“${name}”。`);
    if (/^(xstate|done|error)\./.test(event)) this.job.lost.add('event.internal', at, `"${event.slice(0, 80)}" comes from inside XState; here somebody has to send it.`, `“${event.slice(0, 80)}”由 XState 内部产生；在此需要有人发送。`);
    return name;
  }

  private invokes(node: XStateNode, push: (event: string, list: readonly TransitionDocument[]) => void): InvokeDocument[] {
    const { invoke } = node.config;
    if (invoke === undefined || invoke === null) return [];
    const list = Array.isArray(invoke) ? (invoke as readonly Json[]) : [invoke];
    return list.flatMap((value, n) => {
      const at = Array.isArray(invoke) ? pointer(node.at, 'invoke', n) : pointer(node.at, 'invoke');
      const config = typeof value === 'string' ? { src: value } : value;
      if (!isJsonObject(config)) {
        this.job.lost.add('invoke.form', at, 'This is no invoke.', '这不是调用。');
        return [];
      }
      return this.invoke(node, config, at, push);
    });
  }

  private invoke(node: XStateNode, config: JsonObject, at: JsonPointer, push: (event: string, list: readonly TransitionDocument[]) => void): InvokeDocument[] {
    const src = isJsonObject(config['src'] ?? null) ? (config['src'] as JsonObject)['type'] : config['src'];
    const given = typeof config['id'] === 'string' ? config['id'] : typeof src === 'string' ? src : 'actor';
    const id = uniqueName(legalEvent(given).slice(0, 70).replace(/[.*]/g, '-').trim() || 'actor', (name) => this.invokeIds.has(name));
    this.invokeIds.add(id);
    const done = importTransitions(this.job, node, config['onDone'], pointer(at, 'onDone'));
    const failed = importTransitions(this.job, node, config['onError'], pointer(at, 'onError'));
    if (config['onSnapshot'] !== undefined) this.job.lost.add('member.unknown', pointer(at, 'onSnapshot'), '"onSnapshot" has no counterpart.', '“onSnapshot”没有对应的内容。');
    const own = ownPart(config['input']);
    if (typeof own['step'] === 'string') return [{ ...own, id: given, step: own['step'], ...(done.length ? { onDone: short(done) } : {}), ...(failed.length ? { onError: short(failed) } : {}) } as InvokeDocument];
    push(`${id}.done`, done);
    push(`${id}.failed`, failed);
    this.job.lost.add('invoke.code', at, `The actor "${given}" is code; its end is the event "${id}.done" or "${id}.failed" until you put a step in its place.`, `参与者“${given}”是代码；在改用步骤之前，其结束为事件“${id}.done”或“${id}.failed”。`);
    return [];
  }

  private timers(node: XStateNode, push: (event: string, list: readonly TransitionDocument[]) => void): AfterDocument[] {
    const { after } = node.config;
    if (after === undefined || after === null) return [];
    const at = pointer(node.at, 'after');
    const entries: (readonly [string, Json, JsonPointer])[] = Array.isArray(after)
      ? (after as readonly Json[]).flatMap((t, n) => (isJsonObject(t) ? [[String(t['delay'] ?? ''), t, pointer(at, n)] as const] : []))
      : isJsonObject(after) ? Object.entries(after).map(([delay, t]) => [delay, t, pointer(at, delay)] as const) : [];
    return entries.flatMap(([delay, value, place]) => {
      const length = this.delay(delay);
      const list = importTransitions(this.job, node, value, place);
      if (length !== null) return this.afterList(length, list, value, place);
      const event = legalEvent(`after.${delay}`).replace(/\*/g, '-');
      this.job.lost.add('delay.code', place, `The delay "${delay.slice(0, 80)}" is code; it is the event "${event}" until you give it a length.`, `延时“${delay.slice(0, 80)}”是代码；在给出时长之前，它是事件“${event}”。`);
      push(event, list);
      return [];
    });
  }

  /** Milliseconds, an ISO duration, `business:PT8H:calendar`, or a name that the machine gives a number. */
  private delay(text: string): DelayDocument | null {
    const { delays } = this.job.machine;
    const named = isJsonObject(delays ?? null) && Object.hasOwn(delays as JsonObject, text) ? (delays as JsonObject)[text] : undefined;
    const ms = text.trim() === '' ? Number.NaN : Number(named ?? text);
    if (Number.isFinite(ms) && ms >= 0 && ms < 3.6e13) return formatDuration(Math.round(ms));
    if (parseDuration(text)) return text;
    const [, business, calendar] = /^business:([^:]+):(.+)$/.exec(text) ?? [];
    return business !== undefined && calendar !== undefined && parseDuration(business) ? { business, calendar } : null;
  }

  /** Of one delay only the first transition that holds is taken: later ones wait for the earlier conditions to fail. */
  private afterList(delay: DelayDocument, list: readonly TransitionDocument[], value: Json, at: JsonPointer): AfterDocument[] {
    const earlier: Rule[] = [];
    const timers: AfterDocument[] = [];
    list.forEach((transition, n) => {
      const item = Array.isArray(value) ? (value as readonly Json[])[n] : value;
      const own = isJsonObject(item ?? null) ? ownPart((item as JsonObject)['meta']) : {};
      if (earlier.includes(true)) return this.job.lost.add('transition.shadowed', pointer(at, n), 'Never taken: an earlier transition of the same delay always is.', '永远不会执行：同一延时中靠前的转移总会先执行。');
      const { reenter, when, requires: _requires, by: _by, ...rest } = transition;
      if (reenter) this.job.lost.add('after.reenter', at, 'A delayed transition cannot enter its own state again; leave out "reenter".', '延时转移不能重新进入自身状态；已去掉“reenter”。');
      const rules = [...earlier.map((rule): Rule => ({ '!': [rule] })), ...(when === undefined ? [] : [when])];
      const condition = rules.length === 0 ? {} : { when: rules.length === 1 ? (rules[0] as Rule) : { and: rules } };
      const extra = Object.fromEntries(['pausedIn', 'late'].filter((key) => own[key] !== undefined).map((key) => [key, own[key]]));
      timers.push({ in: delay, ...rest, ...condition, ...extra } as AfterDocument);
      earlier.push(when ?? true);
    });
    return timers;
  }
}

const hasItems = (value: Json | undefined): boolean => value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0);

/** One transition alone, or the list; a lone target as its name. */
function short<T extends object>(list: readonly T[]): T | readonly T[] | string {
  const [only] = list;
  if (list.length !== 1 || !only) return list;
  const keys = Object.keys(only);
  const { target } = only as { target?: unknown };
  return keys.length === 1 && typeof target === 'string' ? target : only;
}
