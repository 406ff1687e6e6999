import { createHmac, timingSafeEqual } from 'node:crypto';
import { fail, ok, UserError, type Problem, type Result } from '#kernel';

/** How far a message's time may be from ours, in seconds. */
export const WEBHOOK_WINDOW_SECONDS = 300;

/** The headers of a signed message, after Standard Webhooks (https://www.standardwebhooks.com). */
export interface WebhookHeaders extends Record<string, string> {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** `v1,` and the signature of `<id>.<timestamp>.<payload>`; `timestamp` in whole seconds since 1970. Throws UserError `webhook.secret` for an unusable secret. */
export function signWebhook(secret: string, id: string, timestamp: number, payload: string): string {
  return `v1,${createHmac('sha256', keyOf(secret))
    .update(`${id}.${Math.trunc(timestamp)}.${payload}`, 'utf8')
    .digest('base64')}`;
}

/** All three headers of an outgoing message. */
export const webhookHeaders = (secret: string, id: string, timestamp: number, payload: string): WebhookHeaders => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.trunc(timestamp)),
  'webhook-signature': signWebhook(secret, id, timestamp, payload),
});

/**
 * Checks an incoming message against every current secret (two during a rotation), in constant time for each. `payload`
 * is the body exactly as received. Header names are looked up in lower case, as Node gives them. The id is the
 * idempotency key of the message.
 */
export function verifyWebhook(
  secrets: readonly string[],
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  payload: string | Uint8Array,
  nowSeconds: number,
): Result<{ readonly id: string; readonly timestamp: number }, Problem> {
  const [id, stamp, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name]);
  if (typeof id !== 'string' || typeof stamp !== 'string' || typeof given !== 'string' || id === '' || id.length > 200) {
    return refused(
      'webhook.headers',
      'The headers webhook-id, webhook-timestamp and webhook-signature are needed, once each.',
      '需要 webhook-id、webhook-timestamp 和 webhook-signature 请求头，各一个。',
    );
  }
  const timestamp = /^\d{1,12}$/.test(stamp) ? Number(stamp) : Number.NaN;
  if (!(Math.abs(nowSeconds - timestamp) <= WEBHOOK_WINDOW_SECONDS)) {
    return refused('webhook.timestamp', 'The time of this message is more than five minutes away from ours.', '该消息的时间与我们的时间相差超过五分钟。');
  }
  const candidates = given.split(' ', 20).flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
  const signed = Buffer.concat([Buffer.from(`${id}.${stamp}.`, 'utf8'), Buffer.from(payload)]);
  const genuine = secrets.map((secret) => {
    const expected = createHmac('sha256', keyOf(secret)).update(signed).digest();
    return candidates.map((candidate) => candidate.length === expected.length && timingSafeEqual(candidate, expected)).includes(true);
  });
  if (genuine.includes(true)) return ok({ id, timestamp });
  return refused('webhook.signature', 'The signature does not fit this message.', '签名与此消息不符。');
}

/** `whsec_` and the key in base64, from at least 24 random bytes of the caller. */
export const webhookSecret = (random: Uint8Array): string => `whsec_${Buffer.from(random).toString('base64')}`;

function keyOf(secret: string): Buffer {
  const text = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  const key = Buffer.from(text, 'base64');
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && key.length > 0) return key;
  throw new UserError('invalid', {
    code: 'webhook.secret',
    at: '',
    text: { en: 'A webhook secret is "whsec_" and a key in base64.', 'zh-CN': 'Webhook 密钥由“whsec_”加 base64 密钥组成。' },
  });
}

const refused = (code: string, en: string, zh: string): Result<never, Problem> => fail({ code, at: '', text: { en, 'zh-CN': zh } });
