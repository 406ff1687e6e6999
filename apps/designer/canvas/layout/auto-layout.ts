import type { ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { treeOf, type GraphModel } from '../../document/index.js';
import { elkGraphOf, positionsIn, type Point } from './elk-graph.js';

type Answer = { readonly id: number; readonly data?: ElkNode; readonly error?: { readonly message?: string } };

let worker: Worker | null = null;
let lastId = 0;

/**
 * Where ELK would put every state, relative to the state around. Computed in a worker of this site's own file, started at the first
 * question; the page stays free meanwhile. Rejects when ELK cannot lay the graph out.
 */
export async function automaticLayout(graph: GraphModel): Promise<ReadonlyMap<string, Point>> {
  return positionsIn(await asked(elkGraphOf(graph)), treeOf(graph.document));
}

function asked(graph: ElkNode): Promise<ElkNode> {
  const elk = started();
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    const listen = ({ data }: MessageEvent<Answer>): void => {
      if (data.id !== id) return;
      elk.removeEventListener('message', listen);
      if (data.data) resolve(data.data);
      else reject(new Error(data.error?.message ?? 'The layout failed.'));
    };
    elk.addEventListener('message', listen);
    elk.postMessage({ id, cmd: 'layout', graph, layoutOptions: {}, options: {} });
  });
}

/** ELK's own worker file speaks by messages: `register` once, then `layout`. */
function started(): Worker {
  if (worker) return worker;
  worker = new Worker(workerUrl);
  worker.postMessage({ id: ++lastId, cmd: 'register', algorithms: ['layered'] });
  return worker;
}
