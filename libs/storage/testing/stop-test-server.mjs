import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/**
 * Jest's globalTeardown: stops the embedded server of the tests, unless another test run still uses it. Plain
 * JavaScript, because Jest loads it outside its own module system.
 */
export default async function stopTestServer() {
  const home = join(process.cwd(), '.tmp', 'test-database');
  const access = await readFile(join(home, 'database.json'), 'utf8').then(JSON.parse, () => null);
  if (!access) return;
  const client = new pg.Client({ connectionString: `postgres://millrace:${access.password}@127.0.0.1:${access.port}/postgres` });
  client.on('error', () => undefined);
  const connected = await client.connect().then(
    () => true,
    () => false,
  );
  if (!connected) return;
  const { rows } = await client.query(
    `select pg_try_advisory_lock(4711001) as last, current_setting('data_directory') as data, (select count(*)::int from pg_database where datname like 'test\\_%') as left_over`,
  );
  const { last, data } = rows[0];
  if (last) {
    // Databases of killed runs; nobody is there to drop them.
    const { rows: left } = await client.query(`select datname from pg_database where datname like 'test\\_%'`);
    for (const { datname } of left) await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`);
    const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGINT');
    for (let tries = 0; tries < 500 && alive(pid); tries++) await new Promise((go) => setTimeout(go, 20));
  }
  await client.end().catch(() => undefined);
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
