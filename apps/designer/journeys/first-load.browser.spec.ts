import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ensureCurrentBuild } from './current-build.js';

const BUILT = join(import.meta.dirname, '../../../dist/designer');
const MOST_BYTES = 250_000;

describe('the first load', () => {
  beforeAll(ensureCurrentBuild);

  it('is under 250 kB of JavaScript, compressed', () => {
    const page = readFileSync(join(BUILT, 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
    const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(BUILT, path)), { level: 9 }).length, 0);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });
});
