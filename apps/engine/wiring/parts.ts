import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Secrets } from '#access';
import { nextOccurrenceOf } from '#calendar';
import { Activities, AddedFields, Calendars, FieldRegistry, Records, RecordWrites, WorkspaceRecordChecks, WorkspaceSurroundings } from '#crm';
import type { WorkspaceId } from '#kernel';
import { createMailer, createOutbound, type MailConfig } from '#outbound';
import { diffPipelines, verify } from '#pipeline';
import { InProcessWakeups } from '#queue';
import { AttachedRules, CompiledPipelines, createRuntime, Migrations, PipelineLibrary, type SurroundingsSource } from '#runtime';
import { stepCatalogue } from '#steps/definitions';
import { createHandlers } from '#steps/handlers';
import {
  PgActivityReads,
  PgCalendarStore,
  PgFieldStore,
  PgLibraryStore,
  PgRecordReads,
  PgRunReads,
  PgRunStore,
  PgScheduleStore,
  PgWorkspaceStore,
  PgWriteChecks,
  type Storage,
} from '#storage';
import type { EngineConfig } from '../config/config.js';
import { masterKeys } from '../config/master-keys.js';
import { Publishing } from '../runs/publishing.js';
import { UuidV7 } from '../service/uuid-v7.js';
import { accessParts } from './access-parts.js';

/** Everything the engine is made of, wired once: ports to their adapters. */
export type Parts = Awaited<ReturnType<typeof wire>>;

export const hashes = { sha256: (text: string): string => createHash('sha256').update(text).digest('hex') };

export async function wire(config: EngineConfig, storage: Storage) {
  const nowMs = (): number => performance.now();
  const ids = new UuidV7(() => Date.now());
  const access = accessParts(storage, { keys: await masterKeys(config), ids, nowMs });
  const crm = crmParts(storage, ids, nowMs);
  const store = new PgRunStore(storage.runtimePool);
  const libraryStore = new PgLibraryStore(storage.sql);
  const pipelines = new CompiledPipelines(libraryStore, crm.surroundings, nowMs);
  const outbound = createOutbound({ allowedHosts: config.outboundHosts });
  const mailer = createMailer(mailConfig(config));
  const wakeups = new InProcessWakeups();
  const runtime = createRuntime({
    store,
    pipelines,
    checks: crm.checks,
    wakeups,
    handlers: createHandlers({ outbound, mailer, secrets: access.secrets, nowMs: () => Date.now() }),
    clock: { nowMs, sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined) as Promise<void> },
    ids,
    hashes,
    random: Math.random,
    schedules: { store: new PgScheduleStore(storage.sql), nextOccurrence: nextOccurrenceOf },
  });
  const proofs = { verify, diff: diffPipelines };
  const around = withSecrets(crm.surroundings, access.secrets);
  const library = {
    store: libraryStore,
    library: new PipelineLibrary(libraryStore, around, hashes, proofs),
    rules: new AttachedRules(libraryStore, around, proofs, runtime),
    migrations: new Migrations(libraryStore, around, runtime),
  };
  const publishing = new Publishing(library.library, runtime);
  return {
    config,
    storage,
    ids,
    access,
    crm,
    store,
    pipelines,
    runtime,
    wakeups,
    outbound,
    mailer,
    library,
    publishing,
    runReads: new PgRunReads(storage.sql),
  };
}

/** Adds the names of the secrets to what pipelines are checked against. */
const withSecrets = (source: SurroundingsSource, secrets: Secrets): SurroundingsSource => ({
  load: async (workspace) => {
    const [around, rows] = await Promise.all([source.load(workspace), secrets.list(workspace)]);
    const names = new Set(rows.map(({ name }) => name));
    return { ...around, hasSecret: (name) => names.has(name) };
  },
  times: (workspace, zone) => source.times(workspace, zone),
  changed: (workspace) => source.changed(workspace),
});

function crmParts(storage: Storage, ids: UuidV7, nowMs: () => number) {
  const { sql } = storage;
  const fieldStore = new PgFieldStore(sql);
  const registry = new FieldRegistry(fieldStore, nowMs);
  const calendars = new Calendars(new PgCalendarStore(sql), nowMs);
  const workspaces = new PgWorkspaceStore(sql);
  const zoneOf = async (workspace: WorkspaceId): Promise<string> => (await workspaces.get(workspace))?.timeZone ?? 'UTC';
  return {
    fieldStore,
    registry,
    calendars,
    workspaces,
    surroundings: new WorkspaceSurroundings(registry, calendars, stepCatalogue(), zoneOf),
    checks: new WorkspaceRecordChecks(registry),
    records: new Records(new PgRecordReads(sql), registry),
    writes: new RecordWrites(new PgWriteChecks(sql), registry, ids),
    activities: new Activities(new PgActivityReads(sql)),
    addedFields: new AddedFields(fieldStore, registry),
  };
}

function mailConfig({ home, mail }: EngineConfig): MailConfig {
  if (mail.smtpUrl === null) return { from: mail.from, transport: { kind: 'folder', path: join(home, 'mail') } };
  const { hostname, port, protocol, username, password } = new URL(mail.smtpUrl);
  const secure = protocol === 'smtps:';
  const auth = username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  return { from: mail.from, transport: { kind: 'smtp', host: hostname, port: Number(port || (secure ? 465 : 587)), secure, ...auth } };
}
