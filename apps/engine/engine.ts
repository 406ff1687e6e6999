import 'reflect-metadata';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Workspace } from '#access';
import type { WorkspaceId } from '#kernel';
import { openStorage, PgOperatorReads } from '#storage';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { EngineConfig } from './config/config.js';
import { VERSION } from './config/version.js';
import { ReportMails } from './files/report-mails.js';
import { readBody } from './http/body.js';
import { KnownCallers } from './http/known-callers.js';
import { partWithClients } from './http/closing.js';
import { observed, securityHeaders } from './http/first-things.js';
import { answerUnreadable } from './http/unreadable.js';
import { turnedAway } from './http/turned-away.js';
import { byTurns, Turns } from './http/turns.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveStreams } from './live/live-streams.js';
import { PageRoutes } from './service/page-routes.js';
import { WebApp } from './web-app/web-app.js';
import { SessionCookie } from './http/cookies.js';
import { watchCarrier } from './service/carrier-watch.js';
import { Health } from './service/health.js';
import { choresOf, Housekeeping } from './service/housekeeping.js';
import { Links } from './service/links.js';
import { createLog } from './service/log.js';
import { logObserver } from './service/log-observer.js';
import { Metrics } from './service/metrics.js';
import { observeAll } from './service/observers.js';
import { boardRoutes } from './queues/board.js';
import { engineModule } from './wiring/engine.module.js';
import { type OuterPorts, type Parts, wire } from './wiring/parts.js';

const KEY_USES_EVERY_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** Connections that wait to be accepted; beyond it the system drops them without a word, and their callers knock again seconds later. */
const CONNECTION_BACKLOG = 4_096;

export interface EngineOptions {
  readonly config: EngineConfig;
  /** PostgreSQL to work on; it is migrated before anything else. */
  readonly storageUrl: string;
  readonly log?: Logger;
  /** False: `work()` begins it later; default true. */
  readonly worker?: boolean;
  /** Stands between the durable loop and what it reaches (trials under faults). */
  readonly around?: (ports: OuterPorts) => OuterPorts;
}

/** A running engine: the server with its worker. */
export interface Engine {
  /** Where it listens, such as `http://127.0.0.1:8080`; people may know it under `config.publicUrl`. */
  readonly url: string;
  readonly runtime: Parts['runtime'];
  readonly library: Parts['library'];
  readonly crm: Parts['crm'];
  readonly parts: Parts;
  /** The workspace that is there from the first start on. */
  readonly workspace: Workspace;
  /** A one-time link that makes its reader the owner; null once somebody owns the workspace. Each call replaces the link before. */
  ownerLink(): Promise<string | null>;
  /** Begins to do due work, where the role of this process is to do any: steps, timers, schedules, and the hourly cleaning. Idempotent. */
  work(): Promise<void>;
  /** Ends gracefully: what is in flight is answered and committed, streams end, then the doors close. Idempotent. */
  stop(): Promise<void>;
}

