import { type Kept, UserError, type WorkspaceId } from '#kernel';
import { featuresOf, type FeatureSpec } from './features/catalogue.js';
import type { RowContext } from './features/row.js';
import { chartOf, NO_CHART, type Chart } from './features/stages.js';
import type { ModelReads, ObjectFields } from './ports.js';

/** What surrounds a model: the fields of its object, the chart of its pipeline, and the features both give. A plain value. */
export interface ModelContext extends ObjectFields {
  readonly object: string;
  readonly chart: Chart;
  readonly features: readonly FeatureSpec[];
}

/** Contexts by object and pipeline, kept for a moment. */
export class ModelContexts {
  constructor(
    private readonly reads: ModelReads,
    private readonly kept: Kept,
  ) {}

  /** Throws UserError `object.unknown`. A pipeline that is not published has no stages. */
  of(workspace: WorkspaceId, object: string, pipeline: string | null): Promise<ModelContext> {
    return this.kept.of(`${workspace}\n${object}\n${pipeline ?? ''}`, () => this.load(workspace, object, pipeline));
  }

  private async load(workspace: WorkspaceId, object: string, pipeline: string | null): Promise<ModelContext> {
    const [fields, document] = await Promise.all([this.reads.fields(workspace, object), pipeline === null ? null : this.reads.document(workspace, pipeline)]);
    if (!fields) throw unknownObject(object);
    return { ...fields, object, chart: document ? chartOf(document) : NO_CHART, features: featuresOf(fields.fields, fields.nameField, pipeline !== null) };
  }
}

export const rowContext = ({ fields, chart }: ModelContext, features: readonly FeatureSpec[]): RowContext => ({ fields, features, stages: chart.stages });

const unknownObject = (object: string): UserError =>
  new UserError('not-found', {
    code: 'object.unknown',
    at: '/object',
    got: object,
    text: { en: `There is no object "${object}".`, 'zh-CN': `没有对象“${object}”。` },
  });

/** The field that says what a record is worth: `close_value`, else the first amount; null where there is none. */
export function amountField({ fields }: ObjectFields): string | null {
  if (fields['close_value']?.type === 'money') return 'close_value';
  return Object.entries(fields).find(([, { type }]) => type === 'money')?.[0] ?? null;
}
