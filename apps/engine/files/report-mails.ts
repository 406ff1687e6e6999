import { type Instant, type Locale, TransientError, UserError, type WorkspaceId } from '#kernel';
import type { Mail, Mailer } from '#outbound';
import { dateIn, nextSending, type SavedReport, type SavedReportStore } from '#reports';
import type { Logger } from 'pino';
import type { ReportFiles } from './report-files.js';

const EVERY_MS = 60_000;
/** Whoever dies while mailing leaves the report to another after this long. */
const LEASE_MS = 600_000;

/** Mails reports with a table attached: on their schedules, each once over all engines, and on request. */
export class ReportMails {
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<number> | undefined;

  constructor(
    private readonly store: SavedReportStore,
    private readonly files: ReportFiles,
    private readonly mailer: Mailer,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.timer ??= setInterval(
      () => void this.sendDue().catch((error: unknown) => this.log.warn({ event: 'report.failed', err: error }, 'reports could not be mailed')),
      EVERY_MS,
    ).unref();
  }
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sending?.catch(() => undefined);
  }

  /** Sends everything that is due; answers how many went out. One round at a time. */
  sendDue(): Promise<number> {
    return (this.sending ??= this.round().finally(() => (this.sending = undefined)));
  }

  /** Now, whatever the schedule says. Answers the number of recipients. Throws UserError `report.not-scheduled`. */
  async sendNow(workspace: WorkspaceId, report: SavedReport, key: string, now: Instant): Promise<number> {
    if (report.schedule === null) throw notScheduled();
    return this.mail(workspace, report, key, now);
  }

  private async round(): Promise<number> {
    for (let sent = 0; ; sent += 1) {
      const due = await this.store.takeDue(LEASE_MS);
      if (!due?.report.schedule || due.report.nextAt === null) return sent;
      const { workspace, report } = due;
      const { schedule, nextAt } = due.report as SavedReport & { readonly schedule: NonNullable<SavedReport['schedule']>; readonly nextAt: Instant };
      try {
        await this.mail(workspace, report, nextAt, nextAt);
      } catch (error) {
        // A mail server that is away: the lease runs out, and it is tried again.
        if (error instanceof TransientError) throw error;
        if (!(error instanceof UserError)) this.log.error({ event: 'report.failed', report: report.id, err: error }, 'a report could not be mailed');
        else this.log.warn({ event: 'report.refused', report: report.id, code: error.code }, 'a report could not be mailed');
      }
      await this.store.sent(workspace, report.id, nextAt, nextSending(schedule, nextAt));
    }
  }

  private async mail(workspace: WorkspaceId, report: SavedReport, key: string, at: Instant): Promise<number> {
    const { schedule, name, id } = report;
    const locale: Locale = schedule?.locale ?? 'en';
    const addresses = await this.store.addresses(workspace, schedule?.recipients ?? []);
    if (addresses.length === 0) return 0;
    const file = await this.files.table(workspace, report, { format: 'xlsx', locale });
    const date = dateIn(schedule?.zone ?? 'UTC', at);
    const subject = `${name.replaceAll(/\s+/g, ' ')} · ${date}`;
    const attachments = [{ name: file.name, mediaType: file.mediaType, content: file.content }];
    let sent = 0;
    for (const to of addresses) {
      const mail = { to: [to], subject, text: WORDS[locale](name, date), attachments, idempotencyKey: `report-${id}-${key}-${to}` };
      if (await this.post(mail, id)) sent += 1;
    }
    return sent;
  }

  /** False where the server will not take the mail for this address: the others get theirs. */
  private async post(mail: Mail, report: string): Promise<boolean> {
    try {
      await this.mailer.send(mail);
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.log.warn({ event: 'report.refused', report, code: error.code }, 'a report could not be mailed to one of its recipients');
      return false;
    }
  }
}

const WORDS: Readonly<Record<Locale, (name: string, date: string) => string>> = {
  en: (name, date) => `The report “${name}” of ${date} is attached as a spreadsheet.\n`,
  'zh-CN': (name, date) => `附件为 ${date} 的报表“${name}”（电子表格）。\n`,
};

const notScheduled = (): UserError =>
  new UserError('conflict', {
    code: 'report.not-scheduled',
    at: '',
    text: { en: 'This report has no schedule, so nobody to be sent to.', 'zh-CN': '此报表没有定时设置，因此没有收件人。' },
  });
