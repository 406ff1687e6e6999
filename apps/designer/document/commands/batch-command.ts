import type { Text } from '#kernel';

/** Several commands as one: all are done, or none. `text` says what it is called in the list of what can be undone. */
export interface Batch<Inner> {
  readonly kind: 'batch';
  readonly commands: readonly Inner[];
  readonly text?: Text;
}
