import { readFile } from 'node:fs/promises';
import { UserError } from '#kernel';

/** Settings that hold a secret and may stand in a file instead, as containers have them. */
const SECRET = ['DATABASE_URL', 'REDIS_URL', 'MILLRACE_MASTER_KEYS', 'MILLRACE_SMTP_URL'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the contents of each `<NAME>_FILE` under its NAME. Throws UserError `config.secret-file` where a file cannot be read, or both are set. */
export async function withSecretFiles(env: Environment): Promise<Environment> {
  const read: Record<string, string> = {};
  for (const name of SECRET) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) throw unusable(name, `${name} and ${name}_FILE are both set.`, `${name} 与 ${name}_FILE 同时设置。`);
    read[name] = await contents(name, file);
  }
  return { ...env, ...read };
}

async function contents(name: string, file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw unusable(name, `The file of ${name}_FILE cannot be read (${why}): ${file}`, `无法读取 ${name}_FILE 指定的文件（${why}）：${file}`);
  }
}

const unusable = (name: string, en: string, zh: string): UserError =>
  new UserError('conflict', { code: 'config.secret-file', at: `/${name}_FILE`, text: { en, 'zh-CN': zh } });
