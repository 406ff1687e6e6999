import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = join(dirname(fileURLToPath(import.meta.url)), 'step-process.js');

/** A step that began in a step process, by its idempotency key. */
export interface Began {
  readonly began: string;
  readonly atMs: number;
}

/** An engine process whose steps do what their `body` says (see step-process.ts). */
export interface StepProcess {
  readonly url: string;
  /** Lets it work. */
  work(): void;
  onBegan(listener: (step: Began) => void): void;
  stop(): Promise<void>;
}

export async function startStepProcess(databaseUrl: string, role: 'all' | 'api' | 'worker'): Promise<StepProcess> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, MILLRACE_ROLE: role, MILLRACE_PORT: '0', MILLRACE_LOG: 'error', MILLRACE_RATE: '1000000' };
  const child = spawn(process.execPath, [ENTRY], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const died = once(child, 'exit').then(() => Promise.reject(new Error('the step process did not start')));
  const [{ url }] = (await Promise.race([once(child, 'message'), died])) as [{ url: string }];
  died.catch(() => undefined);
  return {
    url,
    work: () => void child.send('work'),
    onBegan: (listener) => void child.on('message', (message) => listener(message as Began)),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
