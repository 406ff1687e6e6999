import { resolve } from 'node:path';
import { fail, ok, type Problem, type Result } from '#kernel';
import { z } from 'zod';

/** How the engine runs. Read once, frozen, never looked up again. */
export interface EngineConfig {
  /** Folder for data, master key and mail. */
  readonly home: string;
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** Where people reach the engine, such as `https://crm.example.com`; null = the address it listens on. */
  readonly publicUrl: string | null;
  /** Plain http on other addresses than this machine's own: cookies go without Secure. */
  readonly allowHttp: boolean;
  /** Proxies in front that set X-Forwarded-*. */
  readonly proxies: number;
  /** An own PostgreSQL; null = the embedded one. */
  readonly databaseUrl: string | null;
  readonly logLevel: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  /** Requests a second of one person or key, and how many at once. */
  readonly rate: { readonly perSecond: number; readonly burst: number };
  /** Hosts that steps may call though they are not public. */
  readonly outboundHosts: readonly string[];
  readonly mail: { readonly from: string; readonly smtpUrl: string | null };
  /** `1:<base64>,2:<base64>`: the highest seals. Null = a file in the home. */
  readonly masterKeys: string | null;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const flag = z
  .enum(['', '0', '1'])
  .default('0')
  .transform((value) => value === '1');
const whole = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .default(String(fallback))
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const shape = z.object({
  MILLRACE_HOME: z.string().min(1).default('.millrace'),
  MILLRACE_HOST: z.string().min(1).default('127.0.0.1'),
  MILLRACE_PORT: whole(0, 65_535, 8080),
  MILLRACE_URL: z.url({ protocol: /^https?$/ }).optional(),
  MILLRACE_ALLOW_HTTP: flag,
  MILLRACE_PROXIES: whole(0, 10, 0),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .optional(),
  MILLRACE_LOG: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
  MILLRACE_RATE: whole(1, 1_000_000, 500),
  MILLRACE_OUTBOUND_HOSTS: z.string().default(''),
  MILLRACE_MAIL_FROM: z.string().min(3).default('Millrace <millrace@localhost>'),
  MILLRACE_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MILLRACE_MASTER_KEYS: z
    .string()
    .regex(/^\d{1,6}:[A-Za-z0-9+/]{43}=(,\d{1,6}:[A-Za-z0-9+/]{43}=)*$/, 'must be VERSION:BASE64 of 32 bytes, several with commas')
    .optional(),
});

/** Reads the environment; every problem together, each at `/NAME`. Unset and empty are the same. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Result<EngineConfig, readonly Problem[]> {
  const given = Object.fromEntries(Object.keys(shape.shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const read = shape.safeParse(given);
  if (!read.success) return fail(read.error.issues.map((issue) => problem(String(issue.path[0]), issue.message, issue.message)));
  const config = configOf(read.data);
  const isOpen = !LOOPBACK.has(config.host) && !config.allowHttp && config.publicUrl?.startsWith('https:') !== true;
  if (!isOpen) return ok(config);
  return fail([
    problem(
      'MILLRACE_HOST',
      'On another address than 127.0.0.1 the engine needs https in front (MILLRACE_URL=https://...), or MILLRACE_ALLOW_HTTP=1 in a network you trust.',
      '监听 127.0.0.1 以外的地址时,前面需要 https(MILLRACE_URL=https://...);在可信网络中可设 MILLRACE_ALLOW_HTTP=1。',
    ),
  ]);
}

function configOf(env: z.output<typeof shape>): EngineConfig {
  return Object.freeze({
    home: resolve(env.MILLRACE_HOME),
    host: env.MILLRACE_HOST,
    port: env.MILLRACE_PORT,
    publicUrl: env.MILLRACE_URL === undefined ? null : new URL(env.MILLRACE_URL).origin,
    allowHttp: env.MILLRACE_ALLOW_HTTP,
    proxies: env.MILLRACE_PROXIES,
    databaseUrl: env.DATABASE_URL ?? null,
    logLevel: env.MILLRACE_LOG,
    rate: { perSecond: env.MILLRACE_RATE, burst: env.MILLRACE_RATE * 2 },
    outboundHosts: env.MILLRACE_OUTBOUND_HOSTS.split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    mail: { from: env.MILLRACE_MAIL_FROM, smtpUrl: env.MILLRACE_SMTP_URL ?? null },
    masterKeys: env.MILLRACE_MASTER_KEYS ?? null,
  });
}

const problem = (name: string, en: string, zh: string): Problem => ({
  code: 'config',
  at: `/${name}`,
  text: { en: `${name}: ${en}`, 'zh-CN': `${name}：${zh}` },
});
