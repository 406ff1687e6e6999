import { createEngine, readConfig } from '../../engine/index.js';
import { type Passing, type Point, withPoints } from './points.js';

/** The engine as it is, in a process that dies where it was told to. Speaks to its parent by messages. */
let armed = (process.env['TRIAL_ARM'] ?? null) as Point | null;

const passing: Passing = (point) => {
  if (armed !== point) return;
  process.kill(process.pid, 'SIGKILL');
  for (;;); // the signal is on its way; nothing more happens here
};

async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const around = (ports: Parameters<typeof withPoints>[0]): ReturnType<typeof withPoints> => {
    passing('process wired');
    return withPoints(ports, passing);
  };
  const engine = await createEngine({ config: config.value, storageUrl: config.value.databaseUrl ?? '', around });
  passing('process ready');
  process.on('message', (message: { readonly arm: Point | null }) => (armed = message.arm));
  process.once('SIGTERM', () => {
    setTimeout(() => passing('process stopping'), 5);
    void engine.stop().then(() => process.exit(0));
  });
  process.once('disconnect', () => process.exit(1)); // the parent is gone
  process.send?.({ url: engine.url });
}

await main();
