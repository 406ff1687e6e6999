import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { MasterKeys } from '#access';
import type { EngineConfig } from './config.js';

/** The master keys of the configuration, or those of `<home>/master.key`, which is made at the first start and readable by its owner only. */
export async function masterKeys(config: Pick<EngineConfig, 'home' | 'masterKeys'>): Promise<MasterKeys> {
  return parse(config.masterKeys ?? (await fromFile(config.home)));
}

async function fromFile(home: string): Promise<string> {
  const path = join(home, 'master.key');
  const present = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (present !== null) return present;
  await mkdir(home, { recursive: true });
  // Written beside and linked into place: two engines that start together read the same key.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(`1:${randomBytes(32).toString('base64')}\n`);
  await file.sync();
  await file.close();
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return readFile(path, 'utf8');
}

function parse(text: string): MasterKeys {
  const byVersion = new Map(
    text
      .trim()
      .split(',')
      .map((part) => {
        const [version = '', key = ''] = part.split(':');
        return [Number(version), Buffer.from(key, 'base64')] as const;
      }),
  );
  return { current: Math.max(...byVersion.keys()), byVersion };
}
