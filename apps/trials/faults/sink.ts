import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The world outside: counts what reached it, by idempotency key; answers slowly or not at all now and then. */
export class Sink {
  /** When each key came, in milliseconds since 1970. */
  readonly received = new Map<string, number[]>();
  #count = 0;
  readonly #delay = monitorEventLoopDelay();

  private constructor(private readonly server: Server) {
    this.#delay.enable();
    server.on('request', (request, response) => {
      request.resume();
      const key = String(request.headers['webhook-id'] ?? request.headers['idempotency-key'] ?? '');
      this.received.set(key, [...(this.received.get(key) ?? []), Date.now()]);
      this.#count += 1;
      const status = this.#count % 17 === 0 ? 503 : 200;
      const answer = (): void => void response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      if (this.#count % 29 === 0) setTimeout(answer, 1_500);
      else answer();
    });
  }

  static async start(): Promise<Sink> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new Sink(server);
  }

  /** How long a request may have lain here unread, at most: this process waited for the processor. */
  get unreadMs(): number {
    return this.#delay.max / 1e6;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#delay.disable();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
