import type { Instant } from '#kernel';
import pg from 'pg';

const TIMESTAMPTZ = 1184;
const INT8 = 20;

/** `2026-11-21 04:01:27.5+00` as Instant text; the session's time zone is UTC, so the offset is always +00. */
function parseTimestamp(text: string): Instant {
  if (!text.endsWith('+00')) return new Date(text).toISOString() as Instant;
  const fraction = text.slice(20, -3).padEnd(3, '0').slice(0, 3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z` as Instant;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMPTZ) return parseTimestamp;
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

export interface PoolSettings {
  readonly max: number;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** For the runtime's own statements: always by index and with prepared plans, however small or new a table looks. */
  readonly byIndex?: boolean;
}

const BY_INDEX =
  '-c enable_seqscan=off -c enable_bitmapscan=off -c enable_mergejoin=off -c enable_material=off -c plan_cache_mode=force_generic_plan ' +
  '-c lock_timeout=20000 -c idle_in_transaction_session_timeout=30000';

/**
 * A pool whose sessions run in UTC: `timestamptz` comes as Instant text, `bigint` as number, `numeric` as text. An idle
 * connection that breaks is dropped quietly; the next query opens another.
 */
export function openPool(url: string, settings: PoolSettings): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: settings.max,
    application_name: settings.name,
    options: `-c timezone=UTC ${settings.byIndex ? BY_INDEX : ''}`.trim(),
    types,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    ...(settings.byIndex ? { pipeline: true } : {}),
  } as pg.PoolConfig);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
