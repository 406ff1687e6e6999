import { describe, expect, it } from '@jest/globals';
import { formatIn } from '../../i18n/format-in.js';
import { heatOf } from './heat.js';

/**
 *   new -10-> open -4-> won
 *             open -6-> lost
 */
const history = {
  states: [
    { key: 'new', passages: 10, here: 0, median: 60, p90: 600, dropOff: 0 },
    { key: 'open', passages: 10, here: 1, median: 7200, p90: 90_000, dropOff: 0.6 },
    { key: 'won', passages: 4, here: 4, median: null, p90: null, dropOff: null },
  ],
  transitions: [
    { id: '/states/new/on/begin', count: 10 },
    { id: '/states/open/on/win', count: 4 },
  ],
};
const lines = [
  { id: 'new/on/begin/0', at: '/states/new/on/begin' },
  { id: 'open/on/win/0', at: '/states/open/on/win' },
  { id: 'open/on/lose/0', at: '/states/open/on/lose' },
];
const format = formatIn('en', 'UTC');

describe('heat of a pipeline', () => {
  it('by passages: the most passed is the hottest, lines too', () => {
    const { states, edges } = heatOf(history, 'passages', lines, format);
    expect(states.get('open')).toEqual({ share: 1, label: '10' });
    expect(states.get('won')).toEqual({ share: 0.4, label: '4' });
    expect(edges.get('open/on/win/0')).toEqual({ share: 0.4, label: '4' });
    expect(edges.has('open/on/lose/0')).toBe(false);
  });

  it('by waiting: the longest median is the hottest; where nothing waited there is no heat', () => {
    const { states, edges } = heatOf(history, 'waiting', lines, format);
    expect(states.get('open')).toEqual({ share: 1, label: '2h' });
    expect(states.get('new')?.label).toBe('1m');
    expect(states.has('won')).toBe(false);
    expect(edges.size).toBe(0);
  });

  it('by drop-off: the share itself', () => {
    expect(heatOf(history, 'dropOff', lines, format).states.get('open')).toEqual({ share: 0.6, label: '60%' });
  });

  it('of no history is cold and never NaN', () => {
    const cold = heatOf({ states: [{ key: 'new', passages: 0, here: 0, median: null, p90: null, dropOff: null }], transitions: [] }, 'passages', lines, format);
    expect(cold.states.get('new')).toEqual({ share: 0, label: '0' });
  });
});
