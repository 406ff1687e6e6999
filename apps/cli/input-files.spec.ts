import { describe, expect, it } from '@jest/globals';
import { readTextFile } from './input-files.js';

describe('a file that tells no size', () => {
  it('is read up to the limit and then refused', async () => {
    await expect(readTextFile('/dev/zero', 100_000)).rejects.toMatchObject({ code: 'file.too-large' });
  });
  it('may be empty', async () => {
    expect(await readTextFile('/dev/null', 100)).toBe('');
  });
});
