import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { migrationsList } from './migrations/index.js';
import { entities } from './schema/index.js';

/** MikroORM over every table, with the migrations as classes: no file is searched for. */
export const openOrm = (url: string): Promise<MikroORM> =>
  MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    extensions: [Migrator],
    migrations: { migrationsList, tableName: 'migrations', snapshot: false },
    logger: () => undefined,
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: 4 },
  });

/** Runs what is missing, at most up to a migration; answers the names. */
export async function runMigrations(url: string, upTo?: string): Promise<readonly string[]> {
  const orm = await openOrm(url);
  try {
    return (await orm.migrator.up(upTo === undefined ? undefined : { to: upTo })).map(({ name }) => name);
  } finally {
    await orm.close();
  }
}
