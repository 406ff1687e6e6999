import type { CustomerKind, SegmentSets, TextInsights, CustomerProfiles, NextActions } from '#customers';
import type { RecordId, Text, WorkspaceId } from '#kernel';

/** Puts records into segments, as far as steps need it. */
export type Segments = Pick<SegmentSets, 'assign' | 'refresh'>;
/** Looks at texts, as far as steps need it. */
export type Texts = Pick<TextInsights, 'classify' | 'sentiment' | 'keywords' | 'summary' | 'answersTo'>;
/** What to offer a customer. */
export type Offers = Pick<CustomerProfiles, 'offers'> & {
  /** The customer that a record is about: itself, or the account or contact it names; null for none. */
  customerOf(workspace: WorkspaceId, record: RecordId): Promise<{ readonly object: CustomerKind; readonly id: string } | null>;
};
/** What to do next with a run. */
export type Actions = Pick<NextActions, 'of'>;

export interface ConformanceFound {
  readonly cases: number;
  readonly fitting: number;
  /** 0 to 1. */
  readonly fitness: number;
  readonly deviations: readonly { readonly kind: string; readonly from: string | null; readonly to: string | null; readonly count: number }[];
}
/** Whether the runs of a pipeline went the ways of its chart in the last days. Null where there are no runs. */
export interface Conformance {
  of(workspace: WorkspaceId, pipeline: string, days: number): Promise<ConformanceFound | null>;
}

/** Everything that the steps of this folder's neighbours ask for. */
export interface InsightPorts {
  readonly segments: Segments;
  readonly texts: Texts;
  readonly offers: Offers;
  readonly actions: Actions;
  readonly conformance: Conformance;
}

export const NO_CUSTOMER: Text = { en: 'The record names no customer.', 'zh-CN': '记录没有指明客户。' };
