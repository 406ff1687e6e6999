import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BUGS } from './bugs.js';
import { inWords } from './faults.js';
import { readKept } from './kept.js';
import { mutated } from './planted.js';
import { planOfSeed, play } from './simulate.js';

describe('the simulation', () => {
  it('breaks no promise in some seeds, and ends the same way each time', async () => {
    for (let seed = 90_001; seed <= 90_040; seed += 1) {
      const outcome = await play(planOfSeed(seed));
      expect({ seed, broken: outcome.broken }).toEqual({ seed, broken: null });
      if (seed % 8 === 0) expect(await play(planOfSeed(seed))).toEqual(outcome);
    }
  });

  it('plays every plan that once broke a promise', async () => {
    for (const { name, plan } of await readKept('mended')) expect({ name, broken: (await play(plan)).broken }).toEqual({ name, broken: null });
  });

  it('strikes with every kind of fault, and says each in words', () => {
    const faults = Array.from({ length: 200 }, (_, seed) => planOfSeed(seed).faults).flat();
    expect([...new Set(faults.map(({ kind }) => kind))].sort()).toEqual(['away', 'crash', 'cut', 'delay', 'double', 'drop', 'flush', 'pause', 'skew']);
    expect(faults.map(inWords).every((words) => /^step \d+: \w/.test(words))).toBe(true);
  });
});

describe('the planted bugs', () => {
  it('are at least fifteen, of different names, each with a kept plan that finds it', async () => {
    expect(BUGS.length).toBeGreaterThanOrEqual(15);
    expect((await readKept('bugs')).map(({ name }) => name).sort()).toEqual(BUGS.map(({ name }) => name).sort());
  });

  it.each(BUGS.map((bug) => [bug.name, bug] as const))('%s changes what today’s sources hold exactly once', (_name, { edits }) => {
    for (const edit of edits) expect(mutated(readFileSync(edit.file, 'utf8'), [edit])).toContain(edit.replace);
  });
});
