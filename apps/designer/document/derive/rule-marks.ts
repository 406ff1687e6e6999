import { inLocale, type Locale } from '#kernel';
import { type AttachedRuleDocument, hears } from '#pipeline';
import type { StateTree } from '../tree/state-tree.js';
import type { RuleMark } from './graph.js';

const NO_MARKS: readonly RuleMark[] = [];

/** Attached rules by the place where they bite. The lists are the same objects for the same place. */
export class RuleMarks {
  private readonly byState = new Map<string, RuleMark[]>();
  private readonly byEvent: { readonly event: string; readonly mark: RuleMark }[] = [];
  private readonly elsewhere: RuleMark[] = [];
  private readonly eventLists = new Map<string, readonly RuleMark[]>();

  constructor(
    readonly rules: readonly AttachedRuleDocument[],
    readonly locale: Locale,
  ) {
    for (const rule of rules) this.add(rule);
  }

  private add({ key, title, on, refuse, enabled }: AttachedRuleDocument): void {
    const mark = (when: RuleMark['when']): RuleMark => ({
      key,
      title: inLocale(title, this.locale),
      when,
      refuses: refuse !== undefined,
      isEnabled: enabled !== false,
    });
    if ('enter' in on) this.atState(on.enter, mark('enter'));
    else if ('leave' in on) this.atState(on.leave, mark('leave'));
    else if ('idle' in on) this.atState(on.in, mark('idle'));
    else if ('event' in on) this.byEvent.push({ event: on.event, mark: mark('event') });
    else this.elsewhere.push(mark('changed' in on ? 'changed' : 'every'));
  }

  private atState(id: string, mark: RuleMark): void {
    const list = this.byState.get(id);
    if (list) list.push(mark);
    else this.byState.set(id, [mark]);
  }

  ofState(id: string): readonly RuleMark[] {
    return this.byState.get(id) ?? NO_MARKS;
  }

  ofEvent(event: string | null): readonly RuleMark[] {
    if (event === null || this.byEvent.length === 0) return NO_MARKS;
    const known = this.eventLists.get(event);
    if (known) return known;
    const marks = this.byEvent.filter((rule) => eventsMeet(rule.event, event)).map(({ mark }) => mark);
    const list = marks.length > 0 ? marks : NO_MARKS;
    this.eventLists.set(event, list);
    return list;
  }

  /** Rules that bite at no state and no listened event. */
  beside(tree: StateTree, events: ReadonlySet<string>): readonly RuleMark[] {
    const lostStates = [...this.byState].filter(([id]) => !tree.has(id)).flatMap(([, marks]) => marks);
    const lostEvents = this.byEvent.filter(({ event }) => ![...events].some((known) => eventsMeet(event, known))).map(({ mark }) => mark);
    return [...this.elsewhere, ...lostStates, ...lostEvents];
  }
}

/** True when some event fits both, each of which may end in `.*` or be `*`. */
export const eventsMeet = (a: string, b: string): boolean => hears(a, b) || hears(b, a);
