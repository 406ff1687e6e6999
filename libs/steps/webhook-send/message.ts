import { webhookHeaders, type Outbound, type OutboundResponse } from '#outbound';
import type { Json } from '#kernel';
import { badInput } from '../input.js';
import type { Secret } from '../secrets.js';

const MAX_BYTES = 256 * 1024;

/** What is sent: of a test there is no record and no run. */
export interface WebhookMessage {
  readonly type: string;
  readonly data: Json;
  readonly record: string | null;
  readonly run: string | null;
}

export interface WebhookPost {
  readonly url: string;
  readonly secret: Secret;
  /** `webhook-id`: the same over all attempts at one message. */
  readonly id: string;
  readonly message: WebhookMessage;
  /** The time the signature carries, in milliseconds since 1970. */
  readonly nowMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Posts a message signed by Standard Webhooks, only to hosts its secret was made for: a signature given to another host
 * could be played back. Throws as `Outbound.request`, and UserError `webhook.secret` or `step.input`.
 */
export function postWebhook(outbound: Outbound, { url, secret, id, message, nowMs, signal }: WebhookPost): Promise<OutboundResponse> {
  const body = JSON.stringify(message);
  if (body.length > MAX_BYTES) throw badInput('/data', { en: 'The message is larger than 256 KiB.', 'zh-CN': '消息超过 256 KiB。' });
  return outbound.request({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    credentials: { hosts: secret.hosts, headers: webhookHeaders(secret.value, id, Math.floor(nowMs / 1000), body) },
    body,
    maxBytes: 64 * 1024,
    ...(signal === undefined ? {} : { signal }),
  });
}
