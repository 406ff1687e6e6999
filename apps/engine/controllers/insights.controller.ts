import { Controller, StreamableFile } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { Insights } from '#reports';
import type { Caller } from '../http/caller.js';
import { ReportFiles } from '../files/report-files.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { fileReply, type Reply } from '../http/reply.js';

type QueryOf<O extends keyof typeof operations> = InputOf<Extract<(typeof operations)[O], { readonly query: unknown }>>;

/** Sales and service reports, and the records behind each of their numbers. */
@Controller()
export class InsightsController {
  constructor(
    private readonly insights: Insights,
    private readonly files: ReportFiles,
  ) {}

  @Answers(operations.insightFunnel)
  funnel(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightFunnel'>): Promise<AnswerOf<typeof operations.insightFunnel>> {
    return this.insights.report(workspace, 'funnel', query);
  }

  @Answers(operations.insightTimeInStage)
  timeInStage(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightTimeInStage'>): Promise<AnswerOf<typeof operations.insightTimeInStage>> {
    return this.insights.report(workspace, 'time-in-stage', query);
  }

  @Answers(operations.insightVelocity)
  velocity(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightVelocity'>): Promise<AnswerOf<typeof operations.insightVelocity>> {
    return this.insights.report(workspace, 'velocity', query);
  }

  @Answers(operations.insightWinLoss)
  winLoss(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightWinLoss'>): Promise<AnswerOf<typeof operations.insightWinLoss>> {
    return this.insights.report(workspace, 'win-loss', query);
  }

  @Answers(operations.insightForecast)
  forecast(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightForecast'>): Promise<AnswerOf<typeof operations.insightForecast>> {
    return this.insights.report(workspace, 'forecast', query);
  }

  @Answers(operations.insightAsOf)
  asOf(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightAsOf'>): Promise<AnswerOf<typeof operations.insightAsOf>> {
    return this.insights.report(workspace, 'as-of', query);
  }

  @Answers(operations.insightSales)
  sales(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightSales'>): Promise<AnswerOf<typeof operations.insightSales>> {
    return this.insights.sales(workspace, query);
  }

  @Answers(operations.insightActivity)
  activity(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightActivity'>): Promise<AnswerOf<typeof operations.insightActivity>> {
    return this.insights.activity(workspace, query);
  }

  @Answers(operations.insightService)
  service(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightService'>): Promise<AnswerOf<typeof operations.insightService>> {
    return this.insights.report(workspace, 'service', query);
  }

  @Answers(operations.insightSatisfaction)
  satisfaction(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightSatisfaction'>): Promise<AnswerOf<typeof operations.insightSatisfaction>> {
    return this.insights.report(workspace, 'satisfaction', query);
  }

  @Answers(operations.insightCampaigns)
  campaigns(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightCampaigns'>): Promise<AnswerOf<typeof operations.insightCampaigns>> {
    return this.insights.report(workspace, 'campaigns', query);
  }

  @Answers(operations.insightProcess)
  process(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightProcess'>): Promise<AnswerOf<typeof operations.insightProcess>> {
    return this.insights.process(workspace, query);
  }

  @Answers(operations.insightRecords)
  records(@Asking() { workspace }: Caller, @Input() { query }: QueryOf<'insightRecords'>): Promise<AnswerOf<typeof operations.insightRecords>> {
    const { report, row = null, period = null, measure, cursor, limit, ...rest } = query;
    return this.insights.records(workspace, report, rest, { row, period, measure, cursor, limit });
  }

  @Answers(operations.exportInsight)
  async export(@Asking() { workspace, locale }: Caller, @Input() { query }: QueryOf<'exportInsight'>): Promise<Reply<StreamableFile>> {
    const { report, format, withChart: _, ...rest } = query;
    return fileReply(await this.files.insight(workspace, report, rest, { format, locale }));
  }
}
