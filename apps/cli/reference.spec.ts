import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from './commands.js';
import { referencePage } from './reference.js';
import { millrace } from './testing/recorded-terminal.js';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'docs/cli.md');

describe('docs/cli.md', () => {
  it('is what the commands say (UPDATE_DOCS=1 writes it anew)', () => {
    if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, referencePage());
    expect(readFileSync(PAGE, 'utf8')).toBe(referencePage());
  });

  const inRoot = COMMANDS.filter(({ database, name }) => !database && name !== 'bench')
    .flatMap(({ examples }) => examples)
    .filter((line) => line.startsWith('millrace ') && /workflows\//.test(line) && !/events\.json/.test(line));

  it.each(inRoot)('its examples work as printed: %s', async (line) => {
    const words = line
      .split(' ')
      .slice(1)
      .map((word) => (word.startsWith('workflows/') ? join(ROOT, word) : word));
    expect(await millrace(words)).toMatchObject({ exit: 0, err: '' });
  });
});
