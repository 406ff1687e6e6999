import type { Mailer, Outbound } from '#outbound';
import type { Handlers, StepHandler } from '#runtime';
import type { WorkerKind } from './definitions.js';
import { emailSend } from './email-send/handler.js';
import { httpRequest } from './http-request/handler.js';
import type { Secrets } from './secrets.js';
import { webhookSend } from './webhook-send/handler.js';

export type { Secret, Secrets } from './secrets.js';

export interface HandlerDependencies {
  readonly outbound: Outbound;
  readonly mailer: Mailer;
  readonly secrets: Secrets;
  /** The time that a signature carries, in milliseconds since 1970. */
  readonly nowMs: () => number;
}

/** The handler of every kind that a worker does. One line a kind. */
export function createHandlers({ outbound, mailer, secrets, nowMs }: HandlerDependencies): Handlers {
  const handlers = {
    'email.send': emailSend(mailer),
    'http.request': httpRequest(outbound, secrets, nowMs),
    'webhook.send': webhookSend(outbound, secrets, nowMs),
  } satisfies Record<WorkerKind, StepHandler>;
  const byKind = new Map<string, StepHandler>(Object.entries(handlers));
  return { get: (step) => byKind.get(step) };
}
