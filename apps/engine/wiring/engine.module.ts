import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ApiKeys, People, Secrets, Sessions, WebhookEndpoints } from '#access';
import { allOperations } from '#contracts';
import { Activities, AddedFields, Calendars, FieldRegistry, FieldUses, ImportJobs, Notifications, RecordMerges, Records, RecordWrites, Views } from '#crm';
import { BasketInsights, CustomerInsights, CustomerProfiles, Duplicates, SegmentSets, TextInsights } from '#customers';
import { Insights, SalesTargets, SavedReports } from '#reports';
import { Models, Scores, Trainings } from '#models';
import { AttachedRules, Migrations, PipelineLibrary } from '#runtime';
import { PgPurchaseReads, PgRecordReads, PgRunReads, PgSentWebhooks, PgWorkspaceStore } from '#storage';
import type { Logger } from 'pino';
import { KeysController, MembersController, SessionController } from '../controllers/access.controller.js';
import { CustomerProfilesController } from '../controllers/customer-profiles.controller.js';
import { CustomerTextsController } from '../controllers/customer-texts.controller.js';
import { CustomersController } from '../controllers/customers.controller.js';
import { ImportsController } from '../controllers/imports.controller.js';
import { InsightsController } from '../controllers/insights.controller.js';
import { ModelsController } from '../controllers/models.controller.js';
import { OwnWorkspaceController, StorageOf } from '../controllers/own-workspace.controller.js';
import { ReportsController, TargetsController } from '../controllers/reports.controller.js';
import { PipelineRunsController, PipelinesController } from '../controllers/pipelines.controller.js';
import { MergesController } from '../controllers/merges.controller.js';
import { ActivitiesController, RecordsController } from '../controllers/records.controller.js';
import { RunListsController, RunsController } from '../controllers/runs.controller.js';
import { SegmentsController } from '../controllers/segments.controller.js';
import { SecretsController } from '../controllers/secrets.controller.js';
import { NotificationsController } from '../controllers/notifications.controller.js';
import { ViewsController } from '../controllers/views.controller.js';
import { DeliveriesController, SentWebhooksController, WebhooksController } from '../controllers/webhooks.controller.js';
import { FieldsController } from '../controllers/fields.controller.js';
import { WorkspaceController } from '../controllers/workspace.controller.js';
import { Answering } from '../http/answering.js';
import { ReportFiles } from '../files/report-files.js';
import { ReportMails } from '../files/report-mails.js';
import { SessionCookie } from '../http/cookies.js';
import { Doorway } from '../http/doorway.js';
import { Guard } from '../http/guard.js';
import { methodsOf } from '../http/methods.js';
import { ProblemFilter } from '../http/problem-filter.js';
import { LiveController } from '../live/live.controller.js';
import { LiveFeed } from '../live/live-feed.js';
import { LiveStreams } from '../live/live-streams.js';
import { EventFields } from '../runs/event-fields.js';
import { RunInspection } from '../runs/inspection.js';
import { Publishing } from '../runs/publishing.js';
import { RunStarts } from '../runs/run-starts.js';
import { AuditLog } from '../service/audit-log.js';
import { Health } from '../service/health.js';
import { Links } from '../service/links.js';
import { Metrics } from '../service/metrics.js';
import { ServiceController } from '../service/service.controller.js';
import { StoreTime } from '../service/store-time.js';
import { Deliveries } from '../webhooks/deliveries.js';
import { WebhookTests } from '../webhooks/webhook-tests.js';
import type { Parts } from './parts.js';

export interface ModuleParts {
  readonly parts: Parts;
  readonly log: Logger;
  readonly links: Links;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly feed: LiveFeed;
  readonly reportMails: ReportMails;
}

@Module({})
export class EngineModule {}

/** The one module: every controller, and every part under its class. */
export function engineModule(given: ModuleParts): DynamicModule {
  return {
    module: EngineModule,
    imports: given.parts.wakeups.module === null ? [] : [given.parts.wakeups.module],
    controllers: given.parts.config.role === 'worker' ? [ServiceController] : CONTROLLERS,
    providers: [...libraryProviders(given), ...ownProviders(given)],
  };
}

