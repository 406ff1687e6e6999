import { describe, expect, it } from '@jest/globals';
import { parseRecurrence } from '#calendar';
import { readSimple, writeSimple } from './recurrence.js';

describe('a recurrence in the form', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO;BYHOUR=9', { frequency: 'WEEKLY', days: ['MO'], dayOfMonth: 1, time: '09:00' }],
    ['FREQ=DAILY;BYHOUR=18;BYMINUTE=30', { frequency: 'DAILY', days: [], dayOfMonth: 1, time: '18:30' }],
    ['FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=8;BYMINUTE=0', { frequency: 'MONTHLY', days: [], dayOfMonth: 15, time: '08:00' }],
    ['BYHOUR=9;FREQ=WEEKLY;BYDAY=MO,FR', { frequency: 'WEEKLY', days: ['MO', 'FR'], dayOfMonth: 1, time: '09:00' }],
  ])('%s', (text, expected) => {
    const simple = readSimple(text);
    expect(simple).toEqual(expected);
    expect(parseRecurrence(simple ? writeSimple(simple) : '', 'UTC').ok).toBe(true);
  });
  it.each(['FREQ=YEARLY', 'FREQ=WEEKLY;INTERVAL=2;BYHOUR=9', 'FREQ=DAILY', 'FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9', 'FREQ=DAILY;BYHOUR=9,17', '', 'x'])(
    '%s says more than the form',
    (text) => {
      expect(readSimple(text)).toBeNull();
    },
  );
});
