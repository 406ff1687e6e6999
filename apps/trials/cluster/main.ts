import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startDatabase } from '#storage';
import { startChild, type ChildServer } from '../../cli/bench/child-server.js';
import { TestRedis } from '../../engine/testing/test-redis.js';
import { Front } from './front.js';

/** `npm run cluster [-- --port N] [--home FOLDER] [--no-sample]`: what docker-compose.yml starts, as processes of this machine. Ctrl-C stops all of it. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8080' }, home: { type: 'string', default: '.millrace/cluster' }, 'no-sample': { type: 'boolean' } },
  });
  const home = resolve(values.home);
  await mkdir(home, { recursive: true });
  const database = await startDatabase({ home, as: 'guest', port: 0 });
  const redis = TestRedis.isThere ? await TestRedis.start() : null;
  if (!redis) console.error('no redis-server is installed here: workers find their work by sweeping');
  const settings = { DATABASE_URL: database.url, REDIS_URL: redis?.url ?? '', MILLRACE_PROXIES: '1', MILLRACE_LOG: 'warn' };
  const sample = values['no-sample'] ? ['--no-sample'] : [];
  const started: ChildServer[] = [];
  const start = async (role: string): Promise<ChildServer> => {
    const child = await startChild(home, ['--role', role, ...sample], { ...settings, MILLRACE_URL: `http://127.0.0.1:${values.port}` });
    started.push(child);
    return child;
  };
  let front: Front | undefined;
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      await front?.stop();
      await Promise.all(started.map((child) => child.stop()));
      await redis?.stop();
      await database.stop();
    })());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  try {
    const engines = [await start('api'), await start('api')];
    await Promise.all([start('worker'), start('worker')]);
    front = await Front.start(
      engines.map(({ url }) => url),
      Number(values.port),
    );
    console.log(`two engines (${engines.map(({ url }) => url).join(', ')}) and two workers behind ${front.url}`);
    // The link of an engine that starts replaces the one before.
    const link = engines.at(-1)?.ownerLink;
    if (link) console.log(`become its owner (once): ${link}`);
  } catch (error) {
    await stop();
    throw error;
  }
}

await main();
