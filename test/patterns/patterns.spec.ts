import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BRANCHING } from './branching.js';
import { INSTANCES } from './instances.js';
import { STATE_BASED } from './state-based.js';
import type { Pattern } from './pattern.js';

export const PATTERNS: readonly Pattern[] = [...BRANCHING, ...INSTANCES, ...STATE_BASED].sort((a, b) => a.number - b.number);

describe('workflow control-flow patterns', () => {
  it('all 43 are rated, and every + and +/- has a case', () => {
    expect(PATTERNS.map((p) => p.number)).toEqual(Array.from({ length: 43 }, (_, i) => i + 1));
    expect(PATTERNS.filter((p) => p.rating !== '-' && !p.play)).toEqual([]);
  });

  it.each(PATTERNS.filter((p) => p.play).map((p) => [p.number, p.name, p] as const))('%i %s', (_n, _name, pattern) => pattern.play?.());

  it('the table in docs says the same', () => {
    const table = PATTERNS.map((p) => `| ${p.number} | ${p.name} | ${p.rating} | ${p.how} |`).join('\n');
    expect(readFileSync('docs/workflow-patterns.md', 'utf8')).toContain(table);
  });
});
