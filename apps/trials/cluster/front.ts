import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long an engine that did not answer is left out. */
const LEFT_OUT_MS = 3_000;

/** One address for several engines: each in turn, one that cannot be reached is left out for a while; nothing is buffered. */
export class Front {
  readonly #leftOut = new Map<string, number>();
  #turn = 0;

  private constructor(
    private readonly server: Server,
    private readonly engines: readonly string[],
  ) {
    server.on('request', (asked: IncomingMessage, answer: ServerResponse) => this.#pass(asked, answer, this.#order()));
  }

  static async start(engines: readonly string[], port: number): Promise<Front> {
    const server = createServer();
    await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, '127.0.0.1', listening));
    return new Front(server, engines);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** The engines, the next one first, those that are left out last. */
  #order(): readonly string[] {
    this.#turn += 1;
    const turned = this.engines.map((_, n) => this.engines[(n + this.#turn) % this.engines.length] as string);
    const isOut = (engine: string): boolean => (this.#leftOut.get(engine) ?? 0) > performance.now();
    return [...turned.filter((engine) => !isOut(engine)), ...turned.filter(isOut)];
  }

  #pass(asked: IncomingMessage, answer: ServerResponse, [engine, ...others]: readonly string[]): void {
    if (engine === undefined) return void answer.writeHead(503, { 'retry-after': '1' }).end();
    const headers = { ...asked.headers, 'x-forwarded-for': asked.socket.remoteAddress ?? '' };
    const passed = request(new URL(asked.url ?? '/', engine), { method: asked.method, headers, agent: false });
    passed.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => {
      this.#leftOut.set(engine, performance.now() + LEFT_OUT_MS);
      // What was not begun can go elsewhere; a body that was read cannot be read again.
      if (!answer.headersSent && asked.readableDidRead === false) this.#pass(asked, answer, others);
      else answer.destroy();
    });
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  }
}
