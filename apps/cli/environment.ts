import { resolve } from 'node:path';

/** What the commands take from the environment, read once. */
export interface Environment {
  /** Folder of the embedded database. */
  readonly home: string;
  /** An own PostgreSQL in place of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Port of the server, as typed. */
  readonly port: string | undefined;
}

let known: Environment | undefined;

export function environment(): Environment {
  return (known ??= Object.freeze({
    home: resolve(process.env['MILLRACE_HOME'] || '.millrace'),
    port: process.env['MILLRACE_PORT'] || undefined,
    databaseUrl: process.env['DATABASE_URL'] || undefined,
  }));
}
