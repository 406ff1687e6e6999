import { parseInstant, UserError, type Instant, type Json, type JsonObject, type Text } from '#kernel';
import {
  ROOT_ID,
  type AttachedRule,
  type Definition,
  type Invoke,
  type State,
  type StateId,
  type StateTimer,
  type StepCatalogue,
  type StepDefinition,
  type Surroundings,
  type Transition,
} from '../definition/index.js';
import { hears, isWildcard } from '../definition/event-descriptor.js';
import type { ObjectFields } from '../advance/run.js';
import { pathsOf, templatePaths, type TemplateForm } from '../rules/index.js';
import type { Chart } from './chart.js';
import type { CompiledPipeline } from './compiled.js';
import { TracedChart } from './traced-chart.js';
import { XStateChart } from './xstate-chart.js';

export interface CompileOptions {
  readonly version: number;
  readonly rulesRevision: number;
  readonly steps: StepCatalogue;
  /** As Surroundings.fieldsOf: fields of an object, `null` when there is none of that name. */
  readonly fieldsOf: Surroundings['fieldsOf'];
}

/** Attached rules by what they look at. */
export interface RulesOn {
  readonly enter: ReadonlyMap<string, readonly AttachedRule[]>;
  readonly leave: ReadonlyMap<string, readonly AttachedRule[]>;
  /** Those that an event of this name concerns, in their order. */
  readonly event: (name: string) => readonly AttachedRule[];
  readonly idle: ReadonlyMap<string, readonly AttachedRule[]>;
  readonly changed: readonly AttachedRule[];
}

/**
 * Weaves a definition and its attached rules into something that can be advanced. Pure; costs a fraction of a
 * millisecond to a few: keep the result by version and rules revision. The definition must be free of errors
 * (parsed and verified); an unknown step is still a UserError when it is reached.
 */
export function compile(definition: Definition, rules: readonly AttachedRule[], options: CompileOptions): CompiledPipeline {
  return new Compiled(definition, rules, options);
}

/** The inside of a CompiledPipeline, for advance only. */
export class Compiled implements CompiledPipeline {
  readonly version: number;
  readonly rulesRevision: number;
  readonly steps: StepCatalogue;
  readonly fields: ObjectFields;
  readonly reads: readonly string[];
  readonly chart: Chart;
  readonly rulesOn: RulesOn;
  readonly initialVars: JsonObject;
  readonly timers: ReadonlyMap<string, StateTimer>;
  /** How fields are called when a rule is put into words: `record.close_value` -> "Close value". */
  readonly labels: Readonly<Record<string, Text>>;
  /** Paths (`record.email`, `record.contact.name`) whose values say something about a person. */
  readonly personalPaths: ReadonlySet<string>;
  private readonly invokes = new Map<string, Invoke>();
  private readonly stages: readonly StateId[];

  constructor(
    readonly definition: Definition,
    readonly rules: readonly AttachedRule[],
    options: CompileOptions,
  ) {
    this.version = options.version;
    this.rulesRevision = options.rulesRevision;
    this.steps = options.steps;
    this.fields = { ...options.fieldsOf(definition.object), ...definition.fields };
    const chart = new XStateChart(definition);
    this.chart = new TracedChart(chart, (event) => chart.typeOf(event));
    this.rulesOn = rulesByTrigger(rules);
    this.initialVars = initialVars(definition);
    const states = [definition.root, ...definition.states.values()];
    this.timers = new Map(states.flatMap((s) => s.timers.map((t) => [t.id, t] as const)));
    for (const state of states) for (const invoke of state.invokes) this.invokes.set(invoke.id, invoke);
    this.stages = states.filter((s) => s.stage).map((s) => s.id);
    this.reads = recordPaths(states, rules);
    this.labels = labelsOf(this.fields, options.fieldsOf);
    this.personalPaths = personalPaths(this.fields, options.fieldsOf);
  }

  stageOf(configuration: readonly StateId[]): StateId | null {
    const active = new Set<StateId>(configuration.flatMap((id) => [id, ...this.ancestors(id)]));
    return this.stages.find((id) => active.has(id)) ?? null;
  }
  /** From the parent outwards, without the root. */
  ancestors(id: StateId): readonly StateId[] {
    const parent = this.definition.states.get(id)?.parent;
    return parent && parent !== ROOT_ID ? [parent, ...this.ancestors(parent)] : [];
  }
  /** Every active state of a configuration, ancestors included. */
  activeStates(configuration: readonly StateId[]): ReadonlySet<StateId> {
    return new Set(configuration.flatMap((id) => [id, ...this.ancestors(id)]));
  }
  stateId(text: string): StateId {
    return text as StateId;
  }
  state(id: StateId): State | undefined {
    return id === ROOT_ID ? this.definition.root : this.definition.states.get(id);
  }
  invokeOf({ trigger }: Transition): Invoke | undefined {
    return trigger.kind === 'invoke-done' || trigger.kind === 'invoke-error' ? this.invokes.get(trigger.invoke) : undefined;
  }
  invoke(id: string): Invoke | undefined {
    return this.invokes.get(id);
  }
  step(kind: string): StepDefinition {
    const step = this.steps.get(kind);
    if (step) return step;
    throw new UserError('invalid', {
      code: 'step.unknown',
      at: '',
      got: kind,
      text: { en: `There is no step "${kind}".`, 'zh-CN': `没有名为“${kind}”的步骤。` },
    });
  }
  /** The moment that a step `wait` was told to wait for. */
  momentOf(at: string, invoke: Invoke): Instant {
    const moment = parseInstant(at);
    if (moment) return moment;
    throw new UserError('invalid', {
      code: 'step.input',
      at: `${invoke.at}/with/at`,
      got: at,
      text: { en: `"${at}" is not a date or moment to wait for.`, 'zh-CN': `“${at}”不是可以等待的日期或时刻。` },
    });
  }
}

