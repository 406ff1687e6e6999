import { createServer } from 'node:net';
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { environment } from '../environment.js';
import type { Diagnosis } from './diagnosis.js';

const MIN_FREE_BYTES = 500 * 1024 * 1024;

/** Node, the folder and the port. */
export async function machine(port: number): Promise<readonly Diagnosis[]> {
  return [nodeVersion(), await folder(), await portFree(port)];
}

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
  const ours = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1_500) }).then(
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
