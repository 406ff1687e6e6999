import { randomUUID } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import { BullWakeups, InProcessWakeups, type NoticeListener } from '#queue';
import type { BeginWork, DueWork, Notice } from '#runtime';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import type { EngineConfig } from '../config/config.js';
import { systemClock } from '../service/system-clock.js';
import type { Carrier } from './carrier.js';
import { bullBoard } from './bull-board.js';
import { queuesModule } from './queues.module.js';
import { assertUsable, redisClient, redisFacts } from './redis.js';

const PREFIX = 'millrace';

/** Opens the carrier on Redis. Throws UserError when that Redis is not fit for it; when it is away, the engine starts without and waits for it. */
export async function openBullCarrier(config: EngineConfig & { readonly redisUrl: string }): Promise<Carrier> {
  const client = redisClient(config.redisUrl);
  try {
    const carrier = new BullCarrier(client, config);
    await carrier.open();
    return carrier;
  } catch (error) {
    client.disconnect();
    throw error;
  }
}

/** Wake-ups between processes: jobs by BullMQ, notices by publish and subscribe. */
class BullCarrier implements Carrier {
  readonly name = 'bullmq';
  readonly warnings: string[] = [];
  readonly module: DynamicModule;
  board: RequestHandler | null = null;
  readonly #self = randomUUID();
  readonly #channel: string;
  readonly #subscriber: Redis;
  readonly #wakeups: BullWakeups;

  constructor(
    private readonly client: Redis,
    config: EngineConfig,
  ) {
    this.#channel = `${PREFIX}:notices`;
    this.#subscriber = client.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
    this.#wakeups = new BullWakeups(new InProcessWakeups(systemClock, config.work), config.work, { publish: (notice) => this.#publish(notice) });
    this.module = queuesModule({
      wakeups: this.#wakeups,
      client,
      prefix: PREFIX,
      works: config.role !== 'api',
      opened: (queues) => (this.board = bullBoard(queues)),
    });
  }

  get connected(): boolean {
    return this.#wakeups.connected;
  }

  async open(): Promise<void> {
    await this.client.connect().catch(() => undefined);
    if (this.client.status === 'ready') {
      const facts = await redisFacts(this.client);
      assertUsable(facts);
      if (facts.policy === null) this.warnings.push('this Redis does not tell its maxmemory-policy; it must be noeviction');
      this.#wakeups.connected = true;
    } else this.warnings.push('Redis does not answer: work goes on by the sweeper until it does');
    this.client.on('ready', () => void this.#welcome());
    this.client.on('close', () => (this.#wakeups.connected = false));
    await this.#listen();
  }

  announce(notice: Notice): void {
    this.#wakeups.announce(notice);
  }
  offer(due: readonly DueWork[]): void {
    this.#wakeups.offer(due);
  }
  onWork(begin: BeginWork): () => void {
    return this.#wakeups.onWork(begin);
  }
  onNotice(listener: NoticeListener): () => void {
    return this.#wakeups.onNotice(listener);
  }

  async close(): Promise<void> {
    this.#wakeups.connected = false;
    this.#subscriber.disconnect();
    this.client.disconnect();
  }

  /** Redis is back, perhaps another one than before: it is used when it is fit. */
  async #welcome(): Promise<void> {
    try {
      assertUsable(await redisFacts(this.client));
      this.#wakeups.connected = true;
    } catch {
      this.#wakeups.connected = false; // away again, or one that evicts: the sweeper goes on
    }
  }

  async #listen(): Promise<void> {
    this.#subscriber.on('error', () => undefined);
    this.#subscriber.on('message', (_channel: string, text: string) => {
      const { from, notice } = JSON.parse(text) as { from: string; notice: Notice };
      if (from !== this.#self) this.#wakeups.heard(notice);
    });
    void this.#subscriber.subscribe(this.#channel).catch(() => undefined); // subscribed again by the client whenever it connects
  }

  #publish(notice: Notice): void {
    void this.client.publish(this.#channel, JSON.stringify({ from: this.#self, notice })).catch(() => undefined);
  }
}
