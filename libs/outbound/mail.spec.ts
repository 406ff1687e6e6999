import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TransientError, UserError } from '#kernel';
import { createMailer, type Mail, type MailConfig } from './index.js';

const mail = (more: Partial<Mail> = {}): Mail => ({
  to: ['Ann <ann@example.com>'],
  subject: '你好',
  text: 'Hello 世界',
  idempotencyKey: '01890000-0000-7000-8000-000000000001.4.0',
  ...more,
});
const codeOf = async (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'sent',
    (error: unknown) => (error instanceof UserError ? error.code : error instanceof TransientError ? 'transient' : String(error)),
  );

describe('mail into a folder', () => {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'mail-'));
  });
  afterEach(() => rm(path, { recursive: true }));
  const mailer = () => createMailer({ from: 'Mill <crm@mill.example>', transport: { kind: 'folder', path: join(path, 'out') } });

  it('is a file one can read', async () => {
    const sent = await mailer().send(mail({ cc: ['bob@example.com'], bcc: ['eve@example.com'], replyTo: 'r@example.com' }));
    expect(sent).toEqual({
      messageId: '<01890000-0000-7000-8000-000000000001.4.0@mill.example>',
      accepted: ['ann@example.com', 'bob@example.com', 'eve@example.com'],
    });
    const [file = '', ...rest] = await readdir(join(path, 'out'));
    expect([file, rest]).toEqual(['01890000-0000-7000-8000-000000000001.4.0.eml', []]);
    const text = await readFile(join(path, 'out', file), 'utf8');
    for (const line of [
      'From: Mill <crm@mill.example>',
      'To: Ann <ann@example.com>',
      'Cc: bob@example.com',
      'Bcc: eve@example.com',
      'Reply-To: r@example.com',
      `Message-ID: ${sent.messageId}`,
      'Auto-Submitted: auto-generated',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('a repeat has the same id and the same file', async () => {
    const first = await mailer().send(mail());
    expect(await mailer().send(mail())).toEqual(first);
    expect(await readdir(join(path, 'out'))).toHaveLength(1);
  });

  it('a key cannot name a place', async () => {
    await mailer().send(mail({ idempotencyKey: '../../x\r\nBcc: a@b.c' }));
    expect(await readdir(path)).toEqual(['out']);
  });

  it.each<[string, Partial<Mail>, string]>([
    ['line break in the subject', { subject: 'a\r\nBcc: eve@example.com' }, 'mail.header'],
    ['line break in an address', { to: ['ann@example.com\r\nBcc: eve@example.com'] }, 'mail.address'],
    ['two addresses in one', { to: ['ann@example.com, eve@example.com'] }, 'mail.address'],
    ['an address in the name', { to: ['a <b@c.example> <eve@example.com>'] }, 'mail.address'],
    ['no address', { to: ['ann'] }, 'mail.address'],
    ['blank', { to: [''] }, 'mail.address'],
    ['nobody', { to: [] }, 'mail.address'],
    ['reply to two', { replyTo: 'a@b.example;c@d.example' }, 'mail.address'],
    ['an endless address', { to: [`${'a'.repeat(5000)}@example.com`] }, 'mail.address'],
  ])('refuses %s', async (_name, more, code) => expect(await codeOf(mailer().send(mail(more)))).toBe(code));
});

/** A mail server of a few lines; `reply` decides how RCPT is answered. */
class SmtpServer {
  reply = '250 ok';
  received = '';
  readonly #server: Server = createServer((socket) => this.#talk(socket));
  #talk(socket: Socket): void {
    let data = false;
    socket.write('220 test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      this.received += text;
      if (data) {
        if (!text.endsWith('\r\n.\r\n')) return;
        data = false;
        socket.write('250 queued\r\n');
      } else if (text.startsWith('DATA')) {
        data = true;
        socket.write('354 go\r\n');
      } else if (text.startsWith('RCPT')) socket.write(`${this.reply}\r\n`);
      else if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
  }
  listen = (): Promise<void> => new Promise((resolve) => void this.#server.listen(0, '127.0.0.1', resolve));
  close = (): Promise<void> => new Promise((resolve) => void this.#server.close(() => resolve()));
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
}

describe('mail by SMTP', () => {
  const server = new SmtpServer();
  beforeAll(() => server.listen());
  afterAll(() => server.close());
  const smtp = (more: object = {}): MailConfig => ({
    from: 'crm@mill.example',
    transport: { kind: 'smtp', host: '127.0.0.1', port: server.port, secure: false, allowPlain: true, ...more },
  });

  it('is delivered', async () => {
    const sent = await createMailer(smtp()).send(mail());
    expect(server.received).toContain(`Message-ID: ${sent.messageId}`);
    expect(server.received).toContain('RCPT TO:<ann@example.com>');
  });

  it.each<[string, string, string]>([
    ['a final no', '550 no such user', 'mail.refused'],
    ['later', '451 greylisted', 'transient'],
  ])('%s', async (_name, reply, code) => {
    server.reply = reply;
    expect(await codeOf(createMailer(smtp()).send(mail()))).toBe(code);
    server.reply = '250 ok';
  });

  it('without encryption only when an admin said so', async () => {
    expect(await codeOf(createMailer(smtp({ allowPlain: false })).send(mail()))).toBe('transient');
  });

  it('nobody there', async () => expect(await codeOf(createMailer(smtp({ port: 1 })).send(mail()))).toBe('transient'));

  it.each([{ host: '' }, { host: 'a b' }, { port: 0 }, { port: 70_000 }])('refuses the configuration %j', (more) => {
    expect(() => createMailer(smtp(more))).toThrow(expect.objectContaining({ code: 'mail.config' }));
  });
});
