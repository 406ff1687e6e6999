import type { Target } from '../../charts/index.js';

/** What an answer of the insights says of itself. */
export interface Head {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly pipeline: string | null;
  readonly filter: string;
}

export type Asked = Readonly<Record<string, string | number | undefined>>;

/** The lists of records that stand behind numbers, by the operation that gives them. */
export type BehindKind = 'insight' | 'rfm' | 'value' | 'loyalty' | 'orders' | 'theme' | 'segment';

/** A page that lists what `kind` answers to these questions. */
export function behind(kind: BehindKind, title: string, asked: Asked): Target {
  const given = Object.entries(asked).flatMap(([name, value]): [string, string][] => (value === undefined || value === '' ? [] : [[name, String(value)]]));
  return { to: '/insights/behind', search: { of: kind, title, ask: new URLSearchParams(given).toString() } };
}

/** The records behind a number of a report; null for none. `options` are those the report was asked with. */
export const insightBehind =
  (report: string, head: Head, options: Asked = {}) =>
  (title: string, measure: string, row?: string, period?: string): Target =>
    behind('insight', title, {
      report,
      measure,
      row,
      period,
      pipeline: head.pipeline ?? undefined,
      filter: head.filter,
      from: head.from,
      to: head.to,
      zone: head.zone,
      ...options,
    });
