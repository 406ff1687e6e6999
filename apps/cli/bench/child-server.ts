import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { workflowsFolder } from '../../engine/workspaces/workflows-folder.js';

const SCRIPT = join(workflowsFolder(), '../apps/cli/millrace.mjs');

/** A whole server as a user starts it, in a process of its own. */
export interface ChildServer {
  readonly url: string;
  readonly ownerLink: string | null;
  /** From the start of the process to the line that says it is ready. */
  readonly readyMs: number;
  /** Memory of the server without its PostgreSQL; null where this machine does not tell. */
  memoryMb(): Promise<number | null>;
  /** SIGTERM unless told otherwise; resolves when the process has ended. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** `millrace up` on a home of its own; throws with its last words when it does not become ready. */
export const startChild = (home: string, args: readonly string[] = [], settings: Readonly<Record<string, string>> = {}): Promise<ChildServer> =>
  startScript(SCRIPT, args, { MILLRACE_HOME: home, MILLRACE_LOG: 'error', DATABASE_URL: '', ...settings });

/** The same of another checkout, by its `millrace.mjs`. */
export async function startScript(script: string, args: readonly string[], settings: Readonly<Record<string, string>>): Promise<ChildServer> {
  const startedAt = performance.now();
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, ['--expose-gc', script, 'up', '--port', '0', '--json', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const words: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  const line = await firstLine(child);
  if (line === null) throw new Error(`the server did not start: ${words.join('').slice(-2_000)}`);
  const { url, ownerLink } = JSON.parse(line) as { url: string; ownerLink: string | null };
  const ended = once(child, 'exit');
  return {
    url,
    ownerLink,
    readyMs: performance.now() - startedAt,
    memoryMb: () => residentMb(child.pid ?? 0),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string | null> {
  if (!child.stdout) return null;
  for await (const line of createInterface({ input: child.stdout })) return line;
  return null;
}

async function residentMb(pid: number): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout.trim()) / 1024;
  } catch {
    return null;
  }
}
