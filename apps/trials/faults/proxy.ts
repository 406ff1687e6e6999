import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** How a COMMIT of the committer looks on the wire: a Bind of the prepared statement of that name. */
const COMMIT = Buffer.from('\0commit\0');

/** Stands between one process and PostgreSQL; can lose the answer to a COMMIT. */
export class CommitProxy {
  /** Called in the moment in which a COMMIT was passed on; set = armed, for the next one only. */
  #armed: ((cut: () => void) => void) | null = null;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: () => { readonly host: string; readonly port: number },
  ) {
    server.on('connection', (client) => this.#join(client));
  }

  static async start(target: () => { readonly host: string; readonly port: number }): Promise<CommitProxy> {
    const proxy = new CommitProxy(createServer(), target);
    await new Promise<void>((listening) => proxy.server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** At the next COMMIT, once it is on its way: `act`, which may cut the connection before the answer comes. */
  atCommit(act: (cut: () => void) => void): void {
    this.#armed = act;
  }

  get isArmed(): boolean {
    return this.#armed !== null;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }

  #join(client: Socket): void {
    const server = connect(this.target());
    const cut = (): void => {
      client.destroy();
      server.end(); // what was sent arrives; nobody hears the answer
    };
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.end();
      });
    }
    server.on('data', (bytes) => client.writable && client.write(bytes));
    client.on('data', (bytes) => this.#pass(bytes, server, cut));
  }

  #pass(bytes: Buffer, server: Socket, cut: () => void): void {
    const act = this.#armed;
    if (!act || !bytes.includes(COMMIT)) return void (server.writable && server.write(bytes));
    this.#armed = null;
    server.write(bytes, () => act(cut));
  }
}
