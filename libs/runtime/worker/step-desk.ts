import { TransientError, UserError } from '#kernel';
import type { Effect, StepError } from '#pipeline';
import { CAPS, bytesBeyond } from '../caps.js';
import type { StepOutcome } from '../commands.js';
import type { ClaimedEffect, Clock, Handlers, StepHandler } from '../ports.js';

type StepEffect = Extract<Effect, { kind: 'step' }>;
type Failed = Extract<StepOutcome, { kind: 'failed' }>;

/** Longest pause between two attempts. */
const MAX_BACKOFF_MS = 3_600_000;

/** Before the attempt after `attempt`: doubled each time, at most an hour, spread by half up and down with `random` in [0, 1). */
export const backoffMs = (firstMs: number, attempt: number, random: () => number): number =>
  Math.round(Math.min(firstMs * 2 ** Math.max(0, attempt - 1), MAX_BACKOFF_MS) * (0.5 + random()));

/** An at-most-once step that was begun before: a second attempt says the same as an expired lease, also where an earlier version forgot to look. */
export const wasCutOff = ({ effect, expired, attempt }: ClaimedEffect): boolean =>
  effect.kind === 'step' && effect.delivery === 'at-most-once' && (expired || attempt > 1);

/** Does one attempt at a step: finds its handler, keeps its time, puts whatever happens into an outcome. Never throws. */
export class StepDesk {
  constructor(
    private readonly handlers: Handlers,
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  async perform(claimed: ClaimedEffect, effect: StepEffect, lost: AbortSignal): Promise<StepOutcome> {
    const once = effect.delivery === 'at-most-once';
    if (wasCutOff(claimed)) return unknown('an earlier attempt was cut off');
    const handler = this.handlers.get(effect.step);
    if (!handler) return failed('step.no-handler', `nothing here does "${effect.step}"`, false);
    const outcome = await this.#attempt(handler, claimed, effect, lost);
    if (outcome.kind === 'failed' && outcome.retryable) return once ? unknown(outcome.error.message) : this.#paced(outcome, effect, claimed.attempt);
    if (outcome.kind === 'failed') return outcome;
    return bytesBeyond(outcome.output, CAPS.eventBytes - 1024) > 0
      ? failed('step.output-too-large', `its result is over ${CAPS.eventBytes} bytes`, false)
      : outcome;
  }

  async #attempt(handler: StepHandler, claimed: ClaimedEffect, effect: StepEffect, lost: AbortSignal): Promise<StepOutcome> {
    const stop = new AbortController();
    const paced = new AbortController();
    const once = effect.delivery === 'at-most-once';
    const cutOff = (code: string, message: string): StepOutcome => {
      stop.abort();
      return once ? unknown(message) : failed(code, message, true);
    };
    const aborted = new Promise<StepOutcome>((resolve) => {
      const leave = (): void => resolve(cutOff('step.interrupted', 'the worker stopped or lost its lease'));
      if (lost.aborted) leave();
      else lost.addEventListener('abort', leave, { once: true, signal: paced.signal });
    });
    const late = this.clock.sleep(effect.retry.timeoutMs, paced.signal).then(
      () => (paced.signal.aborted ? new Promise<StepOutcome>(() => undefined) : cutOff('step.timeout', `no result within ${effect.retry.timeoutMs} ms`)),
      () => new Promise<StepOutcome>(() => undefined),
    );
    try {
      return await Promise.race([begin(handler, claimed, effect, stop.signal), aborted, late]);
    } catch (error) {
      return thrown(error, once);
    } finally {
      paced.abort();
    }
  }

  #paced(outcome: Failed, effect: StepEffect, attempt: number): Failed {
    const pauseMs = backoffMs(effect.retry.backoffMs, attempt, this.random);
    return { ...outcome, retryAfterMs: Math.max(pauseMs, outcome.retryAfterMs ?? 0) };
  }
}

async function begin(handler: StepHandler, claimed: ClaimedEffect, effect: StepEffect, signal: AbortSignal): Promise<StepOutcome> {
  return handler({
    workspace: claimed.workspace,
    step: effect.step,
    input: effect.input,
    idempotencyKey: claimed.id,
    attempt: claimed.attempt,
    recordId: claimed.recordId,
    runId: claimed.runId,
    signal,
  });
}

/** A UserError is known not to have been done; after anything else an at-most-once step cannot know. */
function thrown(error: unknown, once: boolean): StepOutcome {
  if (error instanceof UserError) return failed(error.code, error.problems[0].text.en, false);
  const message = error instanceof Error ? error.message : String(error);
  if (once) return unknown(message);
  if (error instanceof TransientError)
    return { kind: 'failed', error: { code: 'step.transient', message }, retryable: true, retryAfterMs: error.retryAfterMs ?? null };
  return failed('step.defect', message, true);
}

export function failed(code: string, message: string, retryable: boolean): Failed {
  const error: StepError = { code, message: message.slice(0, 2000) };
  return { kind: 'failed', error, retryable, retryAfterMs: null };
}

const unknown = (message: string): Failed => failed('step.outcome-unknown', message, false);
