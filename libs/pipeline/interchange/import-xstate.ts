import { fail, isJsonObject, ok, pointer, type Json, type JsonObject, type JsonPointer, type Problem, type Result } from '#kernel';
import type { PipelineDocument, StateDocument } from '../definition/index.js';
import { ImportJob } from './import-job.js';
import { importActions, plain } from './import-transition.js';
import { WaysImporter } from './import-ways.js';
import type { LostItem } from './lost.js';
import { listOf, ownPart, partsOf, slug } from './xstate-names.js';
import { isDeeperThan, isWellFormed, type XStateNode } from './xstate-tree.js';

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
  if (!isJsonObject(machine))
    return refuse('xstate.form', '', 'This is not an XState machine: an object with "states" is needed.', '这不是 XState 状态机：需要含有“states”的对象。');
  if (isDeeperThan(machine, MAX_DEPTH))
    return refuse('xstate.too-deep', '', `The machine is nested more than ${MAX_DEPTH} deep.`, `状态机嵌套超过 ${MAX_DEPTH} 层。`);
  const job = new ImportJob(machine);
  if (job.tree.root.children.length === 0)
    return refuse('xstate.no-states', '/states', 'The machine has no states inside; a pipeline needs at least one.', '状态机内没有状态；流程至少需要一个。');
  const document = new Importer(job).pipeline();
  return job.problems.length ? fail(job.problems) : ok({ document, lost: job.lost.items });
}

const refuse = (code: string, at: JsonPointer, en: string, zh: string): Result<never, readonly Problem[]> => fail([{ code, at, text: { en, 'zh-CN': zh } }]);

const STATE_MEMBERS = new Set([
  'id',
  'key',
  'order',
  'type',
  'initial',
  'states',
  'on',
  'always',
  'after',
  'onDone',
  'entry',
  'exit',
  'invoke',
  'history',
  'target',
  'description',
  'meta',
  'tags',
  'output',
  'data',
  'transitions',
]);
const MACHINE_MEMBERS = new Set([...STATE_MEMBERS, 'context', 'version', '$schema', 'delays']);
const OWN_STATE_MEMBERS = ['title', 'description', 'stage', 'probability', 'outcome'] as const;
const OWN_PIPELINE_MEMBERS = ['fields', 'roles', 'timeZone', 'layout', 'notes'] as const;

class Importer {
  private readonly ways: WaysImporter;

