import { CUSTOMER_TASKS } from '#customers';
import { computeReport } from '#reports';
import { MODEL_TASKS } from '../models/tasks.js';
import { xlsxOf } from '../files/xlsx.js';
import { echo } from './echo.js';
import type { TaskContext } from './task-context.js';

/**
 * Every task of the analysis threads by its name, pure: (input, context) -> output. Input and output are plain data that can be cloned
 * (typed arrays are handed over, not copied, where they are named in `transfer`). A UserError that a task throws arrives as one.
 * A new task is one line here.
 */
export const tasks = {
  'analysis.echo': echo,
  'reports.compute': computeReport,
  'reports.xlsx': xlsxOf,
  ...MODEL_TASKS,
  ...CUSTOMER_TASKS,
} satisfies Record<string, (input: never, context: TaskContext) => unknown>;

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
export type TaskInput<N extends TaskName> = Parameters<Tasks[N]>[0];
export type TaskOutput<N extends TaskName> = Awaited<ReturnType<Tasks[N]>>;
