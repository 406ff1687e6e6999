import type { Text } from '#kernel';
import { PgOperatorReads, PgRunStore } from '#storage';
import { allWorkspaces, connect, hostOf, type Connection } from '../connection.js';
import { environment } from '../environment.js';
import { fine, type Diagnosis } from './diagnosis.js';

const MAX_SKEW_MS = 2_000;
/** Processes that one wants to be able to start at least: an old and a new one, while one is exchanged for the other. */
const PROCESSES = 2;
const DEFAULT_SHARED_BUFFERS = 128 * 1024 * 1024;

/** The PostgreSQL behind DATABASE_URL, or the embedded one: what it holds, and whether it is set up for this. Changes nothing. */
export async function database(): Promise<readonly Diagnosis[]> {
  let connection: Connection;
  try {
    connection = await connect({ migrates: false });
  } catch (error) {
    return [cannotOpen(error)];
  }
  try {
    const pending = await connection.storage.pendingMigrations();
    const asServer = [
      await durability(connection),
      await session(connection),
      await connections(connection),
      ...(await memory(connection)),
      await clock(connection),
    ];
    return [await server(connection), schema(pending), ...asServer, ...(pending.length === 0 ? [await work(connection)] : [])];
  } finally {
    await connection.close();
  }
}

function cannotOpen(error: unknown): Diagnosis {
  const { databaseUrl, home } = environment();
  const why = error instanceof Error ? error.message : String(error);
  const fix: Text = databaseUrl
    ? {
        en: `Check that PostgreSQL runs at ${hostOf(databaseUrl)} and that user and password of DATABASE_URL are right.`,
        'zh-CN': `请确认 ${hostOf(databaseUrl)} 上的 PostgreSQL 正在运行，且 DATABASE_URL 的用户名与密码正确。`,
      }
    : { en: `Look at the log in ${home}; another MILLRACE_HOME starts from nothing.`, 'zh-CN': `请查看 ${home} 中的日志；更换 MILLRACE_HOME 可从头开始。` };
  return { name: 'database', state: 'error', text: { en: `The database cannot be opened: ${why}`, 'zh-CN': `无法打开数据库：${why}` }, fix };
}

async function server({ storage, where }: Connection): Promise<Diagnosis> {
  const [row] = await storage.sql<{ version: string; bytes: number }>(
    `select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes`,
  );
  const mb = Math.round((row?.bytes ?? 0) / 1024 / 1024);
  return fine('database', { en: `PostgreSQL ${row?.version} at ${where}, ${mb} MB`, 'zh-CN': `PostgreSQL ${row?.version}（${where}），${mb} MB` });
}

function schema(pending: readonly string[]): Diagnosis {
  if (pending.length === 0) return fine('schema', { en: 'The schema is up to date', 'zh-CN': '数据库结构为最新' });
  const names = pending.join(', ');
  return {
    name: 'schema',
    state: 'warning',
    text: { en: `${pending.length} migrations are pending: ${names}`, 'zh-CN': `有 ${pending.length} 个迁移待执行：${names}` },
    fix: {
      en: 'Run "millrace migrate", or start the server: it does the same first.',
      'zh-CN': '请运行 “millrace migrate”，或直接启动服务器（会先执行迁移）。',
    },
  };
}

async function durability({ storage }: Connection): Promise<Diagnosis> {
  const { reduced, why } = await new PgRunStore(storage.runtimePool).durability();
  if (!reduced)
    return {
      name: 'durability',
      state: 'ok',
      text: { en: 'Accepted work is on disk (fsync, synchronous_commit)', 'zh-CN': '已接受的工作均已落盘（fsync、synchronous_commit）' },
    };
  return {
    name: 'durability',
    state: 'warning',
    text: { en: `Durability is reduced: ${why}`, 'zh-CN': `持久性降低：${why}` },
    fix: { en: 'Set fsync = on and synchronous_commit = on in PostgreSQL.', 'zh-CN': '请在 PostgreSQL 中设置 fsync = on 与 synchronous_commit = on。' },
  };
}

/** The settings that each connection asks for; a pooler in between may drop them. */
async function session({ storage }: Connection): Promise<Diagnosis> {
  const { rows } = await storage.runtimePool.query<{ zone: string; plans: string }>(
    `select current_setting('TimeZone') as zone, current_setting('plan_cache_mode') as plans`,
  );
  const { zone = '', plans = '' } = rows[0] ?? {};
  if (zone === 'UTC' && plans === 'force_generic_plan')
    return fine('session', { en: 'Connections keep the settings they ask for (UTC, prepared plans)', 'zh-CN': '连接保留所请求的设置（UTC、预备计划）' });
  return {
    name: 'session',
    state: 'error',
    text: {
      en: `Connections do not keep their settings: time zone ${zone}, plan_cache_mode ${plans}`,
      'zh-CN': `连接未保留所请求的设置：时区 ${zone}，plan_cache_mode ${plans}`,
    },
    fix: {
      en: 'Connect to PostgreSQL itself, or let the pooler work by session and pass startup options on.',
      'zh-CN': '请直接连接 PostgreSQL，或让连接池以会话模式工作并传递启动参数。',
    },
  };
}

