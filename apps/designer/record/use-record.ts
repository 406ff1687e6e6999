import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type LiveMessage, useLive } from '../api/live.js';
import type { Answer, OperationName } from '../api/operations.js';
import { keyOf, useAnswer } from '../api/use-answer.js';

export type RecordAnswer = Answer<'getRecord'>;
export type RunHead = RecordAnswer['runs'][number];

/** What is asked again after something happened to a record. */
const OF_RECORD = [
  'getRecord',
  'timeline',
  'listTasks',
  'getRun',
  'explainRun',
  'runJournal',
  'listRecords',
  'summarise',
  'replayRun',
  'recordScores',
  'mergedRecords',
] as const satisfies readonly OperationName[];

/** The record of the address. */
export function useRecord() {
  const { object, id } = useParams({ from: '/inside/records/$object/$id' });
  const record = useAnswer('getRecord', { params: { object, id } });
  return { object, id, ...record };
}

/** Asks everything about records again. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all(OF_RECORD.map((name) => client.invalidateQueries({ queryKey: keyOf(name) })));
  }, [client]);
}

/** Follows what others do to the record. */
export function useLiveRecord(id: string): void {
  const refresh = useRefresh();
  useLive(
    useCallback(
      (message: LiveMessage) => {
        if (message.kind === 'reset' || message.change.recordId === id) void refresh();
      },
      [id, refresh],
    ),
  );
}
