import { describe, expect, it } from '@jest/globals';
import { KnownCallers } from './known-callers.js';
import type { EngineRequest } from './request.js';

const request = (ip: string, authorization?: string, principal?: object): EngineRequest =>
  ({ ip, headers: { ...(authorization && { authorization }) }, principal }) as unknown as EngineRequest;
const cookie = { read: ({ headers }: { headers: { cookie?: string } }) => headers.cookie ?? null };

describe('whose request it is', () => {
  it('made-up keys stand in the line of their address', () => {
    const callers = new KnownCallers(cookie);
    const names = ['Bearer a', 'Bearer b', undefined].map((key) => callers.nameOf(request('10.0.0.1', key)));
    expect(new Set(names).size).toBe(1);
    expect(callers.nameOf(request('10.0.0.2', 'Bearer a'))).not.toBe(names[0]);
  });
  it('a key that was let in has a line of its own, from whatever address', () => {
    const callers = new KnownCallers(cookie);
    callers.learn(request('10.0.0.1', 'Bearer a', {}));
    callers.learn(request('10.0.0.1', 'Bearer refused'));
    const name = callers.nameOf(request('10.0.0.1', 'Bearer a'));
    expect(callers.nameOf(request('10.0.0.2', 'Bearer a'))).toBe(name);
    expect(callers.nameOf(request('10.0.0.1', 'Bearer refused'))).toBe('address 10.0.0.1');
    expect(name).not.toContain('Bearer');
  });
  it('remembers the latest', () => {
    const callers = new KnownCallers(cookie, 2);
    for (const key of ['a', 'b', 'c']) callers.learn(request('10.0.0.1', key, {}));
    expect(['a', 'b', 'c'].map((key) => callers.nameOf(request('10.0.0.1', key)) === 'address 10.0.0.1')).toEqual([true, false, false]);
  });
});
