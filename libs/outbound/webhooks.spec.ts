import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { signWebhook, verifyWebhook, webhookHeaders, webhookSecret } from './index.js';

const bytes = fc.uint8Array({ minLength: 24, maxLength: 64 });
const old = webhookSecret(new Uint8Array(32).fill(1));
const current = webhookSecret(new Uint8Array(32).fill(2));
const now = 1_800_000_000;

describe('webhook signatures', () => {
  it('are those of the reference library', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 4e9 }),
        fc.string({ unit: 'grapheme' }),
        (key, id, at, payload) => {
          const secret = webhookSecret(key);
          expect(signWebhook(secret, id, at, payload)).toBe(new Webhook(secret).sign(id, new Date(at * 1000), payload));
        },
      ),
    );
  });

  it('of either secret hold during a rotation', () => {
    const message = webhookHeaders(old, 'msg_1', now, '{}');
    expect(verifyWebhook([current, old], message, '{}', now)).toEqual({ ok: true, value: { id: 'msg_1', timestamp: now } });
    expect(verifyWebhook([current], message, '{}', now).ok).toBe(false);
    expect(verifyWebhook([], message, '{}', now).ok).toBe(false);
  });

  it.each<[string, number, string | null]>([
    ['at the edge of the window', 300, null],
    ['too late', 301, 'webhook.timestamp'],
    ['from the future', -301, 'webhook.timestamp'],
  ])('%s', (_name, drift, code) => {
    const verified = verifyWebhook([current], webhookHeaders(current, 'msg_1', now, 'x'), 'x', now + drift);
    expect(verified.ok ? null : verified.error.code).toBe(code);
  });

  it('take the body as bytes', () => {
    const body = new Uint8Array([0xff, 0x00, 0x7b]);
    const text = '中文 {}';
    expect(verifyWebhook([current], webhookHeaders(current, 'm', now, text), new TextEncoder().encode(text), now).ok).toBe(true);
    expect(verifyWebhook([current], webhookHeaders(current, 'm', now, '{'), body, now).ok).toBe(false);
  });

  it('any changed part breaks them; nothing throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (id, stamp, signature, payload) => {
        const headers = { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': signature };
        expect(verifyWebhook([current], headers, payload, now).ok).toBe(false);
      }),
    );
  });
});
