import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TransientError, UserError } from '#kernel';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { readAddress, readAddresses, readHeaderText } from './mail-address.js';
import { refuse } from './problems.js';

export interface MailConfig {
  /** `Name <address>` or an address. */
  readonly from: string;
  readonly transport:
    | { readonly kind: 'folder'; readonly path: string } // one .eml file a message, Bcc shown; nothing leaves the machine
    | {
        readonly kind: 'smtp';
        /** Set by an admin only; never from a pipeline or a record. */
        readonly host: string;
        readonly port: number;
        /** TLS from the first byte; otherwise STARTTLS is demanded unless `allowPlain`. */
        readonly secure: boolean;
        readonly allowPlain?: boolean;
        readonly auth?: { readonly user: string; readonly pass: string };
      };
}

export interface Mail {
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** Files that go along; `name` without a path. */
  readonly attachments?: readonly { readonly name: string; readonly mediaType: string; readonly content: Uint8Array }[];
  /** Same key, same Message-ID: receiving systems and people can recognise a repeat. Same file in folder transport. */
  readonly idempotencyKey: string;
}

export interface SentMail {
  /** With angle brackets, as in the header. */
  readonly messageId: string;
  readonly accepted: readonly string[];
}

export interface Mailer {
  /** Throws UserError (`mail.address`, `mail.header`, `mail.refused`) or TransientError. */
  send(mail: Mail): Promise<SentMail>;
  close(): void;
}

/** No text of a message can name a file or an address to be read. */
const CLOSED = { disableFileAccess: true, disableUrlAccess: true } as const;

/** Throws UserError `mail.config` when the configuration cannot work. Connects only when something is sent. */
export function createMailer(config: MailConfig): Mailer {
  const from = readAddress(config.from, '/from');
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const deliver = config.transport.kind === 'folder' ? toFolder(config.transport.path) : toSmtp(config.transport);
  return {
    async send(mail) {
      const messageId = `<${localPart(mail.idempotencyKey)}@${domain}>`;
      const to = readAddresses(mail.to, '/to');
      const cc = readAddresses(mail.cc ?? [], '/cc');
      const bcc = readAddresses(mail.bcc ?? [], '/bcc');
      if (to.length === 0) throw refuse('mail.address', { en: 'A mail needs a recipient.', 'zh-CN': '邮件需要收件人。' });
      await deliver.send({
        ...CLOSED,
        messageId,
        from,
        to: [...to],
        cc: [...cc],
        bcc: [...bcc],
        ...(mail.replyTo ? { replyTo: readAddress(mail.replyTo, '/replyTo') } : {}),
        subject: readHeaderText(mail.subject, '/subject'),
        text: mail.text,
        ...(mail.attachments ? { attachments: mail.attachments.map(attached) } : {}),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { messageId, accepted: [...to, ...cc, ...bcc].map(({ address }) => address) };
    },
    close: deliver.close,
  };
}

const attached = ({ name, mediaType, content }: NonNullable<Mail['attachments']>[number]) => ({
  filename: name,
  contentType: mediaType,
  content: Buffer.from(content),
});

interface Delivery {
  send(message: SendMailOptions): Promise<void>;
  close(): void;
}

function toFolder(path: string): Delivery {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...CLOSED });
  return {
    async send(message) {
      const { message: bytes } = await transport.sendMail(message);
      await mkdir(path, { recursive: true });
      const file = join(path, `${String(message.messageId).replace(/^<|@.*$/g, '')}.eml`);
      // Written aside and renamed: whoever reads the folder never sees half a message.
      await writeFile(`${file}.part`, bytes as Buffer);
      await rename(`${file}.part`, file);
    },
    close: () => transport.close(),
  };
}

function toSmtp(smtp: Extract<MailConfig['transport'], { kind: 'smtp' }>): Delivery {
  if (!/^[A-Za-z0-9.:-]{1,253}$/.test(smtp.host) || !(Number.isInteger(smtp.port) && smtp.port > 0 && smtp.port < 65_536)) {
    throw refuse('mail.config', { en: 'The mail server needs a host name and a port.', 'zh-CN': '邮件服务器需要主机名和端口。' });
  }
  const { host, port, secure, auth } = smtp;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && smtp.allowPlain !== true,
    ...(auth ? { auth: { user: auth.user, pass: auth.pass } } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    ...CLOSED,
  });
  return {
    async send(message) {
      try {
        await transport.sendMail(message);
      } catch (error) {
        throw asMailFault(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A reply of 500 and up is a final no; everything else (connection, greylisting, login server away) may pass. */
function asMailFault(error: unknown): Error {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  if (error instanceof UserError) return error;
  if (code >= 500) return refuse('mail.refused', { en: `The mail server refused the message (${code}).`, 'zh-CN': `邮件服务器拒绝了该邮件（${code}）。` });
  return new TransientError(`the mail server did not take the message${code ? ` (${code})` : ''}`, undefined, { cause: error });
}

const localPart = (key: string): string => key.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 200) || 'message';
