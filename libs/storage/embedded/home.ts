import { createHash, randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { TransientError } from '#kernel';
import { completeLinks, copyBinaries, packagedBinaries, program, type Binaries } from './binaries.js';
import { canReach, serverUser, type ServerUser } from './server-user.js';

/** Everything that says where a server of ours lives. */
export interface Home {
  /** MILLRACE_HOME: ours alone (password, log, lock). */
  readonly folder: string;
  /** The data folder, owned by the server's user. */
  readonly data: string;
  readonly binaries: Binaries;
  readonly user: ServerUser;
  /** True when the data had to live outside `folder`; start-up says so. */
  readonly elsewhere: boolean;
}

/** Port and password of the server; only our own user can read the file. */
export interface Access {
  readonly port: number;
  readonly password: string;
}

/**
 * Finds or makes the folders. As root the server runs as another user: where that user cannot enter the checkout,
 * binaries and data go to `/var/lib/millrace/<hash of the folder>`.
 */
export async function prepareHome(at: string): Promise<Home> {
  const folder = resolve(at);
  const user = await serverUser();
  const packaged = await packagedBinaries();
  await mkdir(folder, { recursive: true });
  const linked = await completeLinks(packaged);
  const reachable = await canReach(user, folder, program(packaged, 'postgres'));
  const root = reachable ? folder : join('/var/lib/millrace', createHash('sha256').update(folder).digest('hex').slice(0, 16));
  const binaries = reachable && linked ? packaged : await copyBinaries(packaged, await makeFolder(root, null));
  if (binaries !== packaged) await completeLinks(binaries);
  const data = await makeFolder(join(root, 'postgres'), user);
  return { folder, data, binaries, user, elsewhere: root !== folder };
}

async function makeFolder(path: string, user: ServerUser): Promise<string> {
  await mkdir(path, { recursive: true, mode: user ? 0o700 : 0o755 });
  if (user) await chown(path, user.uid, user.gid);
  return path;
}

const accessFile = (home: Home): string => join(home.folder, 'database.json');

export async function readAccess(home: Home): Promise<Access | null> {
  const text = await readFile(accessFile(home), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Access);
}

export async function writeAccess(home: Home, access: Access): Promise<void> {
  const partial = `${accessFile(home)}.${process.pid}`;
  await writeFile(partial, JSON.stringify(access), { mode: 0o600 });
  await rename(partial, accessFile(home));
}

export const newPassword = (): string => randomBytes(24).toString('base64url');

/** A lock whose owner has not touched it for this long is taken over, also when its process id lives on as another process. */
const STALE_MS = 20_000;

/** Runs `work` while no other process starts or stops a server of this home; a lock of a dead process is taken over. */
export async function whileLocked<T>(home: Home, work: () => Promise<T>): Promise<T> {
  const path = join(home.folder, 'starting.lock');
  for (let tries = 0; !(await tryLock(path)); tries++) {
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    const age =
      Date.now() -
      (await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      ));
    if (age > STALE_MS || (owner && !isAlive(owner))) await rm(path, { force: true });
    if (tries > 3600) throw new TransientError(`another process has been starting the database in ${dirname(path)} for six minutes`);
    await new Promise((go) => setTimeout(go, 100));
  }
  const touching = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), STALE_MS / 4);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<boolean> {
  const handle = await open(path, 'wx', 0o600).catch(() => null);
  if (!handle) return false;
  await handle.writeFile(String(process.pid));
  await handle.close();
  return true;
}

/** Whether a process of that id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
