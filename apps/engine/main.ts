import { inLocale } from '#kernel';
import { startDatabase } from '#storage';
import { withSecretFiles } from './config/secret-files.js';
import { createEngine, readConfig } from './index.js';

/** The server alone: the database is that of DATABASE_URL, or the embedded one. `millrace up` does more. */
async function main(): Promise<void> {
  const config = readConfig(await withSecretFiles(process.env));
  if (!config.ok) {
    for (const { text } of config.error) console.error(inLocale(text, 'en'));
    process.exitCode = 2;
    return;
  }
  const database = config.value.databaseUrl === null ? await startDatabase({ home: config.value.home, as: 'engine' }) : null;
  const engine = await createEngine({ config: config.value, storageUrl: config.value.databaseUrl ?? database?.url ?? '' });
  await database?.announce(engine.url);
  const stop = async (): Promise<void> => {
    await engine.stop();
    await database?.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  const link = await engine.ownerLink();
  console.log(link ?? engine.url);
}

await main();
