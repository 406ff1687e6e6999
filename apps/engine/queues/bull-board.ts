import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Queue } from 'bullmq';
import type { RequestHandler } from 'express';
import { BOARD_PATH } from './carrier.js';

/** Bull Board over these queues, to look at only: jobs are hints, and the work itself is decided about in the runs. */
export function bullBoard(queues: readonly Queue[]): RequestHandler {
  const server = new ExpressAdapter();
  server.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: server,
    options: { uiConfig: { boardTitle: 'Millrace' } },
  });
  return server.getRouter() as RequestHandler;
}
