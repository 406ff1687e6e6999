import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStorage, startDatabase, type Database, type Storage } from '#storage';
import { TestRedis } from '../../engine/testing/test-redis.js';
import type { Point } from './points.js';
import { CommitProxy } from './proxy.js';
import type { Sink } from './sink.js';

const ENTRY = join(dirname(fileURLToPath(import.meta.url)), 'engine-process.js');
const START_WITHIN_MS = 180_000;

/** One engine process with its own way to the database; it is started again whenever it dies. */
export class Member {
  url: string | null = null;
  starts = 0;
  #child: ChildProcess | null = null;
  #armNext: Point | null = null;
  #leaving = false;

  constructor(
    readonly role: 'all' | 'worker',
    readonly proxy: CommitProxy,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get isUp(): boolean {
    return this.url !== null;
  }

  /** Resolves when it is ready; it then stays up, over any number of deaths, until `leave`. */
  async start(): Promise<void> {
    const env = { ...process.env, ...this.settings, MILLRACE_ROLE: this.role, ...(this.#armNext ? { TRIAL_ARM: this.#armNext } : {}) };
    this.#armNext = null;
    const child = spawn(process.execPath, [ENTRY], { env, stdio: ['ignore', 'ignore', process.env['TRIAL_LOG'] ? 'inherit' : 'ignore', 'ipc'] });
    this.#child = child;
    this.starts += 1;
    child.on('message', (message: { readonly url?: string }) => (this.url = message.url ?? this.url));
    child.once('exit', () => {
      this.url = null;
      if (this.#child === child) this.#child = null;
      if (!this.#leaving) void pause(50).then(() => (this.#leaving ? undefined : this.start()));
    });
    for (let waited = 0; !this.isUp && this.#child === child && waited < START_WITHIN_MS; waited += 20) await pause(20);
  }

  /** Dies when it next passes this point; null = it goes on. */
  arm(point: Point | null): void {
    if (this.#child?.connected) this.#child.send({ arm: point });
  }

  /** Dies at this point of its next start. */
  armNextStart(point: Point): void {
    this.#armNext = point;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    if (signal === 'SIGKILL') this.url = null; // at once, not when its end is heard of
    this.#child?.kill(signal);
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(late);
  }

  async comeBack(): Promise<void> {
    this.#leaving = false;
    await this.start();
  }
}

/** Real PostgreSQL, real Redis (where one is installed), two engines and a worker, in a folder of their own. */
export class Cluster {
  members: readonly Member[] = [];
  #database: Database;

  private constructor(
    readonly folder: string,
    database: Database,
    readonly redis: TestRedis | null,
    readonly storage: Storage,
  ) {
    this.#database = database;
  }

  static async start(): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-faults-'));
    const database = await startDatabase({ home: folder, as: 'guest', port: 0, linger: true });
    const redis = TestRedis.isThere ? await TestRedis.start() : null;
    const storage = await openStorage(database.url);
    await storage.migrate();
    return new Cluster(folder, database, redis, storage);
  }

  /** One engine and another, a worker, and so on. */
  async startMembers(sink: Sink, count: number): Promise<void> {
    const roles = Array.from({ length: count }, (_, n) => (n % 3 === 2 ? 'worker' : 'all'));
    this.members = await Promise.all(
      roles.map(async (role) => {
        const proxy = await CommitProxy.start(() => ({ host: '127.0.0.1', port: Number(new URL(this.#database.url).port) }));
        return new Member(role, proxy, this.#settings(proxy, sink));
      }),
    );
    await Promise.all(this.members.map((member) => member.start()));
  }

  #settings(proxy: CommitProxy, sink: Sink): Readonly<Record<string, string>> {
    const database = new URL(this.#database.url);
    database.port = String(proxy.port);
    return {
      DATABASE_URL: database.href,
      REDIS_URL: this.redis?.url ?? '',
      MILLRACE_HOME: this.folder,
      MILLRACE_PORT: '0',
      MILLRACE_LOG: process.env['TRIAL_LOG'] ?? 'silent',
      MILLRACE_RATE: '1000000',
      MILLRACE_OUTBOUND_HOSTS: new URL(sink.url).hostname,
      NODE_COMPILE_CACHE: join(this.folder, 'compiled'),
    };
  }

  async postmaster(): Promise<number> {
    return Number((await readFile(join(this.#database.where, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  /** As `pg_ctl stop -m immediate`, then a start with crash recovery. */
  async restartPostgres(): Promise<void> {
    const pid = await this.postmaster();
    process.kill(pid, 'SIGQUIT');
    await ended(pid);
    this.#database = await startDatabase({ home: this.folder, as: 'guest', port: Number(new URL(this.#database.url).port), linger: true });
  }

  /** Stops everything, by id, and removes the folder. */
  async stop(): Promise<void> {
    await Promise.all(this.members.map((member) => member.leave()));
    await Promise.all(this.members.map(({ proxy }) => proxy.stop()));
    await this.storage.close().catch(() => undefined);
    await this.redis?.stop();
    const pid = await this.postmaster().catch(() => null);
    if (pid !== null && isAlive(pid)) process.kill(pid, 'SIGINT');
    if (pid !== null) await ended(pid);
    await rm(this.folder, { recursive: true, force: true });
    if (this.#database.elsewhere) await rm(dirname(this.#database.where), { recursive: true, force: true });
  }
}

const ended = async (pid: number): Promise<void> => {
  for (let waited = 0; waited < 30_000 && isAlive(pid); waited += 20) await pause(20);
};

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
