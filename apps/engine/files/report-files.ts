import type { Locale, WorkspaceId } from '#kernel';
import { csvOf, type Insights, type InsightQuery, type ReportDefinition, type SavedReports, tableWorkbook, type Workbook, workbookOf } from '#reports';
import type { AnalysisPool } from '../analysis/pool.js';

export type FileFormat = 'csv' | 'xlsx';

export interface ReportFile {
  /** ASCII, with its ending. */
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

const MEDIA: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Reports as files. */
export class ReportFiles {
  constructor(
    private readonly insights: Insights,
    private readonly reports: SavedReports,
    private readonly pool: AnalysisPool,
  ) {}

  async insight(workspace: WorkspaceId, report: Parameters<Insights['answer']>[1], query: InsightQuery, { format, locale }: FileWish): Promise<ReportFile> {
    const answer = await this.insights.answer(workspace, report, query);
    return this.file(report, workbookOf(report, answer, locale), { format, locale });
  }

  async table(workspace: WorkspaceId, report: { readonly name: string; readonly definition: ReportDefinition }, wish: FileWish): Promise<ReportFile> {
    const result = await this.reports.run({ workspace }, report.definition);
    return this.file(report.name, tableWorkbook(report.name, result, report.definition.chart, wish.locale), wish);
  }

  private async file(name: string, workbook: Workbook, { format, locale }: FileWish): Promise<ReportFile> {
    const [first] = workbook.sheets;
    const content =
      format === 'csv' ? Buffer.from(first ? csvOf(first, locale) : '', 'utf8') : await this.pool.runInWorker('reports.xlsx', { workbook, locale });
    return { name: `${plainName(name)}.${format}`, mediaType: MEDIA[format], content };
  }
}

interface FileWish {
  readonly format: FileFormat;
  readonly locale: Locale;
}

/** For every file system and every header. */
function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return plain === '' ? 'report' : plain;
}