/** Migrates, wires, listens and begins to work; resolves when the engine is ready. */
export async function createEngine({ config, storageUrl, log: given = createLog(config.logLevel), worker = true, around }: EngineOptions): Promise<Engine> {
  const log = given.child({ role: config.role });
  const storage = await openStorage(storageUrl);
  try {
    const migrations = await storage.migrate();
    if (migrations.length > 0) log.info({ event: 'database.migrated', migrations }, 'migrated');
    const metrics = new Metrics({ version: VERSION, role: config.role });
    const parts = await wire(config, storage, {
      around,
      observer: observeAll([metrics.observer, logObserver(log)], log),
      onImportDefect: (err) => log.error({ event: 'import.failed', err }, 'an import failed'),
      onTrainingDefect: (err) => log.error({ event: 'training.failed', err }, 'a training failed'),
    });
    metrics.watch({ ...parts, operatorReads: new PgOperatorReads(storage) });
    const workspace = await storage.alone('start', async () => {
      await parts.crm.fieldStore.ensureCoreIndexes();
      return firstWorkspace(parts);
    });
    const engine = await serve(parts, workspace, { log, metrics });
    if (worker) await engine.work();
    return engine;
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function firstWorkspace({ crm, ids }: Parts): Promise<Workspace> {
  const [first] = await crm.workspaces.list();
  return first ?? crm.workspaces.ensure({ id: ids.next() as WorkspaceId, key: 'main', name: 'Millrace', timeZone: 'UTC', currency: 'USD' });
}

async function serve(parts: Parts, workspace: Workspace, { log, metrics }: { readonly log: Logger; readonly metrics: Metrics }): Promise<Engine> {
  const { config, runtime, storage } = parts;
  const links = new Links();
  const health = new Health(storage.sql, parts.store, parts.wakeups, { version: VERSION, role: config.role, embedded: config.databaseUrl === null });
  const feed = new LiveFeed(storage.sql, parts.wakeups);
  const reportMails = new ReportMails(parts.reports.saved, parts.reports.files, parts.mailer, log);
  const module = engineModule({ parts, links, health, metrics, feed, reportMails, log });
  const app = await NestFactory.create<NestExpressApplication>(module, { bodyParser: false, logger: false, abortOnError: false });
  prepare(app, config, middleware(parts, { log, metrics, links }));
  await app.init();
  await listen(app.getHttpServer() as Server, config);
  const url = addressOf(app, config.host);
  links.origin = config.publicUrl ?? url;
  log.info({ event: 'engine.ready', version: VERSION, url, carrier: parts.wakeups.name, connected: parts.wakeups.connected }, 'ready');
  await warnAtStart(parts, log);
  const housekeeping = new Housekeeping(choresOf(storage.sql, parts.models, parts.customers.segments), log, (chore, result) => metrics.chore(chore, result));
  const work = onlyOnce(async () => {
    if (config.role === 'api') return;
    await parts.publishing.planAll((await parts.crm.workspaces.list()).map(({ id }) => id));
    runtime.start();
    housekeeping.start();
    parts.models.trainings.start();
    reportMails.start();
  });
  const uses = setInterval(() => void parts.access.apiKeys.noteUses().catch(() => undefined), KEY_USES_EVERY_MS).unref();
  const stopWatching = watchCarrier(parts.wakeups, log);
  const stop = onlyOnce(async () => {
    log.info({ event: 'engine.stopping' }, 'stopping');
    health.leave();
    stopWatching();
    clearInterval(uses);
    housekeeping.stop();
    app.get(LiveStreams).endAll();
    feed.stop();
    // Answers what is asked already; processors wait for the work they began.
    const closing = partWithClients(app.getHttpServer() as Server, () => app.close());
    await parts.imports.stop();
    await parts.models.trainings.stop();
    await reportMails.stop();
    await parts.analysis.close();
    await runtime.stop();
    await closing;
    await parts.wakeups.close();
    await parts.access.apiKeys.noteUses().catch(() => undefined);
    await parts.outbound.close();
    parts.mailer.close();
    await storage.close();
    log.info({ event: 'engine.stopped' }, 'stopped');
  });
  return { url, runtime, library: parts.library, crm: parts.crm, parts, workspace, ownerLink: () => ownerLink(parts, workspace, links), work, stop };
}

/** What a request passes before Nest sees it, in order. */
function middleware({ config, wakeups, access }: Parts, { log, metrics, links }: { readonly log: Logger; readonly metrics: Metrics; readonly links: Links }) {
  const turns = new Turns(() => performance.now());
  metrics.watchTurns(turns);
  const cookie = new SessionCookie(config.allowHttp);
  const callers = new KnownCallers(cookie);
  const first = [
    securityHeaders(config.publicUrl?.startsWith('https:') === true),
    turnedAway(turns, callers, metrics),
    observed(log, metrics),
    readBody,
    byTurns(turns, callers),
  ] as unknown as readonly RequestHandler[];
  if (config.role === 'worker') return first;
  const board = boardRoutes(wakeups, access.sessions, cookie);
  return [...first, board, new WebApp(config.publicUrl?.startsWith('https:') === true).handler, new PageRoutes(links).handler];
}

async function warnAtStart({ config, store, wakeups }: Parts, log: Logger): Promise<void> {
  if (config.allowHttp)
    log.warn({ event: 'http.allowed' }, 'MILLRACE_ALLOW_HTTP is on: session cookies travel without Secure; use it on networks you trust only');
  for (const warning of wakeups.warnings) log.warn({ event: 'carrier.warning' }, warning);
  const { reduced, why } = await store.durability();
  if (reduced) log.warn({ event: 'database.durability', why }, 'reduced durability: PostgreSQL may lose what it has confirmed');
}

function prepare(app: NestExpressApplication, config: EngineConfig, handlers: readonly RequestHandler[]): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.set('trust proxy', config.proxies);
  for (const one of handlers) app.use(one);
  const server = app.getHttpServer() as Server;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = 10_000;
  server.on('clientError', answerUnreadable);
}

/** Rejects where the port is taken. */
async function listen(server: Server, { port, host }: Pick<EngineConfig, 'port' | 'host'>): Promise<void> {
  server.listen({ port, host, backlog: CONNECTION_BACKLOG });
  await once(server, 'listening');
}

function addressOf(app: NestExpressApplication, host: string): string {
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function ownerLink(parts: Parts, workspace: Workspace, links: Links): Promise<string | null> {
  const token = await parts.access.people.ownerToken(workspace.id);
  return token === null ? null : links.join(token);
}

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
