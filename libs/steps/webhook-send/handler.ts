import type { Outbound } from '#outbound';
import type { StepHandler } from '#runtime';
import { failureOf } from '../http-answer.js';
import { anything, members, requiredText } from '../input.js';
import { secretNamed, type Secrets } from '../secrets.js';
import { postWebhook } from './message.js';

/** Posts the signed message. `webhook-id` is the idempotency key, the same over retries; time and signature are of this attempt. */
export const webhookSend =
  (outbound: Outbound, secrets: Secrets, nowMs: () => number): StepHandler =>
  async ({ input, workspace, idempotencyKey, recordId, runId, signal }) => {
    const given = members(input);
    const url = requiredText(given, 'url', 4000);
    const secret = await secretNamed(secrets, workspace, requiredText(given, 'secret', 80), '/secret');
    const message = { type: requiredText(given, 'type', 200), data: anything(given, 'data'), record: recordId, run: runId };
    const answer = await postWebhook(outbound, { url, secret, id: idempotencyKey, message, nowMs: nowMs(), signal });
    return failureOf(answer, nowMs()) ?? { kind: 'done', output: { status: answer.status } };
  };