function rulesByTrigger(rules: readonly AttachedRule[]): RulesOn {
  const enter = new Map<string, AttachedRule[]>();
  const leave = new Map<string, AttachedRule[]>();
  const exact = new Map<string, AttachedRule[]>();
  const onEvents: { readonly event: string; readonly rule: AttachedRule }[] = [];
  const idle = new Map<string, AttachedRule[]>();
  const changed: AttachedRule[] = [];
  const add = (map: Map<string, AttachedRule[]>, key: string, rule: AttachedRule): void => void map.set(key, [...(map.get(key) ?? []), rule]);
  for (const rule of rules) {
    if ('enter' in rule.on) add(enter, rule.on.enter, rule);
    else if ('leave' in rule.on) add(leave, rule.on.leave, rule);
    else if ('event' in rule.on) {
      onEvents.push({ event: rule.on.event, rule });
      add(exact, rule.on.event, rule);
    } else if ('idle' in rule.on) add(idle, rule.on.in, rule);
    else if ('changed' in rule.on) changed.push(rule);
  }
  // In their order; most pipelines have no rule on a wildcard, and look a name up.
  const event = onEvents.some((on) => isWildcard(on.event))
    ? (name: string): readonly AttachedRule[] => onEvents.filter((on) => hears(on.event, name)).map(({ rule }) => rule)
    : (name: string): readonly AttachedRule[] => exact.get(name) ?? [];
  return { enter, leave, event, idle, changed };
}

function initialVars(definition: Definition): JsonObject {
  const vars: Record<string, Json> = {};
  for (const [name, { default: value }] of Object.entries(definition.vars)) vars[name] = value ?? null;
  return vars;
}

/** The record paths that anything of this version may read, without the leading `record.`, sorted. */
export function recordPaths(states: readonly State[], rules: readonly AttachedRule[]): readonly string[] {
  const paths = new Set<string>();
  const rule = (value: Json | null): void => (value === null ? undefined : pathsOf(value).paths.forEach((p) => paths.add(p)));
  const template = (value: Json, form: TemplateForm = 'input'): void => templatePaths(value, form).forEach((p) => paths.add(p));
  const actions = (list: State['entry']): void => list.forEach((a) => (rule(a.if), template(a.with)));
  for (const state of states) {
    actions([...state.entry, ...state.exit]);
    for (const t of state.transitions) {
      rule(t.when);
      actions(t.actions);
      t.requires.forEach((field) => paths.add(`record.${field}`));
    }
    for (const invoke of state.invokes) {
      template(invoke.with);
      rule(invoke.until);
      if (invoke.forEach) template(invoke.forEach.items, 'template');
    }
  }
  for (const r of rules) {
    rule(r.when);
    actions(r.do);
  }
  return [...paths]
    .filter((p) => p.startsWith('record.'))
    .map((p) => p.slice('record.'.length))
    .sort();
}

function labelsOf(fields: ObjectFields, fieldsOf: CompileOptions['fieldsOf']): Readonly<Record<string, Text>> {
  const labels: Record<string, Text> = {};
  for (const [name, field] of Object.entries(fields)) {
    labels[`record.${name}`] = field.title;
    const inner = field.object ? fieldsOf(field.object) : null;
    for (const [deep, { title }] of Object.entries(inner ?? {}))
      labels[`record.${name}.${deep}`] = {
        en: `${field.title.en}: ${title.en}`,
        'zh-CN': `${field.title['zh-CN'] ?? field.title.en}：${title['zh-CN'] ?? title.en}`,
      };
  }
  return labels;
}

function personalPaths(fields: ObjectFields, fieldsOf: CompileOptions['fieldsOf']): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const [name, field] of Object.entries(fields)) {
    if (field.personal) paths.add(`record.${name}`);
    const inner = field.object ? fieldsOf(field.object) : null;
    for (const [deep, { personal }] of Object.entries(inner ?? {})) if (personal) paths.add(`record.${name}.${deep}`);
  }
  return paths;
}
