/** What a task may say while it works. */
export interface TaskContext {
  /** Share of the work that is done, 0 to 1; heard by whoever asked. */
  readonly progress: (share: number) => void;
}
