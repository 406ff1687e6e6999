import { type Problem, UserError } from '#kernel';
import { driftNow, train, type Trained, type TrainTask } from '#models';
import type { TaskContext } from '../analysis/task-context.js';

function trainOrThrow(task: TrainTask, { progress }: TaskContext): Trained {
  const answer = train(task, progress);
  if (answer.ok) return answer.value;
  throw new UserError('invalid', answer.error as unknown as readonly [Problem, ...Problem[]]);
}

/** What the analysis threads do for models. */
export const MODEL_TASKS = { 'models.train': trainOrThrow, 'models.drift': driftNow } as const;
