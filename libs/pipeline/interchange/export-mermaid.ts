import { inLocale, type Locale } from '#kernel';
import { ROOT_ID, type Definition, type DelayDocument, type Rule, type State, type StateId, type Transition } from '../definition/index.js';
import { ruleInWords, type PathNames } from './rule-words.js';

/**
 * The pipeline as a Mermaid `stateDiagram-v2` in the reader's language: nested and parallel states, history, initial
 * and final marks, labels of transitions, and a note at each state whose transitions have conditions. Pure.
 */
export const exportMermaid = (definition: Definition, locale: Locale): string => new Diagram(definition, locale).text();

const WORDS = {
  en: {
    history: 'back to where it was',
    deep: 'back to where it was, all the way down',
    after: 'after',
    done: 'done',
    failed: 'failed',
    when: 'when',
    always: 'automatically',
    business: 'working time',
  },
  'zh-CN': {
    history: '回到上次的位置',
    deep: '回到上次的位置（含内层）',
    after: '经过',
    done: '完成',
    failed: '失败',
    when: '当',
    always: '自动',
    business: '工作时间',
  },
} as const;

/** Words of Mermaid's own language. */
const RESERVED = new Set([
  'state',
  'note',
  'end',
  'as',
  'direction',
  'default',
  'class',
  'classdef',
  'style',
  'click',
  'href',
  'left',
  'right',
  'of',
  'tb',
  'lr',
  'bt',
  'rl',
  'root',
  'start',
  'hide',
  'scale',
  'title',
]);

class Diagram {
  private readonly names = new Map<StateId, string>();
  private readonly lines: string[] = ['stateDiagram-v2'];
  private readonly paths: PathNames;

  constructor(
    private readonly definition: Definition,
    private readonly locale: Locale,
  ) {
    const taken = new Set<string>();
    for (const id of definition.states.keys()) {
      const bare = id.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '') || 's';
      const plain = RESERVED.has(bare.toLowerCase()) || /^\d/.test(bare) ? `s_${bare}` : bare;
      let name = plain;
      for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain}_${n}`;
      taken.add(name.toLowerCase());
      this.names.set(id, name);
    }
    this.paths = (path) => {
      const [root, field = ''] = path.split('.');
      const title = root === 'record' ? definition.fields[field]?.title : root === 'vars' ? definition.vars[field]?.title : undefined;
      return title ? inLocale(title, locale) : path;
    };
  }

  text(): string {
    this.inside(this.definition.root, 1);
    return `${this.lines.join('\n')}\n`;
  }

  private state(id: StateId): State {
    return this.definition.states.get(id) ?? this.definition.root;
  }

  private name(id: StateId): string {
    return this.names.get(id) ?? 's';
  }

  private line(depth: number, text: string): void {
    this.lines.push(`${'  '.repeat(depth)}${text}`);
  }

  /** The children of a state, where entering leads, and the transitions that stay within it. */
  private inside(outer: State, depth: number): void {
    outer.children.forEach((id, n) => {
      if (outer.kind === 'parallel' && n > 0) this.line(depth, '--');
      this.draw(this.state(id), depth);
    });
    for (const id of outer.initial) this.line(depth, `[*] --> ${this.name(id)}`);
    for (const id of outer.children) if (this.state(id).kind === 'final') this.line(depth, `${this.name(id)} --> [*]`);
    for (const state of this.definition.states.values()) for (const t of state.transitions) if (this.home(t) === outer.id) this.arrow(t, depth);
    if (outer.id === ROOT_ID) this.notes(depth);
  }

  private draw(state: State, depth: number): void {
    const words = WORDS[this.locale];
    const title =
      state.kind === 'history' ? `H${state.history?.deep ? '*' : ''} ${state.history?.deep ? words.deep : words.history}` : inLocale(state.title, this.locale);
    const head = `state "${escaped(title)}" as ${this.name(state.id)}`;
    if (state.children.length === 0) return this.line(depth, head);
    this.line(depth, `${head} {`);
    this.inside(state, depth + 1);
    this.line(depth, '}');
  }

  /** The innermost state that holds both ends. */
  private home({ source, targets }: Transition): StateId | null {
    const above = (id: StateId): StateId[] => {
      const parent = this.definition.states.get(id)?.parent;
      return parent ? [parent, ...above(parent)] : [ROOT_ID];
    };
    const shared = targets.map(above);
    return above(source).find((id) => shared.every((list) => list.includes(id))) ?? null;
  }

  private arrow(transition: Transition, depth: number): void {
    const label = escaped(this.label(transition));
    const targets = transition.targets.length ? transition.targets : [transition.source];
    for (const target of targets) this.line(depth, `${this.name(transition.source)} --> ${this.name(target)}${label ? ` : ${label}` : ''}`);
  }

  private label(transition: Transition): string {
    const words = WORDS[this.locale];
    const { trigger, when, title } = transition;
    const mark = when === null ? '' : ` [${words.when} …]`;
    if (title) return inLocale(title, this.locale) + mark;
    switch (trigger.kind) {
      case 'event':
        return trigger.event + mark;
      case 'always':
        return words.always + mark;
      case 'after':
        return `${words.after} ${this.delay(this.state(transition.source).timers.find((t) => t.id === trigger.timer)?.delay ?? '')}${mark}`;
      case 'state-done':
        return words.done + mark;
      case 'invoke-done':
        return `${trigger.invoke} ${words.done}${mark}`;
      case 'invoke-error':
        return `${trigger.invoke} ${words.failed}${mark}`;
    }
  }

  private delay(delay: DelayDocument): string {
    return typeof delay === 'string' ? delay : `${delay.business} (${WORDS[this.locale].business}, ${delay.calendar})`;
  }

  /** Conditions in full: labels would become unreadable with them. */
  private notes(depth: number): void {
    for (const state of this.definition.states.values()) {
      const conditional = state.transitions.filter((t) => t.when !== null);
      if (conditional.length === 0) continue;
      this.line(depth, `note right of ${this.name(state.id)}`);
      for (const t of conditional)
        this.line(depth + 1, escaped(`${this.label({ ...t, when: null })}: ${ruleInWords(t.when as Rule, this.locale, this.paths)}`));
      this.line(depth, 'end note');
    }
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '"': '#quot;',
  '#': '#35;',
  ';': '#59;',
  ':': '#58;',
  '<': '#lt;',
  '>': '#gt;',
  '{': '#123;',
  '}': '#125;',
  '[': '#91;',
  ']': '#93;',
  '%': '#37;',
  '`': '#96;',
  '\\': '#92;',
  '&': '#38;',
};

/** A text that Mermaid shows as it is: its own signs as entities, on one line. */
const escaped = (text: string): string =>
  [...text.replace(/\s+/g, ' ').trim()]
    .slice(0, 300)
    .map((c) => (Object.hasOwn(ENTITIES, c) ? ENTITIES[c] : c))
    .join('')
    .replace(/--/g, '#45;#45;')
    .replace(/\bend note\b/gi, (m) => m.replace(' ', '#32;'));
