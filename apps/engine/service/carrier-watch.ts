import type { Logger } from 'pino';
import type { Carrier } from '../queues/carrier.js';

const EVERY_MS = 1_000;

/** Says once when wake-ups stop reaching the other processes, and once when they do again. Returns how to stop. */
export function watchCarrier(wakeups: Pick<Carrier, 'name' | 'connected'>, log: Logger): () => void {
  let was = wakeups.connected;
  const timer = setInterval(() => {
    if (wakeups.connected === was) return;
    was = wakeups.connected;
    if (was) log.warn({ event: 'carrier.back', carrier: wakeups.name }, 'wake-ups reach the other processes again');
    else log.warn({ event: 'carrier.away', carrier: wakeups.name }, 'wake-ups reach this process only; the sweeper does the rest');
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}