async function connections({ storage }: Connection): Promise<Diagnosis> {
  const [row] = await storage.sql<{ most: number; used: number }>(
    `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most,
       (select count(*)::int from pg_stat_activity where backend_type = 'client backend' and application_name not like 'millrace%') as used`,
  );
  const { most = 0, used = 0 } = row ?? {};
  const each = (storage.pool.options.max ?? 0) + (storage.runtimePool.options.max ?? 0);
  const room = Math.max(0, Math.floor((most - used) / each));
  const text: Text = {
    en: `${most} connections, ${used} used by others: room for ${room} processes of ${each}`,
    'zh-CN': `共 ${most} 个连接，其他程序占用 ${used} 个：可容纳 ${room} 个进程（每个 ${each} 个连接）`,
  };
  if (room >= PROCESSES) return fine('connections', text);
  return {
    name: 'connections',
    state: 'warning',
    text,
    fix: {
      en: `Raise max_connections to ${each} for each process and some for others.`,
      'zh-CN': `请提高 max_connections：每个进程 ${each} 个，并为其他程序留出余量。`,
    },
  };
}

/** Only of a PostgreSQL of one's own: the embedded one shares its machine and stays small. */
async function memory({ storage }: Connection): Promise<readonly Diagnosis[]> {
  if (environment().databaseUrl === undefined) return [];
  const [row] = await storage.sql<{ bytes: number }>(
    `select (setting::bigint * current_setting('block_size')::int)::float8 as bytes from pg_settings where name = 'shared_buffers'`,
  );
  const mb = Math.round((row?.bytes ?? 0) / 1024 / 1024);
  const text: Text = { en: `shared_buffers is ${mb} MB`, 'zh-CN': `shared_buffers 为 ${mb} MB` };
  if ((row?.bytes ?? 0) > DEFAULT_SHARED_BUFFERS) return [fine('memory', text)];
  return [
    {
      name: 'memory',
      state: 'warning',
      text,
      fix: {
        en: 'That is what PostgreSQL starts with; a quarter of the memory of its machine is usual.',
        'zh-CN': '这是 PostgreSQL 的初始值；通常设为该机器内存的四分之一。',
      },
    },
  ];
}

async function clock({ storage }: Connection): Promise<Diagnosis> {
  const before = Date.now();
  const [row] = await storage.sql<{ ms: number }>(`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`);
  const skew = Math.round((row?.ms ?? 0) - (before + Date.now()) / 2);
  if (Math.abs(skew) < MAX_SKEW_MS)
    return {
      name: 'clock',
      state: 'ok',
      text: { en: `The clocks of machine and database agree (${skew} ms)`, 'zh-CN': `本机与数据库时钟一致（${skew} 毫秒）` },
    };
  return {
    name: 'clock',
    state: 'warning',
    text: { en: `The database's clock is ${skew} ms ahead of this machine`, 'zh-CN': `数据库时钟比本机快 ${skew} 毫秒` },
    fix: {
      en: 'Turn on time synchronisation (NTP) on both machines. Timers follow the database.',
      'zh-CN': '请在两台机器上启用时间同步（NTP）。定时器以数据库时间为准。',
    },
  };
}

async function work({ storage }: Connection): Promise<Diagnosis> {
  const numbers = await new PgOperatorReads(storage).numbers();
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const overdue = sum(numbers.work.filter(({ oldestSeconds }) => oldestSeconds > 60).map(({ due }) => due));
  const beyond = sum(numbers.work.map(({ beyondLease }) => beyondLease));
  const incidents = sum(numbers.incidents.map(({ open }) => open));
  const workspaces = (await allWorkspaces(storage)).length;
  const text: Text = {
    en: `${workspaces} workspaces, ${overdue} pieces of work overdue (${beyond} beyond their lease), ${incidents} open incidents`,
    'zh-CN': `${workspaces} 个工作区，逾期工作 ${overdue} 项（其中超出租约 ${beyond} 项），未处理异常 ${incidents} 个`,
  };
  if (incidents > 0) return { name: 'work', state: 'warning', text, fix: RESOLVE };
  return overdue > 0 ? { name: 'work', state: 'warning', text, fix: START } : fine('work', text);
}

const RESOLVE: Text = {
  en: 'Open the incidents (GET /api/v1/incidents) and retry or skip them.',
  'zh-CN': '请查看异常（GET /api/v1/incidents）并重试或跳过。',
};
const START: Text = { en: 'Start the server: its worker does what is due (millrace up).', 'zh-CN': '请启动服务器，由其处理到期工作（millrace up）。' };
