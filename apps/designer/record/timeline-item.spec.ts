import { describe, expect, it } from '@jest/globals';
import { asEntry } from '../run/journal.js';
import { asItems, headingOf, type TimelineItem } from './timeline-item.js';

const event = (from: readonly string[], to: readonly string[], actor: string, kind: string): TimelineItem => ({
  id: 'x',
  at: '2026-01-01T00:00:00Z',
  kind: 'event',
  runId: 'r',
  pipeline: 'p',
  seq: 1,
  entry: asEntry({ from, to, actor: { kind: actor, id: 'a', roles: [] }, event: { kind } }),
});

describe('a line of the timeline', () => {
  it.each([
    ['a move by a person', event(['a'], ['b'], 'person', 'sent'), 'moves'],
    ['a move by a timer', event(['a'], ['b'], 'timer', 'timer'), 'moves'],
    ['a timer that stayed', event(['a'], ['a'], 'timer', 'timer'), 'steps'],
    ['an edit', event(['a'], ['a'], 'person', 'changed'), 'changes'],
    ['an event without a move', event(['a'], ['a'], 'person', 'sent'), 'moves'],
    [
      'an edit outside of any run',
      { id: 'x', at: '', kind: 'edit', what: 'changed', actor: { kind: 'person', id: 'a', roles: [] }, changes: {} } as TimelineItem,
      'changes',
    ],
  ])('%s stands under %s', (_, item, heading) => {
    expect(headingOf(item)).toBe(heading);
  });

  it('of an unknown kind is left out', () => {
    expect(
      asItems([
        { id: '1', at: '2026-01-01T00:00:00Z', kind: 'comet' },
        { id: '2', at: '2026-01-01T00:00:00Z', kind: 'note' },
      ]).map(({ id }) => id),
    ).toEqual(['2']);
  });
});
