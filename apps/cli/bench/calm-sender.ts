import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Ground } from './ground.js';
import { openLoop, type LoadResult } from './open-loop.js';

interface Asked {
  readonly url: string;
  readonly ground: Ground;
  readonly perSecond: number;
  readonly ms: number;
}

/** `openLoop` on a thread of its own: a sender beside one that floods would count the flood's own delays as its answers'. */
export async function sendApart(url: string, ground: Ground, perSecond: number, ms: number): Promise<LoadResult> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { url, ground, perSecond, ms } satisfies Asked });
  const [result] = (await once(worker, 'message')) as [LoadResult];
  return result;
}

if (!isMainThread && parentPort) {
  const { url, ground, perSecond, ms } = workerData as Asked;
  parentPort.postMessage(await openLoop(url, ground, perSecond, ms));
}
