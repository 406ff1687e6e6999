import type { Text } from '#kernel';

/** What one look found. */
export interface Diagnosis {
  readonly name: 'node' | 'folder' | 'port' | 'database' | 'schema' | 'durability' | 'session' | 'connections' | 'memory' | 'clock' | 'queue' | 'work';
  readonly state: 'ok' | 'warning' | 'error';
  readonly text: Text;
  /** What to do about it. */
  readonly fix?: Text;
}

export const fine = (name: Diagnosis['name'], text: Text): Diagnosis => ({ name, state: 'ok', text });
