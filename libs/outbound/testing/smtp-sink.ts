import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface TakenMail {
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly text: string;
}

/** A mail server of a few lines that keeps what it is sent; `reply` decides how each recipient is answered. */
export class SmtpSink {
  reply = '250 ok';
  readonly taken: TakenMail[] = [];
  private readonly server: Server = createServer((socket) => this.talk(socket));

  listen(): Promise<void> {
    return new Promise((resolve) => void this.server.listen(0, '127.0.0.1', resolve));
  }
  close(): Promise<void> {
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private talk(socket: Socket): void {
    let to: string[] = [];
    let body: string | null = null;
    socket.write('220 test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (body !== null) {
        body += text;
        if (!body.endsWith('\r\n.\r\n')) return;
        this.taken.push({ to, text: body.slice(0, -5).replaceAll('\r\n..', '\r\n.') });
        [to, body] = [[], null];
        socket.write('250 queued\r\n');
      } else if (text.startsWith('DATA')) {
        body = '';
        socket.write('354 go\r\n');
      } else if (text.startsWith('RCPT')) {
        to.push(/<(.*)>/.exec(text)?.[1] ?? '');
        socket.write(`${this.reply}\r\n`);
      } else if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
  }
}
