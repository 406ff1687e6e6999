import type { Problem, Result } from '#kernel';
import { trainBinary, type BinaryTask } from './binary.js';
import { trainForecast, type ForecastTask } from './forecast.js';
import type { Trained } from './outcome.js';
import { trainClv, trainLoyaltyModel, type PurchaseTask } from './purchases.js';
import { trainRegression, type RegressionTask } from './regression.js';
import { trainTextClass, type TextClassTask } from './text-class.js';

export type TrainTask = BinaryTask | RegressionTask | TextClassTask | PurchaseTask | ForecastTask;

/** What a worker thread runs: pure, from rows to what was learned. `onProgress` hears the share that is done. */
export function train(task: TrainTask, onProgress: (done: number) => void = () => undefined): Result<Trained, Problem[]> {
  switch (task.kind) {
    case 'binary':
      return trainBinary(task, onProgress);
    case 'regression':
      return trainRegression(task);
    case 'text-class':
      return trainTextClass(task);
    case 'clv':
      return trainClv(task);
    case 'loyalty':
      return trainLoyaltyModel(task);
    case 'forecast':
      return trainForecast(task);
  }
}
