import { expect, it } from '@jest/globals';
import { signWebhook, verifyWebhook } from './index.js';
import { describeData, readData } from '../../test/real-data.js';

type Vector =
  | {
      readonly name: string;
      readonly kind: 'sign';
      readonly secret: string;
      readonly id: string;
      readonly timestamp: number;
      readonly payload: string;
      readonly expected: string;
    }
  | {
      readonly name: string;
      readonly kind: 'verify';
      readonly secret: string;
      readonly headers: Record<string, string>;
      readonly payload: string;
      readonly now: number;
      readonly valid: boolean;
    }
  | { readonly name: string; readonly kind: 'construct'; readonly secret: string; readonly throws: boolean };

const DATA = ['conformance', 'standard-webhooks', 'webhook-vectors.json'] as const;
const vectors = readData<Vector[]>([], ...DATA);

describeData('standard-webhooks vectors', DATA, () => {
  let passed = 0;
  it.each(vectors.map((vector, n) => [n, vector.name, vector] as const))('%i %s', (_n, _name, vector) => {
    if (vector.kind === 'sign') expect(signWebhook(vector.secret, vector.id, vector.timestamp, vector.payload)).toBe(vector.expected);
    else if (vector.kind === 'verify') expect(verifyWebhook([vector.secret], vector.headers, vector.payload, vector.now).ok).toBe(vector.valid);
    else expect(() => signWebhook(vector.secret, 'm', 1, '')).toThrow(expect.objectContaining({ code: 'webhook.secret' }));
    passed += 1;
  });
  it('counts', () => {
    console.info(`standard-webhooks: ${passed}/${vectors.length}`);
    expect(passed).toBe(vectors.length);
  });
});
