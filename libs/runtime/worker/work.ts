import { TransientError, UserError } from '#kernel';
import type { Actor } from '#pipeline';
import { attemptsOf } from '../committer/effects.js';
import type { Answer, Command, CommandBody, StepOutcome } from '../commands.js';
import type { Observer, WorkEnd } from '../observer.js';
import type { ClaimedEffect, Clock } from '../ports.js';
import type { Door, Relay } from './relay.js';
import { type StepDesk, failed, wasCutOff } from './step-desk.js';

/** Tries to hand in an outcome while the store is away; the lease is renewed meanwhile. */
const HAND_IN_TRIES = 40;
const HAND_IN_PAUSE_MS = 500;

type Ended = Omit<WorkEnd, 'tookMs'>;

const DONE: Ended = { kind: 'done', code: null };
const LATE: Ended = { kind: 'late', code: null };

/** Brings one claimed piece of work to its end: performs it and hands the outcome in through the one door. Never throws. */
export class Work {
  constructor(
    private readonly door: Door,
    private readonly desk: StepDesk,
    private readonly relay: Relay,
    private readonly around: { readonly clock: Clock; readonly observer: Observer },
  ) {}

  async finish(claimed: ClaimedEffect, lost: AbortSignal): Promise<void> {
    const { clock, observer } = this.around;
    const beganMs = clock.nowMs();
    const ended = await this.#finish(claimed, lost).catch((error: unknown) => this.#handInError(claimed, error, lost));
    observer.workEnded(claimed, { ...ended, tookMs: clock.nowMs() - beganMs });
  }

  async #finish(claimed: ClaimedEffect, lost: AbortSignal): Promise<Ended> {
    const { effect } = claimed;
    if (claimed.attempt > attemptsOf(effect) && !wasCutOff(claimed))
      return this.#handIn(claimed, poison('it was begun again and again without an outcome'), lost);
    switch (effect.kind) {
      case 'timer':
        return this.#fire(claimed, lost);
      case 'step':
        return this.#handIn(claimed, await this.desk.perform(claimed, effect, lost), lost);
      case 'start':
      case 'signal':
        return this.#pass(claimed, effect, lost);
      default:
        return LATE; // nothing that is claimed
    }
  }

  /** A store that is away for longer than we wait leaves the lease to run out, and somebody takes the work again. */
  async #handInError(claimed: ClaimedEffect, error: unknown, lost: AbortSignal): Promise<Ended> {
    const unknown: Ended = { kind: 'unknown', code: null };
    return error instanceof TransientError ? unknown : this.#handIn(claimed, outcomeOf(error), lost).catch(() => unknown);
  }

  async #fire(claimed: ClaimedEffect, lost: AbortSignal): Promise<Ended> {
    const body: CommandBody = { kind: 'timer.due', runId: claimed.runId, timer: claimed.id };
    const answer = await this.#patiently(() => this.door.submit(commandFor(claimed, { kind: 'timer', id: claimed.id, roles: ['*'] }, body)), lost);
    if (answer.kind === 'refused') return this.#handIn(claimed, poison('the timer was refused'), lost);
    return answer.kind === 'late' ? LATE : DONE;
  }

  async #pass(claimed: ClaimedEffect, effect: Parameters<Relay['send']>[1], lost: AbortSignal): Promise<Ended> {
    const outcome = await this.#patiently(() => this.relay.send(claimed, effect), lost);
    return outcome ? this.#handIn(claimed, outcome, lost) : DONE;
  }

  async #handIn(claimed: ClaimedEffect, outcome: StepOutcome, lost: AbortSignal): Promise<Ended> {
    const send = (given: StepOutcome): Promise<Answer> =>
      this.#patiently(
        () =>
          this.door.submit(
            commandFor(
              claimed,
              { kind: 'step', id: claimed.id, roles: ['*'] },
              { kind: 'effect.outcome', runId: claimed.runId, effect: claimed.id, epoch: claimed.epoch, outcome: given },
            ),
          ),
        lost,
      );
    // The run cannot take this result: a person looks at it, and the work is not done again.
    const asPoison = (message: string): Promise<Ended> => send(poison(message)).then((answer) => endedAs(claimed, poison(message), answer));
    let answer: Answer;
    try {
      answer = await send(outcome);
    } catch (error) {
      if (error instanceof TransientError) throw error;
      return asPoison(messageOf(error));
    }
    return answer.kind === 'refused' ? asPoison('its result was refused') : endedAs(claimed, outcome, answer);
  }

  async #patiently<T>(call: () => Promise<T>, lost: AbortSignal): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await call();
      } catch (error) {
        const passing = error instanceof TransientError || (error instanceof UserError && error.kind === 'too-many');
        if (!passing || tries >= HAND_IN_TRIES || lost.aborted) throw error instanceof UserError && passing ? new TransientError(error.message) : error;
        await this.around.clock.sleep(error.retryAfterMs ?? HAND_IN_PAUSE_MS);
      }
    }
  }
}

function endedAs(claimed: ClaimedEffect, outcome: StepOutcome, answer: Answer): Ended {
  if (answer.kind === 'late') return LATE;
  if (outcome.kind === 'done') return DONE;
  const again = outcome.retryable && claimed.attempt < attemptsOf(claimed.effect);
  return { kind: again ? 'retry' : 'failed', code: outcome.error.code };
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
