import { parentPort } from 'node:worker_threads';
import { replyOf, type TaskReply, type TaskRequest } from './messages.js';
import type { TaskContext } from './task-context.js';
import { tasks } from './tasks.js';

/** No more than so many tellings of progress a second. */
const PROGRESS_EVERY_MS = 100;

const port = parentPort;
if (!port) throw new Error('this file runs in a thread of the analysis pool');
const reply = (message: TaskReply): void => port.postMessage(message);

port.on('message', ({ id, name, input }: TaskRequest) => {
  const task = (tasks as unknown as Readonly<Record<string, (input: unknown, context: TaskContext) => unknown>>)[name];
  let told = 0;
  const progress = (share: number): void => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY_MS) return;
    told = now;
    reply({ id, kind: 'progress', share });
  };
  const work = async (): Promise<unknown> => {
    if (!task) throw new Error(`there is no task ${name}`);
    return task(input, { progress });
  };
  void work().then(
    (output) => reply({ id, kind: 'done', output }),
    (error: unknown) => reply(replyOf(id, error)),
  );
});
