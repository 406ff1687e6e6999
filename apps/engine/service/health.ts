import type { AnswerOf, operations } from '#contracts';
import type { RunStore } from '#runtime';
import type { Sql } from '#storage';
import type { EngineConfig } from '../config/config.js';
import type { Carrier } from '../queues/carrier.js';

const READY_WITHIN_MS = 2000;

/** Whether the engine can keep its promises just now. */
export class Health {
  private stopping = false;

  constructor(
    private readonly sql: Sql,
    private readonly store: Pick<RunStore, 'durability'>,
    private readonly wakeups: Pick<Carrier, 'name' | 'connected'>,
    private readonly facts: { readonly version: string; readonly role: EngineConfig['role']; readonly embedded: boolean },
  ) {}

  /** From now on not ready: others get the work. */
  leave(): void {
    this.stopping = true;
  }

  async isReady(): Promise<boolean> {
    if (this.stopping) return false;
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), READY_WITHIN_MS).unref());
    const answers = this.sql('select 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answers, late]);
  }

  async report(): Promise<AnswerOf<typeof operations.getHealth>> {
    const startMs = performance.now();
    const durability = await this.store.durability();
    const latencyMs = Math.round((performance.now() - startMs) * 10) / 10;
    return {
      status: durability.reduced ? 'reduced' : this.wakeups.connected ? 'ok' : 'degraded',
      durability: { ...durability },
      wakeups: { carrier: this.wakeups.name, connected: this.wakeups.connected },
      role: this.facts.role,
      version: this.facts.version,
      database: { embedded: this.facts.embedded, latencyMs },
    };
  }
}
