import { laterOf, type EffectId, type Instant, type Json } from '#kernel';
import type { DelayDocument, StateId, StateTimer } from '../definition/index.js';
import type { IsActive } from '../compile/chart.js';
import type { Ledger } from './ledger.js';
import type { DueTimes, OpenWait, TimerPurpose } from './run.js';

export type TimerWait = Extract<OpenWait, { kind: 'timer' }>;
export type InvokeWait = Extract<OpenWait, { kind: 'invoke' }>;

/** What the waits need of the move they belong to. */
export interface WaitWorld {
  readonly ledger: Ledger;
  readonly now: Instant;
  readonly times: DueTimes;
}

/** The open waits of a run while an event moves it: opens, closes, pauses them and asks for the effects behind them. */
export class Waits {
  private open: OpenWait[];

  constructor(
    private readonly world: WaitWorld,
    before: readonly OpenWait[],
  ) {
    this.open = [...before];
  }

  all(): readonly OpenWait[] {
    return this.open;
  }
  timer(id: EffectId): TimerWait | undefined {
    return this.open.find((w): w is TimerWait => w.kind === 'timer' && w.id === id);
  }
  invokeOf(effect: EffectId): InvokeWait | undefined {
    return this.open.find((w): w is InvokeWait => w.kind === 'invoke' && w.effects.includes(effect));
  }
  hasInvoke(id: string): boolean {
    return this.open.some((w) => belongsTo(w, id));
  }
  timerFor(matches: (purpose: TimerPurpose) => boolean): TimerWait | undefined {
    return this.open.find((w): w is TimerWait => w.kind === 'timer' && matches(w.purpose));
  }

  /** Opens a timer that fires `delay` after now. */
  setTimer(purpose: TimerPurpose, state: StateId | null, delay: DelayDocument, late: 'fire' | 'skip'): void {
    this.setTimerAt(purpose, state, () => this.world.times.due(delay, this.world.now), late);
  }
  /** Opens a timer for a moment; one that has passed is due now. */
  setTimerAt(purpose: TimerPurpose, state: StateId | null, at: () => Instant, late: 'fire' | 'skip'): void {
    const { ledger, now } = this.world;
    const id = ledger.nextId();
    const due = ledger.due(id, () => laterOf(at(), now));
    ledger.effect({ kind: 'timer', id, due, late });
    this.open.push({ kind: 'timer', id, purpose, state, due, remaining: null, since: now });
  }
  openInvoke(invoke: string, state: StateId, effects: readonly EffectId[]): void {
    this.open.push({ kind: 'invoke', id: invoke, state, effects, outputs: {}, since: this.world.now });
  }
  /** Notes the result of one item of a forEach. */
  addOutput(wait: InvokeWait, effect: EffectId, output: Json): InvokeWait {
    const next = { ...wait, outputs: { ...wait.outputs, [effect]: output } };
    this.open = this.open.map((w) => (w === wait ? next : w));
    return next;
  }

  /** The wait is answered: gone without cancelling what answered it. */
  answer(wait: OpenWait): void {
    this.open = this.open.filter((w) => w !== wait);
  }
  /** Closes everything an invoke waits for, except what has just answered it. */
  closeInvoke(id: string, answeredBy: EffectId | null): void {
    this.closeWhere((w) => belongsTo(w, id), answeredBy);
  }
  /** The state is left: what it waited for is cancelled. */
  leave(state: StateId): void {
    this.closeWhere((w) => w.state === state, null);
  }
  closeTimers(matches: (purpose: TimerPurpose, wait: TimerWait) => boolean): void {
    this.closeWhere((w) => w.kind === 'timer' && matches(w.purpose, w), null);
  }
  private closeWhere(matches: (wait: OpenWait) => boolean, answeredBy: EffectId | null): void {
    const closed = this.open.filter(matches);
    this.open = this.open.filter((w) => !closed.includes(w));
    for (const wait of closed) {
      const ids = wait.kind === 'timer' ? (wait.due === null ? [] : [wait.id]) : wait.effects.filter((e) => !Object.hasOwn(wait.outputs, e));
      for (const id of ids) if (id !== answeredBy) this.cancel(id);
    }
  }

  /** Stops the clocks that a now active state pauses, and lets the others run on. */
  pauseAndResume(timers: ReadonlyMap<string, StateTimer>, isActive: IsActive): void {
    this.open = this.open.map((wait) => {
      const timer = wait.kind === 'timer' && wait.purpose.kind === 'after' ? timers.get(wait.purpose.timer) : undefined;
      if (wait.kind !== 'timer' || !timer?.pausedIn.length) return wait;
      const paused = timer.pausedIn.some(isActive);
      if (paused && wait.due !== null) return this.pause(wait, wait.due, timer);
      if (!paused && wait.remaining !== null) return this.resume(wait, wait.remaining, timer);
      return wait;
    });
  }
  private pause(wait: TimerWait, due: Instant, { delay }: StateTimer): TimerWait {
    const { ledger, now, times } = this.world;
    const remaining = ledger.remaining(wait.id, () => times.remaining(delay, now, due));
    // Cancelled even when set in this very move: the journal keeps the remainder with it.
    ledger.withdraw(wait.id);
    ledger.effect({ kind: 'cancel', id: wait.id });
    return { ...wait, due: null, remaining };
  }
  private resume(wait: TimerWait, remaining: string, { delay, late }: StateTimer): TimerWait {
    const { ledger, now, times } = this.world;
    const rest = typeof delay === 'string' ? remaining : { business: remaining, calendar: delay.calendar };
    const id = ledger.nextId();
    const due = ledger.due(id, () => times.due(rest, now));
    ledger.effect({ kind: 'timer', id, due, late });
    return { ...wait, id, due, remaining: null };
  }

  private cancel(id: EffectId): void {
    if (!this.world.ledger.withdraw(id)) this.world.ledger.effect({ kind: 'cancel', id });
  }
}

const belongsTo = (wait: OpenWait, invoke: string): boolean =>
  wait.kind === 'invoke' ? wait.id === invoke : wait.purpose.kind === 'wait' && wait.purpose.invoke === invoke;
