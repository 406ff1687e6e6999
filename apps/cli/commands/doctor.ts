import { createServer } from 'node:net';
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import type { Text } from '#kernel';
import { inLocale } from '#kernel';
import { PgRunStore } from '#storage';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { allWorkspaces, connect, hostOf, type Connection } from '../connection.js';
import { environment } from '../environment.js';
import { printJson, WrongUse } from '../terminal.js';

const DEFAULT_PORT = 8080;
const MAX_SKEW_MS = 2_000;
const MIN_FREE_BYTES = 500 * 1024 * 1024;

interface Diagnosis {
  readonly name: 'node' | 'folder' | 'port' | 'database' | 'durability' | 'clock' | 'queue' | 'work';
  readonly state: 'ok' | 'warning' | 'error';
  readonly text: Text;
  /** What to do about it. */
  readonly fix?: Text;
}

/** Looks at everything that a start needs and prints the fix beside what is wrong. Exit code 1 when something is an error. */
export const run: CommandRun = async (invocation) => {
  const { terminal } = invocation;
  const port = Number(textOption(invocation, 'port') ?? environment().port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongUse({ en: 'A port is a number from 0 to 65535.', 'zh-CN': '端口须为 0 至 65535 的数字。' });
  const found = [nodeVersion(), await folder(), await portFree(port), ...(await database())];
  if (terminal.json)
    printJson(
      terminal,
      found.map(({ text, fix, ...rest }) => ({ ...rest, text: inLocale(text, terminal.locale), ...(fix ? { fix: inLocale(fix, terminal.locale) } : {}) })),
    );
  else {
    for (const { state, text, fix } of found) {
      terminal.out(`${{ ok: '✓', warning: '!', error: '✗' }[state]} ${inLocale(text, terminal.locale)}`);
      if (fix) terminal.out(`    → ${inLocale(fix, terminal.locale)}`);
    }
  }
  return found.some(({ state }) => state === 'error') ? 1 : 0;
};

const nodeVersion = (): Diagnosis => ({ name: 'node', state: 'ok', text: { en: `Node ${process.version}`, 'zh-CN': `Node ${process.version}` } });

async function folder(): Promise<Diagnosis> {
  const { home } = environment();
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.W_OK);
    const { bavail, bsize } = await statfs(home);
    const free = Math.floor((bavail * bsize) / 1024 / 1024);
    if (bavail * bsize < MIN_FREE_BYTES) {
      return {
        name: 'folder',
        state: 'warning',
        text: { en: `${home} has only ${free} MB left`, 'zh-CN': `${home} 仅剩 ${free} MB` },
        fix: { en: 'Free some disk space, or set MILLRACE_HOME to another disk.', 'zh-CN': '请清理磁盘，或将 MILLRACE_HOME 设到其他磁盘。' },
      };
    }
    return { name: 'folder', state: 'ok', text: { en: `${home} is writable (${free} MB free)`, 'zh-CN': `${home} 可写（剩余 ${free} MB）` } };
  } catch {
    return {
      name: 'folder',
      state: 'error',
      text: { en: `${home} cannot be written`, 'zh-CN': `${home} 不可写` },
      fix: { en: 'Set MILLRACE_HOME to a folder that you may write to.', 'zh-CN': '请将 MILLRACE_HOME 设为可写的目录。' },
    };
  }
}

async function portFree(port: number): Promise<Diagnosis> {
  const free = await new Promise<boolean>((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
  if (free) return { name: 'port', state: 'ok', text: { en: `Port ${port} is free`, 'zh-CN': `端口 ${port} 可用` } };
  const ours = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(1_500) }).then(
    (answer) => answer.status > 0,
    () => false,
  );
  if (ours) return { name: 'port', state: 'ok', text: { en: `Port ${port} is taken by a server that answers`, 'zh-CN': `端口 ${port} 上已有服务在响应` } };
  return {
    name: 'port',
    state: 'warning',
    text: { en: `Port ${port} is taken`, 'zh-CN': `端口 ${port} 已被占用` },
    fix: { en: `Start with another one: millrace up --port ${port + 1}`, 'zh-CN': `请使用其他端口：millrace up --port ${port + 1}` },
  };
}

async function database(): Promise<readonly Diagnosis[]> {
  const { databaseUrl, home } = environment();
  let connection: Connection;
  try {
    connection = await connect();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const fix: Text = databaseUrl
      ? {
          en: `Check that PostgreSQL runs at ${hostOf(databaseUrl)} and that user and password of DATABASE_URL are right.`,
          'zh-CN': `请确认 ${hostOf(databaseUrl)} 上的 PostgreSQL 正在运行，且 DATABASE_URL 的用户名与密码正确。`,
        }
      : { en: `Look at the log in ${home}; another MILLRACE_HOME starts from nothing.`, 'zh-CN': `请查看 ${home} 中的日志；更换 MILLRACE_HOME 可从头开始。` };
    return [{ name: 'database', state: 'error', text: { en: `The database cannot be opened: ${why}`, 'zh-CN': `无法打开数据库：${why}` }, fix }];
  }
  try {
    return [await server(connection), await durability(connection), await clock(connection), queue(), await work(connection)];
  } finally {
    await connection.close();
  }
}

async function server({ storage, where, migrated }: Connection): Promise<Diagnosis> {
  const [row] = await storage.sql<{ version: string }>(`select current_setting('server_version') as version`);
  const workspaces = (await allWorkspaces(storage)).length;
  const extra = migrated.length ? { en: `, ${migrated.length} migrations applied`, zh: `，已应用 ${migrated.length} 个迁移` } : { en: '', zh: '' };
  return {
    name: 'database',
    state: 'ok',
    text: {
      en: `PostgreSQL ${row?.version} at ${where}: ${workspaces} workspaces${extra.en}`,
      'zh-CN': `PostgreSQL ${row?.version}（${where}）：${workspaces} 个工作区${extra.zh}`,
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

const queue = (): Diagnosis => ({
  name: 'queue',
  state: 'ok',
  text: { en: 'Wake-ups run in the process; nothing to install', 'zh-CN': '唤醒机制在进程内运行，无需安装' },
});

async function work({ storage }: Connection): Promise<Diagnosis> {
  const [row] = await storage.sql<{ overdue: number; incidents: number }>(
    `select (select count(*)::int from effects where ready_at is not null and ready_at < clock_timestamp() - interval '1 minute') as overdue, (select count(*)::int from incidents where status = 'open') as incidents`,
  );
  const { overdue = 0, incidents = 0 } = row ?? {};
  const text: Text = { en: `${overdue} pieces of work overdue, ${incidents} open incidents`, 'zh-CN': `逾期工作 ${overdue} 项，未处理异常 ${incidents} 个` };
  if (incidents > 0)
    return {
      name: 'work',
      state: 'warning',
      text,
      fix: { en: 'Open the incidents (GET /api/v1/incidents) and retry or skip them.', 'zh-CN': '请查看异常（GET /api/v1/incidents）并重试或跳过。' },
    };
  if (overdue > 0)
    return {
      name: 'work',
      state: 'warning',
      text,
      fix: { en: 'Start the server: its worker does what is due (millrace up).', 'zh-CN': '请启动服务器，由其处理到期工作（millrace up）。' },
    };
  return { name: 'work', state: 'ok', text };
}
