import type { CustomerTasks } from './tasks/index.js';

/** Does a task where it stops nobody: in a thread beside the event loop. Typed arrays of the input may be handed over. */
export interface AnalysisWork {
  run<K extends keyof CustomerTasks>(task: K, input: Parameters<CustomerTasks[K]>[0]): Promise<ReturnType<CustomerTasks[K]>>;
}
