import { type Problem, type Result, UserError } from '#kernel';
import type { DriftFound, DriftTask, Trained, Trainer, TrainTask } from '#models';
import type { AnalysisPool } from '../analysis/pool.js';

/** Trains and compares in the analysis threads. */
export class PoolTrainer implements Trainer {
  constructor(private readonly pool: AnalysisPool) {}

  async train(task: TrainTask, transfer: readonly ArrayBuffer[], how: Parameters<Trainer['train']>[2]): Promise<Result<Trained, Problem[]>> {
    try {
      return { ok: true, value: await this.pool.runInWorker('models.train', task, { transfer, isLong: true, ...how }) };
    } catch (error) {
      if (error instanceof UserError) return { ok: false, error: [...error.problems] };
      throw error;
    }
  }

  drift(task: DriftTask): Promise<DriftFound> {
    return this.pool.runInWorker('models.drift', task);
  }
}
