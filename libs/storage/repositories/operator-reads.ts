import type { WorkKind } from '#runtime';
import type { Storage } from '../open-storage.js';
import { kindOf, openLanes } from '../statements/open-lanes.js';

/** Due work of one kind, over all workspaces. */
export interface DueOfKind {
  readonly kind: WorkKind;
  /** Free to claim now; of one workspace at most `COUNTED` are counted. */
  readonly due: number;
  /** Of these: claimed once, but their lease ran out without an outcome. */
  readonly beyondLease: number;
  /** How long the longest of them waits. */
  readonly oldestSeconds: number;
}

/** What only the database knows and an operator watches. */
export interface OperatorNumbers {
  readonly work: readonly DueOfKind[];
  readonly incidents: readonly { readonly step: string; readonly open: number }[];
}

export interface DatabaseSize {
  readonly databaseBytes: number;
  /** With indexes and long values. */
  readonly tables: readonly { readonly table: string; readonly bytes: number }[];
}

const COUNTED = 10_000;
/** The numbers are for looking: they never keep the database busy for longer. */
const AT_MOST_MS = 2_000;

/** Tables that grow with what happens. */
const GROWING = [
  'journal',
  'effects',
  'runs',
  'records',
  'tasks',
  'notes',
  'notifications',
  'incidents',
  'idempotency_keys',
  'refusals',
  'record_edits',
  'audit',
];

const DUE = `
with recursive ${openLanes}, counted as (
  select l.kind, d.due, d.beyond, d.oldest from lanes l cross join lateral (
    select count(*)::int as due, count(*) filter (where f.status = 'claimed')::int as beyond, min(f.ready_at) as oldest from (
      select c.status, c.ready_at from effects c
      where c.workspace_id = l.workspace_id and ${kindOf('c')} = l.kind and c.ready_at <= now() order by c.ready_at limit ${COUNTED}
    ) f
  ) d
)
select kind, sum(due)::int as due, sum(beyond)::int as "beyondLease", extract(epoch from now() - min(oldest))::float8 as "oldestSeconds"
from counted where due > 0 group by kind`;

const INCIDENTS = `select coalesce(step, 'none') as step, count(*)::int as open from incidents where status = 'open' group by 1`;

const SIZES = `select t.name as table, pg_total_relation_size(to_regclass(t.name))::float8 as bytes from unnest($1::text[]) t(name)`;

/** Numbers for metrics and diagnosis, over all workspaces. Throws TransientError when the database is away or takes longer than two seconds. */
export class PgOperatorReads {
  constructor(private readonly storage: Pick<Storage, 'transaction'>) {}

  numbers(): Promise<OperatorNumbers> {
    return this.storage.transaction(async (sql) => {
      await sql(`select set_config('statement_timeout', $1, true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`, [
        String(AT_MOST_MS),
      ]);
      return {
        work: await sql<OperatorNumbers['work'][number]>(DUE),
        incidents: await sql<OperatorNumbers['incidents'][number]>(INCIDENTS),
      };
    });
  }

  sizes(): Promise<DatabaseSize> {
    return this.storage.transaction(async (sql) => {
      await sql(`select set_config('statement_timeout', $1, true)`, [String(AT_MOST_MS)]);
      const [database] = await sql<{ bytes: number }>('select pg_database_size(current_database())::float8 as bytes');
      return { databaseBytes: database?.bytes ?? 0, tables: await sql<DatabaseSize['tables'][number]>(SIZES, [GROWING]) };
    });
  }
}
