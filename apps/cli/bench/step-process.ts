import { setTimeout as pause } from 'node:timers/promises';
import type { StepHandler } from '#runtime';
import { createEngine, readConfig } from '../../engine/index.js';

/**
 * An engine process whose steps reach nothing: they burn or wait for so many milliseconds (`cpu:5`, `wait:200`), do
 * nothing at all (`noop`), or tell the parent that they began (`tell`). It works once it is sent a message.
 */
const handler: StepHandler = async ({ input, idempotencyKey }) => {
  const [kind = '', ms = '0'] = String((input as { body?: string }).body).split(':');
  if (kind === 'wait') await pause(Number(ms));
  if (kind === 'cpu') for (const until = performance.now() + Number(ms); performance.now() < until;);
  if (kind === 'tell') process.send?.({ began: idempotencyKey, atMs: Date.now() });
  return { kind: 'done', output: null };
};

const config = readConfig(process.env);
if (!config.ok) throw new Error(JSON.stringify(config.error));
const engine = await createEngine({
  config: config.value,
  storageUrl: config.value.databaseUrl ?? '',
  worker: false,
  around: (ports) => ({ ...ports, handlers: { get: () => handler } }),
});
process.once('message', () => void engine.work());
process.once('SIGTERM', () => void engine.stop().then(() => process.exit(0)));
process.once('disconnect', () => process.exit(1));
process.send?.({ url: engine.url });
