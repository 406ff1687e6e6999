import { webhookHeaders, type Outbound } from '#outbound';
import type { StepHandler } from '#runtime';
import { failureOf } from '../http-answer.js';
import { anything, badInput, members, requiredText } from '../input.js';
import { secretNamed, type Secrets } from '../secrets.js';

const MAX_BYTES = 256 * 1024;

/**
 * Posts the signed message, only to hosts its secret was made for: a signature given to another host could be played
 * back. `webhook-id` is the idempotency key, the same over retries; time and signature
 * are of this attempt.
 */
export const webhookSend =
  (outbound: Outbound, secrets: Secrets, nowMs: () => number): StepHandler =>
  async ({ input, workspace, idempotencyKey, recordId, runId, signal }) => {
    const given = members(input);
    const url = requiredText(given, 'url', 4000);
    const secret = await secretNamed(secrets, workspace, requiredText(given, 'secret', 80), '/secret');
    const payload = JSON.stringify({ type: requiredText(given, 'type', 200), data: anything(given, 'data'), record: recordId, run: runId });
    if (payload.length > MAX_BYTES) throw badInput('/data', { en: 'The message is larger than 256 KiB.', 'zh-CN': '消息超过 256 KiB。' });
    const signed = webhookHeaders(secret.value, idempotencyKey, Math.floor(nowMs() / 1000), payload);
    const answer = await outbound.request({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      credentials: { hosts: secret.hosts, headers: signed },
      body: payload,
      signal,
      maxBytes: 64 * 1024,
    });
    return failureOf(answer, nowMs()) ?? { kind: 'done', output: { status: answer.status } };
  };
