import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const LEAST_BYTES = 1024;
const brotli = promisify(brotliCompress);

/** Writes `.br` and `.gz` beside every text file of the build, so that the engine never compresses. */
export function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: ({ build }) => void (folder = build.outDir),
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      await Promise.all(files.filter((file) => /\.(js|css|svg|json)$/.test(file)).map((file) => compressOne(join(folder, file))));
    },
  };
}

async function compressOne(file: string): Promise<void> {
  const body = await readFile(file);
  if (body.length < LEAST_BYTES) return;
  await Promise.all([
    brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).then((made) => writeFile(`${file}.br`, made)),
    promisify(gzip)(body, { level: 9 }).then((made) => writeFile(`${file}.gz`, made)),
  ]);
}
