import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '#kernel';

const run = promisify(execFile);

/** The operating system's user that PostgreSQL runs as; null = ours. PostgreSQL refuses to run as root. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null;

const number = async (flag: '-u' | '-g'): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
const find = async (): Promise<{ uid: number; gid: number }> => ({ uid: await number('-u'), gid: await number('-g') });

/** As root: the user `postgres`, made when there is none. Otherwise null. */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return null;
  const known = await find().catch(() => null);
  if (known) return known;
  try {
    await run('groupadd', ['--system', 'postgres']).catch(() => run('addgroup', ['-S', 'postgres']));
    await run('useradd', ['--system', '-g', 'postgres', '-M', '-s', '/bin/false', 'postgres']).catch(() =>
      run('adduser', ['-S', '-D', '-H', '-G', 'postgres', 'postgres']),
    );
    return await find();
  } catch {
    throw new UserError('conflict', {
      code: 'database.no-user',
      at: '',
      text: {
        en: 'PostgreSQL does not run as root and a user "postgres" could not be made. Start as another user, or set DATABASE_URL.',
        'zh-CN': 'PostgreSQL 不能以 root 运行，且无法创建用户 “postgres”。请换用其他用户启动，或设置 DATABASE_URL。',
      },
    });
  }
}

/** Whether that user may enter `folder` and run `file`; asked of the kernel, so access lists count too. */
export function canReach(user: ServerUser, folder: string, file: string): Promise<boolean> {
  if (!user) return Promise.resolve(true);
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', 'test -x "$0" && test -x "$1"', folder, file], { ...user, cwd: '/', stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
