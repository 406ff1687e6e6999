import { InProcessWakeups } from '#queue';
import type { EngineConfig } from '../config/config.js';
import type { Carrier } from '../queues/carrier.js';
import { systemClock } from '../service/system-clock.js';

/** BullMQ where there is a Redis; it is loaded then only. Throws UserError when that Redis is not fit for it. */
export async function openCarrier(config: EngineConfig): Promise<Carrier> {
  const { redisUrl, work } = config;
  if (redisUrl === null) return new LocalCarrier(systemClock, work);
  const { openBullCarrier } = await import('../queues/bull-carrier.js');
  return openBullCarrier({ ...config, redisUrl });
}

class LocalCarrier extends InProcessWakeups implements Carrier {
  readonly name = 'in-process';
  readonly connected = true;
  readonly warnings: readonly string[] = [];
  readonly module = null;
  readonly board = null;
  async close(): Promise<void> {
    // Nothing outside this process is held.
  }
}
