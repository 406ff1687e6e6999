import { createServer } from 'node:net';
import { createEngine, readConfig, type Engine, type EngineConfig } from '#engine';
import { inLocale, type Problem, UserError } from '#kernel';
import { startDatabase, type Database } from '#storage';
import { DEFAULT_SEED } from '../../engine/sample/load-sample.js';
import { firstFill } from '../../engine/workspaces/first-fill.js';
import type { CommandRun, Invocation } from '../command.js';
import { textOption } from '../command.js';
import { hostOf } from '../connection.js';
import { withSecretFiles } from '../../engine/config/secret-files.js';
import { rawEnvironment } from '../environment.js';
import { CLI_ACTOR } from '../joined-engine.js';
import { reportProblems } from '../problems.js';
import { say, WrongUse, type ExitCode, type Terminal } from '../terminal.js';

/** Ports tried when nobody chose one and the usual one is taken. */
const PORTS_TRIED = 20;

/** Starts everything and stays until it is told to stop. The last line at start is the address and the one-time owner link. */
export const run: CommandRun = async (invocation) => {
  const { terminal } = invocation;
  const seed = wholeNumber(textOption(invocation, 'seed') ?? String(DEFAULT_SEED));
  const config = await configOf(invocation);
  if (!config.ok) return misconfigured(config.error, terminal);
  const database = await openDatabase(config.value, terminal);
  try {
    const engine = await createEngine({ config: config.value, storageUrl: config.value.databaseUrl ?? database?.url ?? '', worker: false });
    await database?.announce(engine.url);
    try {
      if (config.value.role !== 'worker') await fill(engine, { seed, sample: invocation.options['sample'] !== false }, terminal);
      await engine.work();
      giveBackMemory();
      await announce(engine, terminal);
      await toldToStop(terminal);
    } finally {
      await engine.stop();
    }
    return 0;
  } finally {
    await database?.stop();
  }
};

/** What the start needed goes back to the system: some sixty megabytes, for a tenth of a second. Only where Node was started with `--expose-gc`, as `npm start` and the image do. */
function giveBackMemory(): void {
  void globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new WrongUse({ en: `"${text}" is not a whole number.`, 'zh-CN': `“${text}”不是整数。` });
}

/** Flags stand above the environment. A port that nobody chose gives way to the next free one. On a screen only warnings are logged, unless somebody asked for more. */
async function configOf(invocation: Invocation): Promise<ReturnType<typeof readConfig>> {
  const flags = { MILLRACE_PORT: textOption(invocation, 'port'), MILLRACE_HOST: textOption(invocation, 'host'), MILLRACE_ROLE: textOption(invocation, 'role') };
  const given = await withSecretFiles(rawEnvironment());
  const log = given['MILLRACE_LOG'] || (invocation.terminal.isWatched ? 'warn' : undefined);
  const env: Readonly<Record<string, string | undefined>> = {
    ...given,
    MILLRACE_LOG: log,
    ...Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)),
  };
  const config = readConfig(env);
  if (!config.ok) return config;
  if (env['MILLRACE_PORT']) {
    await assertPort(config.value.host, config.value.port);
    return config;
  }
  return { ok: true, value: { ...config.value, port: await freePort(config.value.host, config.value.port) } };
}

async function freePort(host: string, first: number): Promise<number> {
  for (let port = first; port < first + PORTS_TRIED; port += 1) if ((await whyNot(host, port)) === null) return port;
  return 0;
}

/** Throws UserError `port.unusable` before anything is started. */
async function assertPort(host: string, port: number): Promise<void> {
  const why = await whyNot(host, port);
  if (why === null) return;
  const place = `${host}:${port}`;
  const text =
    why === 'EADDRINUSE'
      ? { en: `Another program listens on ${place}. Choose another port with --port.`, 'zh-CN': `${place} 已被其他程序占用，请用 --port 选择其他端口。` }
      : { en: `${place} cannot be listened on (${why}). Choose another --port or --host.`, 'zh-CN': `无法监听 ${place}（${why}），请更换 --port 或 --host。` };
  throw new UserError('conflict', { code: 'port.unusable', at: '/MILLRACE_PORT', text, got: port });
}

/** The system's reason against listening there; null = it can be done. */
const whyNot = (host: string, port: number): Promise<string | null> =>
  new Promise((answer) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => answer(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => answer(null)));
  });

function misconfigured(problems: readonly Problem[], terminal: Terminal): ExitCode {
  reportProblems(problems, terminal);
  return 2;
}

async function openDatabase(config: EngineConfig, terminal: Terminal): Promise<Database | null> {
  if (config.databaseUrl !== null) {
    terminal.err(say(terminal, { en: 'Database: {where}', 'zh-CN': '数据库：{where}' }, { where: hostOf(config.databaseUrl) }));
    return null;
  }
  const database = await startDatabase({ home: config.home, as: 'engine' });
  const text = database.elsewhere
    ? { en: 'Database: {where} (outside {home}, which its user cannot enter)', 'zh-CN': '数据库：{where}（因权限原因未放在 {home} 内）' }
    : { en: 'Database: {where}', 'zh-CN': '数据库：{where}' };
  terminal.err(say(terminal, text, { where: database.where, home: config.home }));
  return database;
}

async function fill(engine: Engine, wish: { readonly seed: number; readonly sample: boolean }, terminal: Terminal): Promise<void> {
  const progress = terminal.progress({ en: 'Loading the sample workspace', 'zh-CN': '加载示例工作区' }, 1_000);
  const { crm, storage, library } = engine.parts;
  const parts = { storage, calendars: crm.calendars, library, runtime: engine.runtime };
  const done = await storage.alone('start', () =>
    firstFill(parts, engine.workspace.id, {
      actor: CLI_ACTOR,
      sample: wish.sample ? wish.seed : null,
      onProgress: (at, total) => progress.at(Math.round((at / total) * 1_000)),
    }),
  );
  progress.end();
  if (done.sample)
    terminal.err(
      say(
        terminal,
        { en: 'Sample: {records} records with a year of history ({events} events)', 'zh-CN': '示例：{records} 条记录与一年历史（{events} 个事件）' },
        { records: done.sample.records, events: done.sample.events },
      ),
    );
}

async function announce(engine: Engine, terminal: Terminal): Promise<void> {
  const { role } = engine.parts.config;
  const ownerLink = role === 'worker' ? null : await engine.ownerLink();
  if (terminal.json) return terminal.out(JSON.stringify({ url: engine.url, role, ownerLink, workspace: engine.workspace.key }));
  if (role === 'worker')
    terminal.out(
      say(
        terminal,
        { en: 'Millrace worker is at work; its health: {url}/readyz', 'zh-CN': 'Millrace 工作进程已就绪；健康状态：{url}/readyz' },
        { url: engine.url },
      ),
    );
  else if (ownerLink === null) terminal.out(say(terminal, { en: 'Millrace is ready: {url}', 'zh-CN': 'Millrace 已就绪：{url}' }, { url: engine.url }));
  else
    terminal.out(
      say(
        terminal,
        { en: 'Millrace is ready: {url}  Become its owner (once): {link}', 'zh-CN': 'Millrace 已就绪：{url}  成为所有者（一次性链接）：{link}' },
        { url: engine.url, link: ownerLink },
      ),
    );
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends at once. */
function toldToStop(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (told) process.exit(130);
        told = true;
        terminal.err(inLocale({ en: 'Stopping; what was accepted is kept ...', 'zh-CN': '正在停止，已接受的工作不会丢失……' }, terminal.locale));
        resolve();
      });
    }
  });
}
