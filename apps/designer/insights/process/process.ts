import type { Answer } from '../../api/operations.js';

export type Process = Answer<'insightProcess'>;

/** The title of a stage or state by its key. */
export function namesOf(data: Process, text: (words: Process['nodes'][number]['title']) => string): (key: string | null) => string {
  const names = new Map(data.nodes.map(({ key, title }) => [key, text(title)]));
  return (key) => (key === null ? '' : (names.get(key) ?? key));
}
