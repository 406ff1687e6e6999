import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Redis } from 'ioredis';

/** A Redis of one's own that can be stopped and started again on its port. */
export class TestRedis {
  #server: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  /** Whether a redis-server is installed here. */
  static readonly isThere = spawnSync('redis-server', ['--version']).status === 0;

  static async start(...options: readonly string[]): Promise<TestRedis> {
    const made = new TestRedis(await freePort(), options);
    await made.start();
    return made;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...this.options];
    this.#server = spawn('redis-server', args, { stdio: 'ignore' });
    for (let tries = 0; tries < 100; tries += 1) {
      if (await this.#answers()) return;
      await new Promise((go) => setTimeout(go, 50));
    }
    throw new Error('redis-server did not start');
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  async flush(): Promise<void> {
    await this.ask((client) => client.flushall());
  }

  /** Runs something on a connection of its own. */
  async ask<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url, { maxRetriesPerRequest: 1, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  #answers(): Promise<boolean> {
    return this.ask((client) => client.ping()).then(
      () => true,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
