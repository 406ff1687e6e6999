import type { Instant, Json, RecordId } from '#kernel';
import type { Column } from './column.js';

export type Comparison = 'one-of' | 'none-of' | 'above' | 'at-least' | 'below' | 'at-most' | 'contains' | 'empty' | 'filled';
export type Scalar = string | number | boolean;

/** One condition of a filter; all conditions of a filter must hold. `values` are of the column's type. */
export interface Condition {
  readonly column: Column;
  readonly comparison: Comparison;
  readonly values: readonly Scalar[];
}

export interface SortKey {
  readonly column: Column;
  readonly descending: boolean;
}

/** Where the next page begins: the last row's sort values (null = unfilled) and its id. */
export interface Position {
  readonly values: readonly (Scalar | null)[];
  readonly id: RecordId;
}

/** What both lists and summaries narrow by. */
export interface Selection {
  readonly object: string;
  readonly filter: readonly Condition[];
  /** Words that must all stand somewhere in these text fields or the external key; null = no search. */
  readonly search: { readonly words: readonly string[]; readonly fields: readonly string[] } | null;
  /** The pipeline whose run the run columns mean; `narrows` = only records that are or were in it. Null = no record has a run. */
  readonly pipeline: { readonly key: string; readonly narrows: boolean } | null;
  readonly deleted: 'without' | 'only';
}

export interface ListQuery extends Selection {
  readonly sort: readonly SortKey[];
  readonly after: Position | null;
  readonly limit: number;
}

export type DateBucket = 'day' | 'week' | 'month' | 'quarter' | 'year';

export interface Group {
  /** As it was asked for: `close_date:month`. */
  readonly label: string;
  readonly column: Column;
  readonly bucket: DateBucket | null;
}

export type Measure =
  { readonly label: string; readonly kind: 'count' } | { readonly label: string; readonly kind: 'sum' | 'avg' | 'median'; readonly column: Column };

export interface SummaryQuery extends Selection {
  readonly groups: readonly Group[];
  readonly measures: readonly Measure[];
  /** IANA zone of date buckets over moments. */
  readonly timeZone: string;
  /** The currency of records that name none. */
  readonly currency: string;
  readonly limit: number;
}

export interface RunOfRecord {
  readonly id: string;
  readonly pipeline: string;
  readonly version: number;
  readonly stage: string | null;
  readonly configuration: readonly string[];
  readonly outcome: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** endedAt - startedAt in days; null while open. */
  readonly cycleDays: number | null;
  readonly updatedAt: Instant;
}

export interface RecordRow {
  readonly id: RecordId;
  readonly object: string;
  readonly fields: { readonly [name: string]: Json };
  readonly ownerId: string | null;
  readonly externalKey: string | null;
  readonly tags: readonly string[];
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
  /** The record that this one was merged into. */
  readonly mergedInto: RecordId | null;
  readonly origin: string | null;
  /** Newest run of each pipeline, newest first. */
  readonly runs: readonly RunOfRecord[];
}

/** One group with its measures. Sums are added exactly as decimals and rounded once, to a double. */
export interface SummaryRow {
  readonly group: Readonly<Record<string, Scalar | null>>;
  readonly values: Readonly<Record<string, number | null>>;
  /** With a measure over money: what the amounts are in. Two currencies of a group are two rows. */
  readonly currency?: string;
}
