import { Controller, type StreamableFile } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations, roleHolds } from '#contracts';
import type { JsonObject } from '#kernel';
import { type ReportReader, type SavedReport, SavedReports, SalesTargets, type TableResult } from '#reports';
import type { Caller } from '../http/caller.js';
import { ReportFiles } from '../files/report-files.js';
import { ReportMails } from '../files/report-mails.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { fileReply, type Reply } from '../http/reply.js';
import { StoreTime } from '../service/store-time.js';

type ReportAnswer = AnswerOf<typeof operations.getReport>;
type ResultAnswer = AnswerOf<typeof operations.runReport>;

/** Saved reports. */
@Controller()
export class ReportsController {
  constructor(
    private readonly reports: SavedReports,
    private readonly files: ReportFiles,
    private readonly mails: ReportMails,
    private readonly time: StoreTime,
  ) {}

  @Answers(operations.listReports)
  async list(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.listReports>> {
    const reports = await this.reports.list(readerOf(caller));
    return { items: reports.map((report) => shown(report, caller)) };
  }

  @Answers(operations.getReport)
  async get(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.getReport>): Promise<ReportAnswer> {
    return shown(await this.reports.get(readerOf(caller), params.id), caller);
  }

  @Answers(operations.createReport)
  async create(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.createReport>): Promise<ReportAnswer> {
    return shown(await this.reports.create(readerOf(caller), body), caller);
  }

  @Answers(operations.changeReport)
  async change(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.changeReport>): Promise<ReportAnswer> {
    return shown(await this.reports.change(readerOf(caller), params.id, body), caller);
  }

  @Answers(operations.removeReport)
  remove(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.removeReport>): Promise<void> {
    return this.reports.remove(readerOf(caller), params.id);
  }

  @Answers(operations.runReport)
  async run(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.runReport>): Promise<ResultAnswer> {
    const { definition } = await this.reports.get(readerOf(caller), params.id);
    return shownResult(await this.reports.run(caller, definition));
  }

  @Answers(operations.previewReport)
  async preview(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.previewReport>): Promise<ResultAnswer> {
    return shownResult(await this.reports.run(caller, body.definition));
  }

  @Answers(operations.exportReport)
  async export(@Asking() caller: Caller, @Input() { params, query }: InputOf<typeof operations.exportReport>): Promise<Reply<StreamableFile>> {
    const report = await this.reports.get(readerOf(caller), params.id);
    return fileReply(await this.files.table(caller.workspace, report, { format: query.format, locale: caller.locale }));
  }

  @Answers(operations.sendReport, { audited: true })
  async send(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.sendReport>): Promise<AnswerOf<typeof operations.sendReport>> {
    const report = await this.reports.changeable(readerOf(caller), params.id);
    const now = await this.time.now();
    return { sent: await this.mails.sendNow(caller.workspace, report, now, now) };
  }
}

/** What people are to sell. */
@Controller()
export class TargetsController {
  constructor(private readonly targets: SalesTargets) {}

  @Answers(operations.listTargets)
  async list(@Asking() { workspace }: Caller, @Input() { query }: InputOf<typeof operations.listTargets>): Promise<AnswerOf<typeof operations.listTargets>> {
    return { items: [...(await this.targets.list(workspace, query))] };
  }

  @Answers(operations.putTarget)
  put(@Asking() { workspace }: Caller, @Input() { body }: InputOf<typeof operations.putTarget>): Promise<AnswerOf<typeof operations.putTarget>> {
    return this.targets.put(workspace, body);
  }

  @Answers(operations.removeTarget)
  remove(@Asking() { workspace }: Caller, @Input() { query }: InputOf<typeof operations.removeTarget>): Promise<void> {
    return this.targets.remove(workspace, { by: query.by, who: query.who ?? null, month: query.month });
  }
}

export function readerOf({ principal, workspace }: Caller): ReportReader {
  return { workspace, id: principal.id, mayChangeShared: roleHolds(principal.role, 'view.share') };
}

function shown(report: SavedReport, { principal }: Caller): ReportAnswer {
  const { id, name, definition, shared, ownerId, schedule, nextAt, lastSentAt, updatedAt } = report;
  const own = { ...definition, measures: [...definition.measures], groups: [...definition.groups] };
  return {
    id,
    name,
    definition: own,
    shared,
    mine: ownerId === principal.id,
    ownerId,
    schedule: schedule && { ...schedule, recipients: [...schedule.recipients] },
    nextAt,
    lastSentAt,
    updatedAt,
  };
}

const shownResult = ({ columns, rows, ...rest }: TableResult): ResultAnswer => ({
  ...rest,
  columns: [...columns],
  rows: rows.map(({ names, ...row }) => ({ ...row, names: { ...names } as JsonObject })),
});
