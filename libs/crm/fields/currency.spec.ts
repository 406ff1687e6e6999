import { describe, expect, it, jest } from '@jest/globals';
import { currencyDecimals } from './currency.js';

describe('decimals of a currency', () => {
  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['none at all', 2],
    ['__proto__', 2],
  ])('%s has %i', (code, digits) => {
    expect([currencyDecimals(code), currencyDecimals(code)]).toEqual([digits, digits]);
  });

  it('keeps nothing of what is written instead of a code', () => {
    const kept = jest.spyOn(Map.prototype, 'set');
    for (let n = 0; n < 100; n += 1) currencyDecimals(`made up ${n}`);
    const codes = kept.mock.calls.map(([code]) => code);
    kept.mockRestore();
    expect(codes.filter((code) => String(code).startsWith('made up'))).toEqual([]);
  });
});
