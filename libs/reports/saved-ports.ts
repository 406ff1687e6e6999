import type { Instant, Json, WorkspaceId } from '#kernel';

/** What a report counts, by what, of which records, and how it is drawn. */
export interface ReportDefinition {
  readonly object: string;
  readonly pipeline?: string | undefined;
  /** `count`, `sum:close_value`, `avg:cycleDays`, `median:cycleDays`. */
  readonly measures: readonly string[];
  /** Fields; dates by `close_date:month`. */
  readonly groups: readonly string[];
  readonly filter?: string | undefined;
  readonly chart: 'table' | 'bar' | 'column' | 'line' | 'area' | 'pie' | 'number';
  /** A group or measure; `-` before it for falling order. */
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  readonly zone?: string | undefined;
}

/** When a report goes by mail, and to whom. */
export interface ReportSchedule {
  readonly every: 'week' | 'month';
  /** Of the week from Monday = 1, or of the month up to 28. */
  readonly day: number;
  readonly hour: number;
  /** IANA. */
  readonly zone: string;
  /** Members of the workspace. */
  readonly recipients: readonly string[];
  readonly locale: 'en' | 'zh-CN';
}

export interface SavedReport {
  readonly id: string;
  readonly name: string;
  readonly definition: ReportDefinition;
  readonly shared: boolean;
  readonly ownerId: string;
  readonly schedule: ReportSchedule | null;
  readonly nextAt: Instant | null;
  readonly lastSentAt: Instant | null;
  readonly updatedAt: Instant;
}

export interface SavedReportStore {
  list(workspace: WorkspaceId, owner: string): Promise<readonly SavedReport[]>;
  get(workspace: WorkspaceId, id: string): Promise<SavedReport | null>;
  count(workspace: WorkspaceId, owner: string): Promise<number>;
  insert(workspace: WorkspaceId, report: Omit<SavedReport, 'updatedAt' | 'lastSentAt'>): Promise<SavedReport>;
  /** Null when there is none. */
  update(workspace: WorkspaceId, id: string, report: Pick<SavedReport, 'name' | 'definition' | 'shared' | 'schedule' | 'nextAt'>): Promise<SavedReport | null>;
  remove(workspace: WorkspaceId, id: string): Promise<boolean>;
  /**
   * Takes one report that is due, of any workspace, for so long; null when none is. Nobody else takes it until then: whoever dies
   * over it leaves it to be taken again.
   */
  takeDue(leaseMs: number): Promise<{ readonly workspace: WorkspaceId; readonly report: SavedReport } | null>;
  /** Notes that it went out, and when it does next. */
  sent(workspace: WorkspaceId, id: string, due: Instant, nextAt: Instant | null): Promise<void>;
  /** E-mail addresses of those that are still members. */
  addresses(workspace: WorkspaceId, people: readonly string[]): Promise<readonly string[]>;
}

/** Counts and sums over records, as the lists have them. Throws UserError for what cannot be. */
export interface Summaries {
  summary(
    workspace: WorkspaceId,
    object: string,
    request: {
      readonly filter?: string | undefined;
      readonly pipeline?: string | undefined;
      readonly group?: string | undefined;
      readonly measure?: string | undefined;
      readonly timeZone?: string | undefined;
    },
  ): Promise<{
    readonly pipeline: string | null;
    readonly groups: readonly {
      readonly group: Readonly<Record<string, Json>>;
      readonly values: Readonly<Record<string, number | null>>;
      readonly currency?: string;
    }[];
    readonly cut: boolean;
  }>;
}
