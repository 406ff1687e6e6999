import { resolve } from 'node:path';
import { fail, ok, type Problem, type Result } from '#kernel';
import { WORK_LIMITS, type WorkLimits } from '#queue';
import { z } from 'zod';
import { readStepLimits } from './step-limits.js';

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
  /** A Redis that carries wake-ups between processes; null = they stay in the process, and the sweeper reaches the others. */
  readonly redisUrl: string | null;
  /** `api`: answers requests, does no work. `worker`: does due work, answers only about its health. `all`: both. */
  readonly role: 'all' | 'api' | 'worker';
  /** How much work goes on at the same time, and what each kind of step may take of it. */
  readonly work: WorkLimits;
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

const stepLimits = z
  .string()
  .default('')
  .transform(readStepLimits)
  .refine((limits): limits is Exclude<typeof limits, string> => typeof limits !== 'string', { error: ({ input }) => String(input) });

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
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// address')
    .optional(),
  MILLRACE_ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  MILLRACE_WORK: whole(1, 1_000, WORK_LIMITS.steps),
  MILLRACE_STEP_LIMITS: stepLimits,
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
  if (config.databaseUrl === null && config.role !== 'all') return fail([needsDatabase('MILLRACE_ROLE')]);
  if (config.databaseUrl === null && config.redisUrl !== null) return fail([needsDatabase('REDIS_URL')]);
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
    redisUrl: env.REDIS_URL ?? null,
    role: env.MILLRACE_ROLE,
    work: { ...WORK_LIMITS, steps: env.MILLRACE_WORK, byStep: env.MILLRACE_STEP_LIMITS },
    logLevel: env.MILLRACE_LOG,
    rate: { perSecond: env.MILLRACE_RATE, burst: env.MILLRACE_RATE * 2 },
    outboundHosts: env.MILLRACE_OUTBOUND_HOSTS.split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    mail: { from: env.MILLRACE_MAIL_FROM, smtpUrl: env.MILLRACE_SMTP_URL ?? null },
    masterKeys: env.MILLRACE_MASTER_KEYS ?? null,
  });
}

const needsDatabase = (name: string): Problem =>
  problem(
    name,
    'Several processes share one PostgreSQL: set DATABASE_URL too. The embedded database belongs to one process.',
    '多个进程共用一个 PostgreSQL：请同时设置 DATABASE_URL。内置数据库只属于一个进程。',
  );

const problem = (name: string, en: string, zh: string): Problem => ({
  code: 'config',
  at: `/${name}`,
  text: { en: `${name}: ${en}`, 'zh-CN': `${name}：${zh}` },
});
