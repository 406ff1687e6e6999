import { isTimeZone } from '#calendar';
import { UserError, type WorkspaceId } from '#kernel';
import type { ReportReads } from './ports.js';
import type { ReportDefinition, ReportSchedule, SavedReport, SavedReportStore, Summaries } from './saved-ports.js';
import { nextSending } from './schedule.js';
import { runTable, type TableResult } from './table-report.js';

/** Reports of one person; a bound for a program that loops. */
const MOST = 500;

/** Who asks for reports, and whether they may change what others have shared. */
export interface ReportReader {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly mayChangeShared: boolean;
}

export interface ReportWishes {
  readonly name?: string | undefined;
  readonly definition?: ReportDefinition | undefined;
  readonly shared?: boolean | undefined;
  readonly schedule?: ReportSchedule | null | undefined;
}

/** Saved reports: a private one is there for its maker alone, a shared one for everybody. A definition that cannot run is not saved. */
export class SavedReports {
  constructor(
    private readonly store: SavedReportStore,
    private readonly reads: ReportReads,
    private readonly summaries: Summaries,
    private readonly ids: { next(): string },
  ) {}

  list(reader: ReportReader): Promise<readonly SavedReport[]> {
    return this.store.list(reader.workspace, reader.id);
  }

  /** Throws UserError `report.not-found`, also for another's private one. */
  async get(reader: ReportReader, id: string): Promise<SavedReport> {
    const report = await this.store.get(reader.workspace, id);
    if (!report || (!report.shared && report.ownerId !== reader.id)) throw notFound();
    return report;
  }

  /** Throws UserError: whatever keeps it from running, `report.recipient`, `report.too-many`. */
  async create(reader: ReportReader, wish: ReportWishes & { readonly name: string; readonly definition: ReportDefinition }): Promise<SavedReport> {
    const { name, definition, shared = false, schedule = null } = wish;
    await this.run(reader, definition);
    await this.checkSchedule(reader, schedule);
    if ((await this.store.count(reader.workspace, reader.id)) >= MOST) throw tooMany();
    const nextAt = schedule && nextSending(schedule, await this.reads.now());
    return this.store.insert(reader.workspace, { id: this.ids.next(), name, definition, shared, ownerId: reader.id, schedule, nextAt });
  }

  /** What is left out stays. Throws UserError as `create`, and `report.not-found`, `report.owner`. */
  async change(reader: ReportReader, id: string, wish: ReportWishes): Promise<SavedReport> {
    const report = await this.changeable(reader, id);
    const { name = report.name, definition = report.definition, shared = report.shared } = wish;
    const schedule = wish.schedule === undefined ? report.schedule : wish.schedule;
    if (wish.definition !== undefined) await this.run(reader, definition);
    await this.checkSchedule(reader, wish.schedule ?? null);
    const nextAt = wish.schedule === undefined ? report.nextAt : schedule && nextSending(schedule, await this.reads.now());
    const saved = await this.store.update(reader.workspace, id, { name, definition, shared, schedule, nextAt });
    if (!saved) throw notFound();
    return saved;
  }

  async remove(reader: ReportReader, id: string): Promise<void> {
    await this.changeable(reader, id);
    if (!(await this.store.remove(reader.workspace, id))) throw notFound();
  }

  run(reader: Pick<ReportReader, 'workspace'>, definition: ReportDefinition): Promise<TableResult> {
    return runTable({ reads: this.reads, summaries: this.summaries }, reader.workspace, definition);
  }

  /** The report, if the reader may change it. Throws UserError `report.not-found`, `report.owner`. */
  async changeable(reader: ReportReader, id: string): Promise<SavedReport> {
    const report = await this.get(reader, id);
    if (report.ownerId !== reader.id && !reader.mayChangeShared) throw notOwner();
    return report;
  }

  private async checkSchedule({ workspace }: ReportReader, schedule: ReportSchedule | null): Promise<void> {
    if (!schedule) return;
    if (!isTimeZone(schedule.zone)) throw badZone();
    if (schedule.every === 'week' && schedule.day > 7) throw badDay();
    const addresses = await this.store.addresses(workspace, schedule.recipients);
    if (addresses.length < new Set(schedule.recipients).size) throw strangers();
  }
}

const notFound = (): UserError =>
  new UserError('not-found', { code: 'report.not-found', at: '', text: { en: 'There is no such report.', 'zh-CN': '没有这个报表。' } });
const notOwner = (): UserError =>
  new UserError('forbidden', {
    code: 'report.owner',
    at: '',
    text: { en: 'A shared report is changed by its owner, by designers and by admins.', 'zh-CN': '共享报表由其所有者、设计者和管理员更改。' },
  });
const tooMany = (): UserError =>
  new UserError('conflict', {
    code: 'report.too-many',
    at: '',
    text: { en: `You have ${MOST} reports: remove some first.`, 'zh-CN': `您已有 ${MOST} 个报表：请先删除一些。` },
  });
const badZone = (): UserError =>
  new UserError('invalid', {
    code: 'time-zone.unknown',
    at: '/schedule/zone',
    text: { en: 'Not an IANA time zone such as Asia/Shanghai.', 'zh-CN': '不是 IANA 时区,例如 Asia/Shanghai。' },
  });
const badDay = (): UserError =>
  new UserError('invalid', {
    code: 'report.day',
    at: '/schedule/day',
    text: { en: 'A day of the week is 1 (Monday) to 7.', 'zh-CN': '星期几为 1(星期一)至 7。' },
  });
const strangers = (): UserError =>
  new UserError('invalid', {
    code: 'report.recipient',
    at: '/schedule/recipients',
    text: { en: 'Reports go to members of the workspace alone.', 'zh-CN': '报表只能发送给工作区成员。' },
  });
