import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useLive } from '../api/live.js';
import { keyOf } from '../api/use-answer.js';

/** Asks for tasks and incidents again whenever a run has moved. */
export function useInboxFreshness(): void {
  const client = useQueryClient();
  useLive(
    useCallback(() => {
      void client.invalidateQueries({ queryKey: keyOf('listTasks') });
      void client.invalidateQueries({ queryKey: keyOf('listIncidents') });
    }, [client]),
  );
}
