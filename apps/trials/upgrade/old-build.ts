import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The engine as it was at a commit, built in a folder of its own with the packages of today. */
export interface OldBuild {
  readonly commit: string;
  /** Its `millrace.mjs`. */
  readonly script: string;
  remove(): Promise<void>;
}

/** @throws when this is no git checkout that has the commit, or when it does not build. */
export async function buildOf(name: string): Promise<OldBuild> {
  const commit = (await run('git', ['rev-parse', '--short', `${name}^{commit}`])).stdout.trim();
  const folder = await mkdtemp(join(tmpdir(), 'millrace-old-'));
  const archive = spawn('git', ['archive', commit], { stdio: ['ignore', 'pipe', 'inherit'] });
  const unpack = spawn('tar', ['-x', '-C', folder], { stdio: [archive.stdout, 'inherit', 'inherit'] });
  const [code] = (await once(unpack, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${commit} could not be unpacked`);
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await run(process.execPath, [resolve('node_modules/@nestjs/cli/bin/nest.js'), 'build', 'engine'], { cwd: folder });
  return { commit, script: join(folder, 'apps/cli/millrace.mjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}
