import { pointer, type JsonPointer, type Text } from '#kernel';
import type { Action, AttachedRule, Definition, FieldDefinition, Invoke, Rule, State, StateId, Surroundings, Template } from '../definition/index.js';
import { ChartIndex, type Way } from './chart-index.js';
import type { PathKind } from './conditions/samples.js';
import { truthTable } from './conditions/table.js';
import { explore, type Exploration } from './explore.js';

export type Verdict = 'never' | 'always' | 'sometimes' | 'unknown';

const VAR_KINDS = { text: 'text', number: 'number', boolean: 'boolean', date: 'date', datetime: 'datetime', list: 'choices', json: 'json' } as const;
const UNKNOWN: PathKind = { kind: 'unknown', options: [] };

/** What the checks share: the document, its surroundings, and analyses that are made once and only when asked for. */
export class VerifyContext {
  readonly chart: ChartIndex;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  private readonly verdicts = new Map<unknown, Verdict>();
  private explored: Exploration | null = null;

  constructor(
    readonly definition: Definition,
    /** Those that are switched on. */
    readonly rules: readonly AttachedRule[],
    readonly surroundings: Surroundings,
  ) {
    this.chart = new ChartIndex(definition);
    this.fields = { ...surroundings.fieldsOf(definition.object), ...definition.fields };
  }

  get exploration(): Exploration {
    this.explored ??= explore(this.chart, { isPossible: (way) => this.isPossible(way), isUnconditional: (way) => this.isUnconditional(way) });
    return this.explored;
  }

  /** The root first, then every state in document order. */
  get states(): readonly State[] {
    return [this.definition.root, ...this.definition.states.values()];
  }

  state(id: StateId): State {
    return this.chart.of(id)?.state ?? this.definition.root;
  }

  /** Whether a condition can hold and can fail; `unknown` when it is outside the analysable fragment. */
  verdict(rule: Rule | null): Verdict {
    if (rule === null) return 'always';
    const known = this.verdicts.get(rule);
    if (known) return known;
    const table = truthTable([rule], this.kindOf, 'any');
    const held = table?.rows.filter((row) => row.holds[0]).length ?? -1;
    const verdict: Verdict = !table ? 'unknown' : held === 0 ? 'never' : held === table.rows.length ? 'always' : 'sometimes';
    this.verdicts.set(rule, verdict);
    return verdict;
  }

  isPossible({ transition }: Way): boolean {
    return this.verdict(transition.when) !== 'never';
  }

  isUnconditional(way: Way): boolean {
    if (this.verdict(way.transition.when) !== 'always') return false;
    const { trigger } = way.transition;
    // Its `until` is what it waits for.
    return trigger.kind !== 'invoke-done' || !this.chart.at(way.source).state.invokes.some((i) => i.id === trigger.invoke && i.until !== null);
  }

  /** What is known of the values at a path such as `record.close_value`. */
  readonly kindOf = (path: string): PathKind => {
    const [base, name = '', ...rest] = path.split('.');
    if (base === 'now' && name === '') return { kind: 'datetime', options: [] };
    if (base === 'vars' && rest.length === 0 && Object.hasOwn(this.definition.vars, name)) {
      const type = this.definition.vars[name]?.type;
      return type ? { kind: VAR_KINDS[type], options: [] } : UNKNOWN;
    }
    const field = this.fieldAt(path);
    return field ? { kind: field.type, options: (field.options ?? []).map((o) => o.value) } : UNKNOWN;
  };

  /** How a path is called in a sentence: the title of its field or variable, else the path itself. */
  readonly nameOf = (path: string): Text => {
    const [base, name = '', ...rest] = path.split('.');
    const own = base === 'vars' && rest.length === 0 && Object.hasOwn(this.definition.vars, name) ? this.definition.vars[name]?.title : undefined;
    const title = this.fieldAt(path)?.title ?? own;
    return title ? { en: `"${title.en}"`, 'zh-CN': `“${title['zh-CN'] ?? title.en}”` } : { en: path, 'zh-CN': ` ${path} ` };
  };

