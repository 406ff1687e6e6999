import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { nextOccurrenceOf } from '#calendar';
import {
  Activities,
  AddedFields,
  Calendars,
  FieldRegistry,
  FieldUses,
  ImportJobs,
  Records,
  RecordMerges,
  RecordWrites,
  Views,
  Notifications,
  WorkspaceRecordChecks,
  WorkspaceSurroundings,
} from '#crm';
import type { WorkspaceId } from '#kernel';
import { createMailer, createOutbound, type MailConfig } from '#outbound';
import { diffPipelines, verify } from '#pipeline';
import {
  AttachedRules,
  CompiledPipelines,
  createRuntime,
  Migrations,
  PipelineLibrary,
  type Handlers,
  type Runtime,
  type Observer,
  type RunStore,
  type ScheduleStore,
  type SurroundingsSource,
  type WorkerSettings,
} from '#runtime';
import { stepCatalogue } from '#steps/definitions';
import { createHandlers } from '#steps/handlers';
import {
  PgActivityReads,
  PgCalendarStore,
  PgFieldStore,
  PgImportJobStore,
  PgImportReads,
  PgLibraryStore,
  PgRecordReads,
  PgRunReads,
  PgRunStore,
  PgScheduleStore,
  PgNotificationStore,
  PgViewStore,
  PgWorkspaceStore,
  PgMergeReads,
  PgNamingReads,
  PgWriteChecks,
  type Storage,
} from '#storage';
import { AnalysisPool } from '../analysis/pool.js';
import type { EngineConfig } from '../config/config.js';
import { masterKeys } from '../config/master-keys.js';
import { Publishing } from '../runs/publishing.js';
import { UuidV7 } from '../service/uuid-v7.js';
import { accessParts } from './access-parts.js';
import { customerParts, insightPorts } from './customer-parts.js';
import { reportParts } from './report-parts.js';
import type { Carrier } from '../queues/carrier.js';
import { openCarrier } from './open-carrier.js';
import { systemClock } from '../service/system-clock.js';
import { modelParts } from './model-parts.js';
import { withNames } from './with-names.js';

/** Everything the engine is made of, wired once: ports to their adapters. */
export type Parts = Awaited<ReturnType<typeof wire>>;

export const hashes = { sha256: (text: string): string => createHash('sha256').update(text).digest('hex') };

/** The ports of the durable loop that reach outside this process; the trials under faults stand in between. */
export interface OuterPorts {
  readonly store: RunStore;
  readonly schedules: ScheduleStore;
  readonly wakeups: Carrier;
  readonly handlers: Handlers;
  /** How the worker works, where that differs from the usual. */
  readonly worker: Partial<WorkerSettings>;
}

export interface WireOptions {
  /** Stands between the durable loop and what it reaches. */
  readonly around?: ((ports: OuterPorts) => OuterPorts) | undefined;
  /** Hears what the loop does. */
  readonly observer: Observer;
  /** Hears of what stopped an import and is nobody's input. */
  readonly onImportDefect: (error: unknown) => void;
  /** Hears of what stopped a training and is nobody's input. */
  readonly onTrainingDefect: (error: unknown) => void;
}

export async function wire(config: EngineConfig, storage: Storage, { around = (ports) => ports, observer, onImportDefect, onTrainingDefect }: WireOptions) {
  const nowMs = (): number => performance.now();
  const ids = new UuidV7(() => Date.now());
  const access = accessParts(storage, { keys: await masterKeys(config), ids, nowMs });
  const crm = crmParts(storage, ids, nowMs);
  const analysis = new AnalysisPool();
  const customers = customerParts(storage, crm.registry, analysis);
  const reports = reportParts(storage, crm, { pool: analysis, ids, nowMs });
  const models = modelParts(storage, { pool: analysis, ids, nowMs, onDefect: onTrainingDefect });
  const libraryStore = new PgLibraryStore(storage.sql);
  const pipelines = new CompiledPipelines(libraryStore, crm.surroundings);
  const outbound = createOutbound({ allowedHosts: config.outboundHosts });
  const mailer = createMailer(mailConfig(config));
  const insights = insightPorts(customers, storage, reports.insights);
  const { store, schedules, wakeups, handlers, worker } = around({
    store: new PgRunStore(storage.runtimePool),
    schedules: new PgScheduleStore(storage.sql),
    wakeups: await openCarrier(config),
    handlers: createHandlers({ outbound, mailer, secrets: access.secrets, models: models.scores, insights, nowMs: () => Date.now() }),
    worker: { name: `${hostname()}/${process.pid}` },
  });
  const runtime = createRuntime({
    store,
    pipelines,
    checks: crm.checks,
    wakeups,
    handlers,
    clock: systemClock,
    ids,
    hashes,
    random: Math.random,
    schedules: { store: schedules, nextOccurrence: nextOccurrenceOf },
    observer,
    worker,
  });
  const imports = importJobs({ storage, registry: crm.registry, runtime, ids, onDefect: onImportDefect });
  const library = libraryParts(libraryStore, withNames({ access, crm, customers, models }), runtime);
  const publishing = new Publishing(library.library, runtime);
  return {
    config,
    storage,
    ids,
    access,
    crm,
    imports,
    store,
    pipelines,
    runtime,
    wakeups,
    outbound,
    mailer,
    library,
    publishing,
    analysis,
    customers,
    models,
    reports,
    runReads: new PgRunReads(storage.sql),
  };
}

/** Drafts, versions and attached rules, proved before they are published. */
function libraryParts(store: PgLibraryStore, surroundings: SurroundingsSource, runtime: Runtime) {
  const proofs = { verify, diff: diffPipelines };
  return {
    store,
    library: new PipelineLibrary(store, surroundings, hashes, proofs),
    rules: new AttachedRules(store, surroundings, proofs, runtime),
    migrations: new Migrations(store, surroundings, runtime),
  };
}

function importJobs(given: {
  readonly storage: Storage;
  readonly registry: FieldRegistry;
  readonly runtime: Runtime;
  readonly ids: UuidV7;
  readonly onDefect: (error: unknown) => void;
}): ImportJobs {
  const { sql } = given.storage;
  const reads = new PgRecordReads(sql);
  return new ImportJobs({
    parts: { reads: new PgImportReads(sql), registry: given.registry, door: given.runtime, ids: given.ids },
    store: new PgImportJobStore(sql),
    names: (workspace, records) => reads.names(workspace, records),
    onDefect: given.onDefect,
    nowMs: () => performance.now(),
  });
}

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
    merges: new RecordMerges(new PgMergeReads(sql), registry),
    activities: new Activities(new PgActivityReads(sql)),
    addedFields: new AddedFields(fieldStore, registry),
    fieldUses: new FieldUses(new PgNamingReads(sql), registry),
    views: new Views(new PgViewStore(sql), ids),
    notifications: new Notifications(new PgNotificationStore(sql)),
  };
}

function mailConfig({ home, mail }: EngineConfig): MailConfig {
  if (mail.smtpUrl === null) return { from: mail.from, transport: { kind: 'folder', path: join(home, 'mail') } };
  const { hostname, port, protocol, username, password } = new URL(mail.smtpUrl);
  const secure = protocol === 'smtps:';
  const auth = username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  return { from: mail.from, transport: { kind: 'smtp', host: hostname, port: Number(port || (secure ? 465 : 587)), secure, ...auth } };
}
