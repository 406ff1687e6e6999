import { type Problem, UserError } from '#kernel';
import { driftNow, train, type Trained, type TrainTask } from '#models';
import type { TaskContext } from '../analysis/task-context.js';
import { type OnnxRun, OnnxSessions } from './onnx-sessions.js';

function trainOrThrow(task: TrainTask, { progress }: TaskContext): Trained {
  const answer = train(task, progress);
  if (answer.ok) return answer.value;
  throw new UserError('invalid', answer.error as unknown as readonly [Problem, ...Problem[]]);
}

/** Those of this thread: a model is read once in each. */
const onnx = new OnnxSessions();

/** What the analysis threads do for models. */
export const MODEL_TASKS = {
  'models.train': trainOrThrow,
  'models.drift': driftNow,
  'models.onnx-installed': (_: null) => onnx.isInstalled(),
  'models.onnx-inspect': (file: Uint8Array) => onnx.inspect(file),
  'models.onnx-run': (run: OnnxRun) => onnx.run(run),
} as const;
