import { TransientError, UserError } from '#kernel';
import type { Actor } from '#pipeline';
import { attemptsOf } from '../committer/effects.js';
import type { Answer, Command, CommandBody, StepOutcome } from '../commands.js';
import type { ClaimedEffect, Clock } from '../ports.js';
import type { Door, Relay } from './relay.js';
import { type StepDesk, failed } from './step-desk.js';

/** Tries to hand in an outcome while the store is away; the lease is renewed meanwhile. */
const HAND_IN_TRIES = 40;
const HAND_IN_PAUSE_MS = 500;

/** What claimed work came to, for the metrics. */
export interface WorkMetrics {
  readonly stepsDone: number;
  readonly stepsFailed: number;
  readonly timersFired: number;
  readonly relayed: number;
  readonly lateOrLost: number;
  /** Of the last claimed work: how long after its due time it was found. */
  readonly lagMs: number;
}

/** Brings one claimed piece of work to its end: performs it and hands the outcome in through the one door. Never throws. */
export class Work {
  readonly #count = { stepsDone: 0, stepsFailed: 0, timersFired: 0, relayed: 0, lateOrLost: 0, lagMs: 0 };

  constructor(
    private readonly door: Door,
    private readonly desk: StepDesk,
    private readonly relay: Relay,
    private readonly clock: Clock,
  ) {}

  metrics(): WorkMetrics {
    return { ...this.#count };
  }

  async finish(claimed: ClaimedEffect, lost: AbortSignal): Promise<void> {
    this.#count.lagMs = claimed.lateByMs;
    try {
      if (claimed.attempt > attemptsOf(claimed.effect) && !this.#isCutOffOnce(claimed))
        await this.#handIn(claimed, poison('it was begun again and again without an outcome'), lost);
      else if (claimed.effect.kind === 'timer') await this.#fire(claimed, lost);
      else if (claimed.effect.kind === 'step') await this.#handIn(claimed, await this.desk.perform(claimed, claimed.effect, lost), lost);
      else if (claimed.effect.kind === 'start' || claimed.effect.kind === 'signal') await this.#pass(claimed, claimed.effect, lost);
    } catch (error) {
      // The store is away for longer than we wait: the lease runs out and somebody takes it again.
      this.#count.lateOrLost += 1;
      if (!(error instanceof TransientError)) await this.#handIn(claimed, outcomeOf(error), lost).catch(() => undefined);
    }
  }

  /** An at-most-once step whose only attempt was cut off says so itself. */
  #isCutOffOnce(claimed: ClaimedEffect): boolean {
    return claimed.expired && claimed.effect.kind === 'step' && claimed.effect.delivery === 'at-most-once';
  }

  async #fire(claimed: ClaimedEffect, lost: AbortSignal): Promise<void> {
    const body: CommandBody = { kind: 'timer.due', runId: claimed.runId, timer: claimed.id };
    const answer = await this.#patiently(() => this.door.submit(commandFor(claimed, { kind: 'timer', id: claimed.id, roles: ['*'] }, body)), lost);
    if (answer.kind === 'applied') this.#count.timersFired += 1;
    else if (answer.kind === 'late') this.#count.lateOrLost += 1;
    else await this.#handIn(claimed, poison('the timer was refused'), lost);
  }

  async #pass(claimed: ClaimedEffect, effect: Parameters<Relay['send']>[1], lost: AbortSignal): Promise<void> {
    const outcome = await this.#patiently(() => this.relay.send(claimed, effect), lost);
    if (outcome) await this.#handIn(claimed, outcome, lost);
    else this.#count.relayed += 1;
  }

  async #handIn(claimed: ClaimedEffect, outcome: StepOutcome, lost: AbortSignal): Promise<void> {
    const command = (given: StepOutcome): Command =>
      commandFor(
        claimed,
        { kind: 'step', id: claimed.id, roles: ['*'] },
        { kind: 'effect.outcome', runId: claimed.runId, effect: claimed.id, epoch: claimed.epoch, outcome: given },
      );
    let answer: Answer;
    try {
      answer = await this.#patiently(() => this.door.submit(command(outcome)), lost);
    } catch (error) {
      // The run cannot take this result: a person looks at it, and the work is not done again.
      if (error instanceof TransientError) throw error;
      answer = await this.#patiently(() => this.door.submit(command(poison(messageOf(error)))), lost);
    }
    if (answer.kind === 'refused') answer = await this.#patiently(() => this.door.submit(command(poison('its result was refused'))), lost);
    this.#tally(answer, outcome);
  }

  #tally(answer: Answer, outcome: StepOutcome): void {
    if (answer.kind === 'late') this.#count.lateOrLost += 1;
    else if (outcome.kind === 'done') this.#count.stepsDone += 1;
    else this.#count.stepsFailed += 1;
  }

  async #patiently<T>(call: () => Promise<T>, lost: AbortSignal): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await call();
      } catch (error) {
        const passing = error instanceof TransientError || (error instanceof UserError && error.kind === 'too-many');
        if (!passing || tries >= HAND_IN_TRIES || lost.aborted) throw error instanceof UserError && passing ? new TransientError(error.message) : error;
        await this.clock.sleep(error.retryAfterMs ?? HAND_IN_PAUSE_MS);
      }
    }
  }
}

const poison = (message: string): StepOutcome => failed('effect.poison', message, false);

const messageOf = (error: unknown): string => (error instanceof UserError ? error.problems[0].text.en : error instanceof Error ? error.message : String(error));

/** A run's own UserError will not go away by itself; a defect may. */
const outcomeOf = (error: unknown): StepOutcome =>
  error instanceof UserError ? failed(error.code, messageOf(error), false) : failed('effect.defect', messageOf(error), true);

const commandFor = (claimed: ClaimedEffect, actor: Actor, body: CommandBody): Command => ({
  workspace: claimed.workspace,
  actor,
  source: actor.kind === 'timer' ? 'timer' : 'effect',
  key: null,
  occurredAt: null,
  history: false,
  origin: null,
  body,
});
