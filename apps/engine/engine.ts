import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Workspace } from '#access';
import type { WorkspaceId } from '#kernel';
import { openStorage } from '#storage';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { EngineConfig } from './config/config.js';
import { VERSION } from './config/version.js';
import { readBody } from './http/body.js';
import { observed, securityHeaders } from './http/first-things.js';
import { answerUnreadable } from './http/unreadable.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveStreams } from './live/live-streams.js';
import { PageRoutes } from './service/page-routes.js';
import { SessionCookie } from './http/cookies.js';
import { Health } from './service/health.js';
import { Housekeeping } from './service/housekeeping.js';
import { Links } from './service/links.js';
import { createLog } from './service/log.js';
import { Metrics } from './service/metrics.js';
import { engineModule } from './wiring/engine.module.js';
import { type Parts, wire } from './wiring/parts.js';

const KEY_USES_EVERY_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

export interface EngineOptions {
  readonly config: EngineConfig;
  /** PostgreSQL to work on; it is migrated before anything else. */
  readonly storageUrl: string;
  readonly log?: Logger;
  /** False: due work is left to others (or to `runtime.drain()`); default true. */
  readonly worker?: boolean;
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
  /** Ends gracefully: what is in flight is answered and committed, streams end, then the doors close. Idempotent. */
  stop(): Promise<void>;
}

/** Migrates, wires, listens and begins to work; resolves when the engine is ready. */
export async function createEngine({ config, storageUrl, log = createLog(config.logLevel), worker = true }: EngineOptions): Promise<Engine> {
  const storage = await openStorage(storageUrl);
  try {
    await storage.migrate();
    const parts = await wire(config, storage);
    await parts.crm.fieldStore.ensureCoreIndexes();
    const workspace = await firstWorkspace(parts);
    if (worker) await parts.publishing.planAll((await parts.crm.workspaces.list()).map(({ id }) => id));
    return await serve(parts, workspace, { log, worker });
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function firstWorkspace({ crm, ids }: Parts): Promise<Workspace> {
  const [first] = await crm.workspaces.list();
  return first ?? crm.workspaces.ensure({ id: ids.next() as WorkspaceId, key: 'main', name: 'Millrace', timeZone: 'UTC', currency: 'USD' });
}

async function serve(parts: Parts, workspace: Workspace, options: { readonly log: Logger; readonly worker: boolean }): Promise<Engine> {
  const { config, runtime, storage } = parts;
  const links = new Links();
  const health = new Health(storage.sql, parts.store, { version: VERSION, wakeups: 'in-process', embedded: config.databaseUrl === null });
  const metrics = new Metrics(runtime);
  const feed = new LiveFeed(storage.sql, parts.wakeups);
  const module = engineModule({ parts, links, health, metrics, feed, log: options.log });
  const app = await NestFactory.create<NestExpressApplication>(module, { bodyParser: false, logger: false, abortOnError: false });
  prepare(app, config, [
    observed(options.log, metrics) as unknown as RequestHandler,
    readBody as unknown as RequestHandler,
    new PageRoutes(parts, links, new SessionCookie(config.allowHttp)).handler,
  ]);
  await app.listen(config.port, config.host);
  const url = addressOf(app, config.host);
  links.origin = config.publicUrl ?? url;
  if (config.allowHttp) options.log.warn('MILLRACE_ALLOW_HTTP is on: session cookies travel without Secure; use it on networks you trust only');
  const housekeeping = new Housekeeping(storage.sql, options.log);
  if (options.worker) {
    runtime.start();
    housekeeping.start();
  }
  const uses = setInterval(() => void parts.access.apiKeys.noteUses().catch(() => undefined), KEY_USES_EVERY_MS).unref();
  const stop = once(async () => {
    health.leave();
    clearInterval(uses);
    housekeeping.stop();
    app.get(LiveStreams).endAll();
    feed.stop();
    await app.close();
    await runtime.stop();
    await parts.access.apiKeys.noteUses().catch(() => undefined);
    await parts.outbound.close();
    parts.mailer.close();
    await storage.close();
  });
  return { url, runtime, library: parts.library, crm: parts.crm, parts, workspace, ownerLink: () => ownerLink(parts, workspace, links), stop };
}

function prepare(app: NestExpressApplication, config: EngineConfig, middleware: readonly RequestHandler[]): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.set('trust proxy', config.proxies);
  app.use(securityHeaders(config.publicUrl?.startsWith('https:') === true));
  for (const one of middleware) app.use(one);
  const server = app.getHttpServer() as import('node:http').Server;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = 10_000;
  server.on('clientError', answerUnreadable);
}

function addressOf(app: NestExpressApplication, host: string): string {
  const { port } = (app.getHttpServer() as import('node:http').Server).address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function ownerLink(parts: Parts, workspace: Workspace, links: Links): Promise<string | null> {
  const token = await parts.access.people.ownerToken(workspace.id);
  return token === null ? null : links.join(token);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
