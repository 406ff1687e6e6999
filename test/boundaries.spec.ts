import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = process.cwd();

/** Runs the boundary check where the canary's planted violations are. */
const cruise = (folder: string): string =>
  spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      '--ts-config',
      join(root, 'tsconfig.json'),
      'libs',
    ],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  ).stdout;

describe('the walls of the house', () => {
  it('fail on planted violations', () => {
    const out = cruise(join(root, 'test/boundaries'));
    expect(out).toContain('floor 0 kernel: no import from above');
    expect(out).toContain('floor 2 use-cases: no import from above');
    expect(out).toContain('no-circular');
  });
});
