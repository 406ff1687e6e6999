import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checksTable } from './checks-table.js';
import { TYPE_CODES } from './checks/types.js';
import { CHECKS } from './registry.js';

describe('the published list of checks', () => {
  it('docs/checks.md has the table of the registry', () => {
    expect(readFileSync('docs/checks.md', 'utf8')).toContain(checksTable());
  });

  it('has each code once, with a meaning in both languages and an example', () => {
    const codes = [...CHECKS.map((c) => c.code), ...Object.keys(TYPE_CODES)];
    expect(new Set(codes).size).toBe(codes.length);
    for (const { meaning, example } of [...CHECKS, ...Object.values(TYPE_CODES)]) {
      expect(meaning['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect([meaning.en, example].every((text) => text.endsWith('.'))).toBe(true);
    }
  });
});
