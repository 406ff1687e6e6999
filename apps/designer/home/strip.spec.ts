import { describe, expect, it } from '@jest/globals';
import { stripOf } from './strip.js';

/**
 *   open(stage) -> deep { late(stage, id overdue) } -> won(stage)
 */
const document = {
  states: {
    open: { stage: true, title: { en: 'Open', 'zh-CN': '进行中' } },
    deep: { states: { late: { id: 'overdue', stage: true, title: { en: 'Late' } }, other: {} } },
    won: { stage: true },
  },
} as const;
const group = (stage: string | null, count: number) => ({ group: { stage }, values: { count } });

describe('the strip of a pipeline', () => {
  it('holds the stages with runs in the order of the document, nested ones too, by their own ids', () => {
    expect(stripOf(document, [group('overdue', 2), group('won', 0), group('open', 5), group(null, 9)], 'zh-CN')).toEqual([
      { stage: 'open', name: '进行中', count: 5 },
      { stage: 'overdue', name: 'Late', count: 2 },
    ]);
  });
});
