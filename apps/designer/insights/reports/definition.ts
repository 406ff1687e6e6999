import type { Answer } from '../../api/operations.js';

export type Report = Answer<'listReports'>['items'][number];
export type Definition = Report['definition'];
export type Result = Answer<'runReport'>;
export type ChartKind = Definition['chart'];

export const CHART_KINDS = ['bar', 'column', 'line', 'area', 'pie', 'number', 'table'] as const satisfies readonly ChartKind[];
export const BUCKETS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Bucket = (typeof BUCKETS)[number];

export const FRESH: Definition = { object: 'deal', measures: ['count'], groups: [], chart: 'bar' };

/** A group as it is chosen: the field, and by what a date is cut. */
export interface Group {
  readonly path: string;
  readonly bucket: Bucket | null;
}

/** `close_date:month` is the field and its bucket. */
export function readGroup(text: string): Group {
  const [path = '', cut] = text.split(':');
  return { path, bucket: BUCKETS.find((one) => one === cut) ?? null };
}

export const writeGroup = ({ path, bucket }: Group): string => (bucket === null ? path : `${path}:${bucket}`);

/** The definition with one group set, or taken away with what comes after it. */
export function withGroup(definition: Definition, place: number, group: Group | null): Definition {
  const groups = group === null ? definition.groups.slice(0, place) : definition.groups.toSpliced(place, 1, writeGroup(group));
  return { ...definition, groups };
}