  /** The field that a path such as `record.account.sector` means; undefined for any other path. */
  fieldAt(path: string): FieldDefinition | undefined {
    const [base, name = '', ...rest] = path.split('.');
    return base === 'record' ? this.field(name, rest) : undefined;
  }

  /** A field of the record, or of the record it refers to. */
  private field(name: string, rest: readonly string[]): FieldDefinition | undefined {
    const field = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
    const [inner] = rest;
    if (inner === undefined) return field;
    const fields = rest.length === 1 && field?.object ? this.surroundings.fieldsOf(field.object) : null;
    return fields && Object.hasOwn(fields, inner) ? fields[inner] : undefined;
  }

  /** Every action of the document and of the attached rules. */
  get actions(): readonly Action[] {
    return [...this.states.flatMap(actionsOf), ...this.rules.flatMap((rule) => rule.do)];
  }

  get invokes(): readonly Invoke[] {
    return this.states.flatMap((state) => state.invokes);
  }

  /** Every condition with its place: of transitions, actions, waits and attached rules. */
  *conditions(): Generator<{ readonly rule: Rule; readonly at: JsonPointer }> {
    for (const state of this.states) {
      for (const { when, id } of state.transitions) if (when !== null) yield { rule: when, at: pointer(id, 'when') };
      for (const { until, at } of state.invokes) if (until !== null) yield { rule: until, at: pointer(at, 'until') };
    }
    for (const action of this.actions) if (action.if !== null) yield { rule: action.if, at: pointer(action.at, 'if') };
    for (const rule of this.rules) if (rule.when !== null) yield { rule: rule.when, at: pointer('/rules', rule.key, 'when') };
  }

  /** Every input of a step with its place; `items` are the names under `vars` that a forEach gives it. */
  *inputs(): Generator<{ readonly template: Template; readonly at: JsonPointer; readonly step: string; readonly items: readonly string[] }> {
    for (const action of this.actions) yield { template: action.with, at: pointer(action.at, 'with'), step: action.do, items: [] };
    for (const invoke of this.invokes)
      yield { template: invoke.with, at: pointer(invoke.at, 'with'), step: invoke.step, items: invoke.forEach ? [invoke.forEach.as] : [] };
  }

  /** The lists that a forEach goes through. */
  *lists(): Generator<{ readonly rule: Template; readonly at: JsonPointer }> {
    for (const invoke of this.invokes) if (invoke.forEach) yield { rule: invoke.forEach.items, at: pointer(invoke.at, 'forEach', 'items') };
  }
}

/** Entry, exit and transition actions of one state. */
const actionsOf = (state: State): readonly Action[] => [...state.entry, ...state.exit, ...state.transitions.flatMap((t) => t.actions)];

/** The name of a state for a sentence: its title in both languages, in quotes. */
export const named = (state: State): { readonly en: string; readonly zh: string } => ({
  en: `"${state.title.en}"`,
  zh: `“${state.title['zh-CN'] ?? state.title.en}”`,
});

/** What a person calls a transition: its title, else its event. */
export function wayNamed({ title, trigger }: Way['transition']): { readonly en: string; readonly zh: string } {
  if (title) return { en: `"${title.en}"`, zh: `“${title['zh-CN'] ?? title.en}”` };
  switch (trigger.kind) {
    case 'event':
      return { en: `"${trigger.event}"`, zh: `“${trigger.event}”` };
    case 'always':
      return { en: 'the automatic move', zh: '自动转移' };
    case 'after':
      return { en: 'the timer', zh: '定时器' };
    case 'state-done':
      return { en: 'the end of the parts', zh: '各部分完成' };
    case 'invoke-done':
      return { en: `the result of "${trigger.invoke}"`, zh: `“${trigger.invoke}”的结果` };
    case 'invoke-error':
      return { en: `the failure of "${trigger.invoke}"`, zh: `“${trigger.invoke}”的失败` };
  }
}
