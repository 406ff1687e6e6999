import { resolve } from 'node:path';

/** What the commands take from the environment, read once. */
export interface Environment {
  /** Folder of the embedded database. */
  readonly home: string;
  /** An own PostgreSQL in place of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** A Redis that carries wake-ups between processes. */
  readonly redisUrl: string | undefined;
  /** Port of the server, as typed. */
  readonly port: string | undefined;
}

let known: Environment | undefined;

export function environment(): Environment {
  const env = rawEnvironment();
  return (known ??= Object.freeze({
    home: resolve(env['MILLRACE_HOME'] || '.millrace'),
    databaseUrl: env['DATABASE_URL'] || undefined,
    redisUrl: env['REDIS_URL'] || undefined,
    port: env['MILLRACE_PORT'] || undefined,
  }));
}

/** All of it, for whoever reads their own configuration from it. */
export const rawEnvironment = (): Readonly<Record<string, string | undefined>> => process.env;
