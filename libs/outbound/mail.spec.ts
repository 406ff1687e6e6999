import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TransientError, UserError } from '#kernel';
import { createMailer, type Mail, type MailConfig } from './index.js';
import { SmtpSink } from './testing/smtp-sink.js';

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

describe('mail by SMTP', () => {
  const server = new SmtpSink();
  beforeAll(() => server.listen());
  afterAll(() => server.close());
  const smtp = (more: object = {}): MailConfig => ({
    from: 'crm@mill.example',
    transport: { kind: 'smtp', host: '127.0.0.1', port: server.port, secure: false, allowPlain: true, ...more },
  });

  it('is delivered', async () => {
    const sent = await createMailer(smtp()).send(mail());
    expect(server.taken).toMatchObject([{ to: ['ann@example.com'] }]);
    expect(server.taken[0]?.text).toContain(`Message-ID: ${sent.messageId}`);
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
