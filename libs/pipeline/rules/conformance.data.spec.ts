import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { UserError } from '#kernel';
import type { Json } from '#kernel';
import { evaluateRule } from './evaluate.js';
import { UNLISTED_OPERATORS } from './operators.js';
import { dataPath, describeData } from '../../../test/real-data.js';

const DATA = ['conformance', 'jsonlogic', 'suites'] as const;
const folder = dataPath(...DATA);

interface Case {
  readonly description: string;
  readonly rule: Json;
  readonly data?: Json;
  readonly result?: Json;
  readonly error?: Json;
}

const casesOf = (file: string): Case[] =>
  (JSON.parse(readFileSync(join(folder, file), 'utf8')) as (Case | string)[]).filter((c): c is Case => typeof c !== 'string');

function passes(test: Case): boolean {
  try {
    const value = evaluateRule(test.rule, test.data ?? null);
    return test.error === undefined && JSON.stringify(value) === JSON.stringify(test.result);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return test.error !== undefined;
  }
}

const uses = (rule: Json, name: string): boolean =>
  typeof rule === 'object' &&
  rule !== null &&
  (Array.isArray(rule) ? rule.some((r) => uses(r, name)) : Object.entries(rule).some(([key, value]) => key === name || uses(value, name)));

describeData('JSON Logic conformance', DATA, () => {
  it('passes every official case whose operators are listed', () => {
    const all = casesOf('compatible.json');
    const left = Object.keys(UNLISTED_OPERATORS);
    const unlisted = all.filter((test) => left.some((name) => uses(test.rule, name)));
    const failed = all.filter((test) => !unlisted.includes(test) && !passes(test));
    const reasons = unlisted.map((test) => `${test.description}: ${left.filter((name) => uses(test.rule, name)).join(', ')}`);
    process.stdout.write(
      `jsonlogic compatible.json: ${all.length - failed.length - unlisted.length}/${all.length}, left out ${unlisted.length}${reasons.map((r) => `\n  ${r}`).join('')}\n`,
    );
    expect(failed.map((test) => JSON.stringify(test))).toEqual([]);
    expect(all).toHaveLength(278);
  });

  it('counts the further suites, which describe other dialects too', () => {
    const files = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as string[];
    const all = files.flatMap(casesOf);
    const passed = all.filter(passes).length;
    process.stdout.write(`jsonlogic all suites: ${passed}/${all.length} (further suites use operators and conventions of other dialects)\n`);
    expect(all.length).toBeGreaterThan(1000);
    expect(passed).toBeGreaterThanOrEqual(500);
  });
});
