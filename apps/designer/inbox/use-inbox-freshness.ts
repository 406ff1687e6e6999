import { useQueryClient } from '@tanstack/react-query';
import { useAfterNews } from '../api/live.js';
import { keyOf } from '../api/use-answer.js';

/** Changes of one moment are asked about together. */
const GATHER_MS = 250;

/** Asks for tasks and incidents again whenever a run has moved. */
export function useInboxFreshness(): void {
  const client = useQueryClient();
  useAfterNews(() => {
    void client.invalidateQueries({ queryKey: keyOf('listTasks') });
    void client.invalidateQueries({ queryKey: keyOf('listIncidents') });
  }, GATHER_MS);
}
