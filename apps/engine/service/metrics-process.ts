import type { Runtime } from '#runtime';
import type { PgOperatorReads, Storage } from '#storage';
import { Gauge, type Registry } from 'prom-client';
import type { Turns } from '../http/turns.js';
import type { Carrier } from '../queues/carrier.js';

/** What the metrics ask at each scrape. */
export interface Watched {
  readonly runtime: Pick<Runtime, 'load'>;
  readonly wakeups: Pick<Carrier, 'name' | 'connected'>;
  readonly storage: Pick<Storage, 'pool' | 'runtimePool'>;
  readonly operatorReads: PgOperatorReads;
}

/** What this process holds just now. */
export function processGauges(registry: Registry, { runtime, wakeups, storage }: Watched): void {
  gauge(registry, 'millrace_commands_waiting', 'Commands that wait for their batch or are in it', (set) => set(runtime.load().waitingCommands));
  gauge(registry, 'millrace_leases_held', 'Pieces of work that this process holds a lease on', (set) => set(runtime.load().heldLeases));
  gauge(
    registry,
    'millrace_carrier_connected',
    'Whether wake-ups reach the other processes',
    (set) => set(wakeups.connected ? 1 : 0, { carrier: wakeups.name }),
    ['carrier'],
  );
  const pools = { reads: storage.pool, runtime: storage.runtimePool };
  gauge(
    registry,
    'millrace_database_connections',
    'Connections of this process to PostgreSQL',
    (set) => {
      for (const [pool, { totalCount, idleCount }] of Object.entries(pools)) {
        set(totalCount - idleCount, { pool, state: 'used' });
        set(idleCount, { pool, state: 'idle' });
      }
    },
    ['pool', 'state'],
  );
  gauge(
    registry,
    'millrace_database_connections_max',
    'Connections that this process opens at most',
    (set) => {
      for (const [pool, { options }] of Object.entries(pools)) set(options.max, { pool });
    },
    ['pool'],
  );
  gauge(
    registry,
    'millrace_database_waiting',
    'Questions that wait for a free connection',
    (set) => {
      for (const [pool, { waitingCount }] of Object.entries(pools)) set(waitingCount, { pool });
    },
    ['pool'],
  );
}

/** Requests at the door of this process. */
export function turnGauges(registry: Registry, turns: Pick<Turns, 'load'>): void {
  gauge(registry, 'millrace_requests_waiting', 'Requests that wait for their turn', (set) => set(turns.load.waiting));
  gauge(registry, 'millrace_requests_working', 'Requests that are worked on', (set) => set(turns.load.working));
}

function gauge(
  registry: Registry,
  name: string,
  help: string,
  read: (set: (value: number, labels?: Record<string, string>) => void) => void,
  labelNames: readonly string[] = [],
): void {
  const made: Gauge = new Gauge({ name, help, labelNames, registers: [registry], collect: () => read((value, labels = {}) => made.set(labels, value)) });
}
