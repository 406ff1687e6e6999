import type { Text, WorkspaceId } from '#kernel';
import type { RecordPage, Records, SelectionRequest } from './records.js';
import type { SummaryRow } from './query.js';

/** A column of a board, as the pipeline draws it. */
export interface BoardStage {
  readonly id: string;
  readonly title: Text;
  /** 0 to 1; null = none given. */
  readonly probability: number | null;
  readonly outcome: string | null;
}

export interface BoardColumn extends BoardStage {
  readonly count: number;
  /** One entry a currency; `weighted` = sum times the stage's probability (null without one). */
  readonly sums: readonly { readonly currency: string; readonly sum: number; readonly weighted: number | null }[];
  readonly page: RecordPage;
}

/**
 * A pipeline's board: for every stage the number of records, the sum and weighted sum of `sumField` by currency, and
 * the first page of records. Further pages come from the list with the same filter and `stage=<id>`.
 */
export async function readBoard(
  records: Records,
  at: { readonly workspace: WorkspaceId; readonly object: string; readonly pipeline: string; readonly stages: readonly BoardStage[] },
  request: SelectionRequest & { readonly sumField: string | null; readonly pageSize: number; readonly sort?: string | undefined },
): Promise<readonly BoardColumn[]> {
  const { filter, q, sumField, pageSize, sort } = request;
  const measure = sumField === null ? 'count' : `count,sum:${sumField}`;
  const { groups } = await records.summary(at.workspace, at.object, { filter, q, pipeline: at.pipeline, group: 'stage', measure });
  return Promise.all(
    at.stages.map(async (stage) => {
      const ofStage = groups.filter((row) => row.group['stage'] === stage.id);
      const narrowed = [filter, `stage="${stage.id.replaceAll('"', '""')}"`].filter((part) => part?.trim()).join(';');
      const page = await records.list(at.workspace, at.object, { filter: narrowed, q, pipeline: at.pipeline, limit: pageSize, sort });
      return {
        ...stage,
        count: ofStage.reduce((sum, row) => sum + (row.values['count'] ?? 0), 0),
        sums: sumField === null ? [] : ofStage.map((row) => sumsOf(row, `sum:${sumField}`, stage)),
        page,
      };
    }),
  );
}

function sumsOf(row: SummaryRow, label: string, stage: BoardStage): BoardColumn['sums'][number] {
  const sum = row.values[label] ?? 0;
  return { currency: row.currency ?? '', sum, weighted: stage.probability === null ? null : Math.round(sum * stage.probability * 1e6) / 1e6 };
}