/** What people and programs ask of the engine; a worker answers about itself alone. */
const CONTROLLERS = [
  ServiceController,
  SessionController,
  MembersController,
  KeysController,
  WebhooksController,
  SentWebhooksController,
  DeliveriesController,
  SecretsController,
  WorkspaceController,
  FieldsController,
  PipelinesController,
  PipelineRunsController,
  RunsController,
  RunListsController,
  RecordsController,
  MergesController,
  ActivitiesController,
  ViewsController,
  NotificationsController,
  ModelsController,
  InsightsController,
  ReportsController,
  TargetsController,
  CustomersController,
  CustomerProfilesController,
  CustomerTextsController,
  SegmentsController,
  ImportsController,
  OwnWorkspaceController,
  LiveController,
];

const value = (provide: abstract new (...args: never[]) => unknown, useValue: unknown): Provider => ({ provide, useValue }) as Provider;

const libraryProviders = ({ parts: { access, crm, customers, imports, library, models, reports, runReads, storage } }: ModuleParts): Provider[] => [
  value(People, access.people),
  value(Sessions, access.sessions),
  value(ApiKeys, access.apiKeys),
  value(Secrets, access.secrets),
  value(WebhookEndpoints, access.webhooks),
  value(AuditLog, new AuditLog(access.audit)),
  value(Records, crm.records),
  value(RecordWrites, crm.writes),
  value(RecordMerges, crm.merges),
  value(Activities, crm.activities),
  value(Views, crm.views),
  value(Notifications, crm.notifications),
  value(Models, models.models),
  value(Scores, models.scores),
  value(Trainings, models.trainings),
  value(Insights, reports.insights),
  value(SavedReports, reports.reports),
  value(SalesTargets, reports.targets),
  value(ReportFiles, reports.files),
  value(ImportJobs, imports),
  value(CustomerInsights, customers.insights),
  value(BasketInsights, customers.baskets),
  value(CustomerProfiles, customers.profiles),
  value(TextInsights, customers.texts),
  value(Duplicates, customers.duplicates),
  value(SegmentSets, customers.segments),
  value(PgPurchaseReads, new PgPurchaseReads(storage)),
  value(PgWorkspaceStore, crm.workspaces),
  value(StorageOf, new StorageOf(storage)),
  value(AddedFields, crm.addedFields),
  value(FieldUses, crm.fieldUses),
  value(FieldRegistry, crm.registry),
  value(Calendars, crm.calendars),
  value(PipelineLibrary, library.library),
  value(AttachedRules, library.rules),
  value(Migrations, library.migrations),
  value(PgRunReads, runReads),
  value(PgSentWebhooks, new PgSentWebhooks(storage.sql)),
];

function ownProviders({ parts, log, links, health, metrics, feed, reportMails }: ModuleParts): Provider[] {
  const { access, config, crm, ids, library, pipelines, runReads, runtime, store } = parts;
  const cookie = new SessionCookie(config.allowHttp);
  const door = new Doorway(runtime);
  const served = config.role === 'worker' ? allOperations.filter(({ group }) => group === 'Service') : allOperations;
  const perAddress = { perSecond: Math.max(5, config.rate.perSecond / 20), burst: Math.max(50, config.rate.burst / 10) };
  return [
    value(Links, links),
    value(Health, health),
    value(Metrics, metrics),
    value(ReportMails, reportMails),
    value(LiveFeed, feed),
    value(SessionCookie, cookie),
    value(Doorway, door),
    value(StoreTime, new StoreTime(store)),
    value(LiveStreams, new LiveStreams(access.sessions, access.apiKeys, cookie)),
    value(RunInspection, new RunInspection(store, pipelines, runReads)),
    value(RunStarts, new RunStarts(library.library, door, runReads, ids)),
    value(Publishing, parts.publishing),
    value(EventFields, new EventFields(crm.writes, runReads)),
    value(
      Deliveries,
      new Deliveries(runtime, library.library, runReads, {
        writes: crm.writes,
        ids,
        names: (workspace, records) => new PgRecordReads(parts.storage.sql).names(workspace, records),
      }),
    ),
    value(WebhookTests, new WebhookTests(parts.outbound, access.secrets, ids)),
    { provide: APP_GUARD, useValue: new Guard(access.apiKeys, access.sessions, cookie, { perPrincipal: config.rate, perAddress, origin: config.publicUrl }) },
    { provide: APP_INTERCEPTOR, useValue: new Answering(access.replies, access.audit) },
    { provide: APP_FILTER, useValue: new ProblemFilter(log, methodsOf(served)) },
  ];
}
