import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '#contracts';
import type { Json } from '#kernel';
import { WORK_LIMITS } from '#queue';
import { type Logger, pino } from 'pino';
import { testDatabase, type TestDatabase } from '../../../libs/storage/testing/test-database.js';
import { createEngine, type Engine, type EngineConfig } from '../index.js';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // Tests read answers of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface Ask {
  readonly method?: string;
  readonly body?: unknown;
  /** Sent as it is, whatever it is. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real engine on a database of its own, asked over real HTTP. */
export class TestEngine {
  private constructor(
    readonly engine: Engine,
    readonly database: TestDatabase,
    private readonly home: string,
    readonly owner: { readonly cookie: string; readonly email: string; readonly password: string },
  ) {}

  static async start(config: Partial<EngineConfig> = {}, log: Logger = pino({ level: 'silent' })): Promise<TestEngine> {
    const database = await testDatabase();
    const home = await mkdtemp(join(tmpdir(), 'millrace-api-'));
    const engine = await createEngine({ config: { ...plainConfig(home), ...config }, storageUrl: database.url, log, worker: false });
    const owner = { email: 'owner@example.com', password: 'a fine long password' };
    const link = (await engine.ownerLink()) ?? '';
    const joined = await fetch(`${engine.url}/api/v1/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: link.slice(link.indexOf('#') + 1), name: 'Olga Owner', ...owner }),
    });
    if (joined.status !== 201) throw new Error(await joined.text());
    return new TestEngine(engine, database, home, { ...owner, cookie: cookieOf(joined.headers) });
  }

  get url(): string {
    return this.engine.url;
  }

  /** Asks with an API key, a cookie, or nothing. */
  async ask(path: string, who: string | null, { method = 'GET', body, raw, headers = {} }: Ask = {}): Promise<Answered> {
    const own: Record<string, string> = { ...headers };
    if (who?.startsWith('mr_')) own['authorization'] = `Bearer ${who}`;
    else if (who) Object.assign(own, { cookie: who, origin: headers['origin'] ?? this.url });
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    if (sent !== undefined && own['content-type'] === undefined) own['content-type'] = 'application/json';
    const response = await fetch(this.url + path, { method, headers: own, ...(sent === undefined ? {} : { body: sent as string }) });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: /json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as Json) : text,
    };
  }

  /** A fresh API key of a role. */
  async key(role: Role, pipelineRoles: readonly string[] = []): Promise<string> {
    const made = await this.ask('/api/v1/keys', this.owner.cookie, { method: 'POST', body: { name: `test ${role}`, role, pipelineRoles } });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.key as string;
  }

  async stop(): Promise<void> {
    await this.engine.stop();
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }
}

/** The cookie of a `Set-Cookie`, to be sent back. */
export const cookieOf = (headers: Headers): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';

const plainConfig = (home: string): EngineConfig => ({
  home,
  host: '127.0.0.1',
  port: 0,
  publicUrl: null,
  allowHttp: false,
  proxies: 0,
  databaseUrl: null,
  redisUrl: null,
  role: 'all',
  work: WORK_LIMITS,
  logLevel: 'silent',
  rate: { perSecond: 100_000, burst: 100_000 },
  outboundHosts: [],
  mail: { from: 'Millrace <millrace@example.com>', smtpUrl: null },
  masterKeys: null,
});