  constructor(private readonly job: ImportJob) {
    this.ways = new WaysImporter(job);
  }

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
    const states =
      shape.type === 'final' || node.children.length === 0
        ? {}
        : { states: Object.fromEntries(node.children.map((child) => [child.ownKey, this.state(child)])) };
    return {
      ...named,
      ...shape,
      ...(entry.length ? { entry } : {}),
      ...(exit.length ? { exit } : {}),
      ...(kind === 'final' ? {} : this.ways.of(node)),
      ...states,
    };
  }

  private kindOf({ config, children, at, parent }: XStateNode): 'atomic' | 'compound' | 'parallel' | 'final' | 'history' {
    const { type } = config;
    const hasStates = children.length > 0;
    if (type === 'parallel' && hasStates) return 'parallel';
    if ((type === 'final' || type === 'history') && parent !== null && !hasStates) return type;
    if (type !== undefined && type !== (hasStates ? 'compound' : 'atomic'))
      this.job.lost.add(
        'state.type',
        pointer(at, 'type'),
        `"type" ${JSON.stringify(type).slice(0, 40)} does not fit here; taken as a plain state.`,
        `“type”${JSON.stringify(type).slice(0, 40)} 与此处不符；视为普通状态。`,
      );
    return hasStates ? 'compound' : 'atomic';
  }

  private shape(node: XStateNode, kind: ReturnType<Importer['kindOf']>): StateDocument {
    const { config, at, parent } = node;
    if (kind === 'final' || kind === 'parallel') return { type: kind };
    if (kind === 'atomic') return {};
    if (kind === 'history') {
      const names = listOf(config['target'] ?? null).filter((name) => typeof name === 'string');
      const targets = parent ? names.map((name) => this.inside(parent, name)?.id ?? this.unknown(name, pointer(at, 'target'))) : [];
      return {
        type: 'history',
        ...(config['history'] === 'deep' ? { history: 'deep' } : {}),
        ...(targets.length ? { target: targets.length === 1 ? (targets[0] as string) : targets } : {}),
      };
    }
    return this.initial(node);
  }

  private inside(outer: XStateNode, name: string): XStateNode | null {
    return name.startsWith('#') ? this.job.tree.find(outer, name) : this.job.tree.findBelow(outer, name.replace(/^\./, ''));
  }

  private initial(node: XStateNode): StateDocument {
    const { config, at } = node;
    const initial = this.job.initialIds(node);
    if (hasItems(partsOf(config['initial'])['actions']))
      this.job.lost.add(
        'initial.actions',
        pointer(at, 'initial', 'actions'),
        'Actions on the way into the initial state are not kept.',
        '进入初始状态途中的操作不会保留。',
      );
    if (initial.length) return { initial: initial.length === 1 ? (initial[0] as string) : initial };
    const first = node.children.find((child) => child.config['type'] !== 'history') ?? (node.children[0] as XStateNode);
    if (config['initial'] === undefined)
      this.job.lost.add('initial.assumed', at, `No initial state is named; "${first.id}" is taken.`, `未指定初始状态；取“${first.id}”。`);
    else this.unknown(JSON.stringify(config['initial']).slice(0, 100), pointer(at, 'initial'));
    return { initial: first.id };
  }

  private unknown(name: string, at: JsonPointer): string {
    this.job.problem('xstate.target', at, `There is no state "${name}" to enter here.`, `此处没有可进入的状态“${name}”。`);
    return name;
  }

  private words({ key, ownKey, config, at }: XStateNode): StateDocument {
    const own = ownPart(config['meta']);
    if (config['meta'] !== undefined && Object.keys(own).length === 0)
      this.job.lost.add('meta', pointer(at, 'meta'), 'Meta data are not kept.', '元数据不会保留。');
    const title = key === ownKey || plain(key, 200) === '' || !isWellFormed(key) ? {} : { title: { en: plain(key, 200) } };
    const description =
      typeof config['description'] === 'string' && plain(config['description'], 5000) !== '' ? { description: { en: plain(config['description'], 5000) } } : {};
    return { ...title, ...description, ...Object.fromEntries(OWN_STATE_MEMBERS.filter((k) => own[k] !== undefined).map((k) => [k, own[k]])) };
  }

  /** Members that mean nothing on this kind of state, and those that no pipeline has. */
  private listUnused({ config, at, parent }: XStateNode, kind: string): void {
    for (const key of ['tags', 'output', 'data', 'version'])
      if (hasItems(config[key])) this.job.lost.add('member.unknown', pointer(at, key), `"${key}" has no counterpart.`, `“${key}”没有对应的内容。`);
    if (hasItems(config['transitions']) && config['on'] === undefined)
      this.job.lost.add('member.unknown', pointer(at, 'transitions'), '"transitions" is read from "on" only.', '“transitions”仅从“on”读取。');
    const silent =
      kind === 'final'
        ? ['on', 'always', 'after', 'invoke', 'onDone', 'initial']
        : kind === 'history'
          ? ['on', 'always', 'after', 'invoke', 'onDone', 'entry', 'exit', 'initial']
          : kind === 'atomic'
            ? ['onDone', 'initial']
            : kind === 'parallel'
              ? ['initial']
              : [];
    if (parent === null) silent.push('onDone');
    for (const key of silent)
      if (hasItems(config[key]))
        this.job.lost.add('member.not-here', pointer(at, key), `"${key}" has no effect on this state.`, `“${key}”在该状态上没有作用。`);
  }
}

const hasItems = (value: Json | undefined): boolean => value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0);
