import type { Definition, State, StateId, Transition } from '../definition/index.js';
import type { Chart, ChartEvent, ChartHooks, IsActive, Position, Raise } from './chart.js';

/** Calls remembered per chart; when they are used up, remembering starts anew. */
const MAX_CALLS = 50_000;

type Subject =
  | { readonly hook: 'guard'; readonly of: Transition }
  | { readonly hook: 'take'; readonly of: Transition }
  | { readonly hook: 'enter'; readonly of: State }
  | { readonly hook: 'exit'; readonly of: State };

/** One call of a hook, and what came next for each outcome: `1` / `0` of a guard, the raised event types of an action. */
interface Call {
  readonly subject: Subject;
  /** Which event it was called with: 0 = the main one, n = the n-th raised, -1 = one of the chart's own. */
  readonly event: number;
  readonly isActive: IsActive;
  readonly next: Map<string, Call | Rest>;
}
/** The chart has come to rest. */
interface Rest {
  readonly position: Position;
}
type Step = Call | Rest;

/** What a call came to: a key to tell outcomes apart, its answer, and the raised events that something listens to. */
interface Outcome {
  readonly key: string;
  readonly answer: boolean;
  readonly heard: readonly ChartEvent[];
}

/**
 * A chart that remembers its moves. Where a move leads is a function of the position, the event, what the guards say
 * and what the actions raise; so the calls of one move can be played again without asking the chart, as long as the
 * outcomes are those of an earlier move. At the first new outcome the chart itself takes over from there.
 * traced-chart.spec.ts holds it equal to the chart it wraps.
 */
export class TracedChart implements Chart {
  private readonly moves = new Map<string, Step>();
  private calls = 0;

  constructor(
    private readonly chart: Chart,
    /** As `EventNames.typeOf`: null for an event that nothing listens to. */
    private readonly typeOf: (event: ChartEvent) => string | null,
  ) {}

  get definition(): Definition {
    return this.chart.definition;
  }
  knowsEvent(name: string): boolean {
    return this.chart.knowsEvent(name);
  }
  isConfiguration(states: readonly StateId[]): boolean {
    return this.chart.isConfiguration(states);
  }
  start(hooks: ChartHooks): Position {
    return this.play('start', { trigger: { kind: 'none' }, data: {} }, hooks, (h) => this.chart.start(h));
  }
  enterAt(states: readonly StateId[], hooks: ChartHooks): Position {
    return this.chart.enterAt(states, hooks);
  }
  move(from: Position, event: ChartEvent, hooks: ChartHooks): Position {
    const key = `${this.typeOf(event) ?? ''}\n${from.configuration.join('\n')}\n${historyKey(from.history)}`;
    return this.play(key, event, hooks, (h) => this.chart.move(from, event, h));
  }

  private play(key: string, main: ChartEvent, hooks: ChartHooks, real: (hooks: ChartHooks) => Position): Position {
    const events = [main];
    const obtained: Outcome[] = [];
    let step = this.moves.get(key);
    while (step && 'subject' in step) {
      const outcome = this.ask(step.subject, events[step.event] ?? NO_EVENT, step.isActive, hooks);
      obtained.push(outcome);
      events.push(...outcome.heard);
      step = step.next.get(outcome.key);
    }
    if (step) return step.position;
    if (this.calls > MAX_CALLS) this.forget();
    return this.record(key, main, obtained, hooks, real);
  }

  private ask(subject: Subject, event: ChartEvent, isActive: IsActive, hooks: ChartHooks): Outcome {
    if (subject.hook === 'guard') return hooks.guard(subject.of, event, isActive) ? YES : NO;
    const raised: ChartEvent[] = [];
    const raise: Raise = (e) => raised.push(e);
    const answer = act(hooks, subject, event, isActive, raise);
    if (!raised.length) return answer ? YES : NO;
    const heard = raised.filter((e) => this.typeOf(e) !== null);
    return { key: [answer ? '1' : '0', ...heard.map((e) => this.typeOf(e))].join('\n'), answer, heard };
  }

  /** Lets the chart itself move, gives the outcomes obtained so far again, and remembers every call. */
  private record(key: string, main: ChartEvent, obtained: readonly Outcome[], hooks: ChartHooks, real: (hooks: ChartHooks) => Position): Position {
    const events: ChartEvent[] = [main];
    this.calls++;
    let count = 0;
    let known = this.moves.get(key);
    let attach = (step: Step): unknown => this.moves.set(key, step);
    const call = (subject: Subject, event: ChartEvent, isActive: IsActive): Outcome => {
      const at = known && 'subject' in known ? known : this.newCall(subject, events.indexOf(event), isActive);
      if (at !== known) attach(at);
      const outcome = obtained[count++] ?? this.ask(subject, event, isActive, hooks);
      events.push(...outcome.heard);
      known = at.next.get(outcome.key);
      attach = (step) => at.next.set(outcome.key, step);
      return outcome;
    };
    const again = (subject: Subject, event: ChartEvent, isActive: IsActive, raise: Raise): boolean => {
      const { answer, heard } = call(subject, event, isActive);
      heard.forEach(raise);
      return answer;
    };
    const position = real({
      guard: (of, event, isActive) => call({ hook: 'guard', of }, event, isActive).answer,
      take: (of, event, isActive, raise) => again({ hook: 'take', of }, event, isActive, raise),
      enter: (of, event, isActive, raise) => again({ hook: 'enter', of }, event, isActive, raise),
      exit: (of, event, isActive, raise) => again({ hook: 'exit', of }, event, isActive, raise),
    });
    attach({ position });
    return position;
  }

  private newCall(subject: Subject, event: number, isActive: IsActive): Call {
    this.calls++;
    return { subject, event, isActive, next: new Map() };
  }
  private forget(): void {
    this.moves.clear();
    this.calls = 0;
  }
}

const NO_EVENT: ChartEvent = { trigger: { kind: 'none' }, data: {} };
const YES: Outcome = { key: '1', answer: true, heard: [] };
const NO: Outcome = { key: '0', answer: false, heard: [] };

function act(hooks: ChartHooks, subject: Exclude<Subject, { hook: 'guard' }>, event: ChartEvent, isActive: IsActive, raise: Raise): boolean {
  switch (subject.hook) {
    case 'take':
      return hooks.take(subject.of, event, isActive, raise);
    case 'enter':
      return hooks.enter(subject.of, event, isActive, raise);
    case 'exit':
      return hooks.exit(subject.of, event, isActive, raise);
  }
}

function historyKey(history: Position['history']): string {
  let key = '';
  for (const [id, states] of Object.entries(history)) key += `${id}:${states.join(',')};`;
  return key;
}
