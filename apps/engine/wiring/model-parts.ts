import { Kept } from '#kernel';
import { DriftWatch, ModelContexts, Models, Scores, Trainings } from '#models';
import { PgModelJobStore, PgModelReads, PgModelStore, PgWatchStore, type Storage } from '#storage';
import type { AnalysisPool } from '../analysis/pool.js';
import { ThreadedOnnxRunner } from '../models/onnx-runner.js';
import { PoolTrainer } from '../models/pool-trainer.js';
import { systemClock } from '../service/system-clock.js';

interface ModelNeeds {
  readonly pool: AnalysisPool;
  readonly ids: { next(): string };
  readonly nowMs: () => number;
  readonly onDefect: (error: unknown) => void;
}

/** As stale as what a person changed may look here. */
const CONTEXT_MS = 3000;

/** Models, their trainings and scores. */
export function modelParts(storage: Storage, { pool, ids, nowMs, onDefect }: ModelNeeds) {
  const reads = new PgModelReads(storage.sql);
  const contexts = new ModelContexts(reads, new Kept(nowMs, { forMs: CONTEXT_MS, most: 500 }));
  const parts = {
    store: new PgModelStore(storage),
    jobs: new PgModelJobStore(storage),
    reads,
    contexts,
    trainer: new PoolTrainer(pool),
    onnx: new ThreadedOnnxRunner({
      isInstalled: (watch) => pool.runInWorker('models.onnx-installed', null, watch),
      inspect: (file, watch) => pool.runInWorker('models.onnx-inspect', file, watch),
      run: (run, watch) => pool.runInWorker('models.onnx-run', run, watch),
    }),
  };
  const models = new Models(parts);
  return {
    models,
    watch: new DriftWatch({ models, store: new PgWatchStore(storage), ids, onDefect }),
    scores: new Scores(parts),
    trainings: new Trainings({ ...parts, ids, clock: systemClock, onDefect }),
  };
}
