import { describe, expect, it } from '@jest/globals';
import { TransientError, UserError } from '#kernel';
import { depthOf } from './body.js';
import { localeOf } from './locale.js';
import { problemOf } from './problem-filter.js';
import { RateLimit } from './rate-limit.js';

describe('the reader’s language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['en-GB,zh;q=0.9', 'en'],
    ['fr,de;q=0.8', 'en'],
    ['en;q=0.1, zh;q=0.5', 'zh-CN'],
    ['zh;q=0', 'en'],
    ['*', 'en'],
    [`${'x,'.repeat(100_000)}zh`, 'en'],
  ])('of %p is %s', (header, expected) => {
    expect(localeOf(header)).toBe(expected);
  });
});

describe('the depth of JSON', () => {
  it.each([
    ['1', 0],
    ['{"a":[1,{"b":2}]}', 3],
    ['"[[[["', 0],
    ['{"a\\"[[":"\\\\"}', 1],
    ['[[],[],[[]]]', 3],
  ])('%s is %i deep', (text, expected) => {
    expect(depthOf(text)).toBe(expected);
  });
});

describe('a problem', () => {
  it.each([
    ['malformed', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['precondition', 412],
    ['too-large', 413],
    ['invalid', 422],
    ['too-many', 429],
  ] as const)('%s is %i', (kind, status) => {
    const { body } = problemOf(new UserError(kind, { code: 'a.code', at: '/x', text: { en: 'Sentence.', 'zh-CN': '句子。' } }), 'zh-CN');
    expect(body).toMatchObject({ status, code: 'a.code', pointer: '/x', detail: '句子。', type: 'urn:millrace:problem:a.code' });
  });

  it('tells nothing of a defect, and when to come back after a fault', () => {
    expect(JSON.stringify(problemOf(new Error('select * from secrets'), 'en'))).not.toContain('secrets');
    expect(problemOf(new TransientError('the database is away', 2500), 'en')).toMatchObject({ body: { status: 503 }, headers: { 'Retry-After': '3' } });
    expect(problemOf('thrown text', 'en').body.status).toBe(500);
  });
});

describe('the rate', () => {
  it('lets a burst through, then one a token', () => {
    let nowMs = 0;
    const limit = new RateLimit(() => nowMs);
    const taken = (): boolean => {
      try {
        limit.take('a', { perSecond: 10, burst: 3 });
        return true;
      } catch (error) {
        expect(error).toMatchObject({ kind: 'too-many', retryAfterMs: expect.any(Number) });
        return false;
      }
    };
    expect([taken(), taken(), taken(), taken()]).toEqual([true, true, true, false]);
    nowMs = 100;
    expect([taken(), taken()]).toEqual([true, false]);
    nowMs = 10_000;
    expect([taken(), taken(), taken(), taken()]).toEqual([true, true, true, false]);
  });
});
