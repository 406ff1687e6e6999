import { useQueryClient } from '@tanstack/react-query';
import { keyOf, useAnswer, useWrite } from '../api/use-answer.js';
import type { Answer } from '../api/operations.js';

export type ImportJob = Answer<'getImport'>;
export type BadRow = Answer<'listImportProblems'>['items'][number];

const POLL_MS = 700;

export const isUnderWay = ({ status }: Pick<ImportJob, 'status'>): boolean => status === 'running' || status === 'undoing';

/** An import with its progress: asked again until it has ended. */
export function useImportJob(id: string | null): ImportJob | undefined {
  const client = useQueryClient();
  const known = id === null ? undefined : client.getQueryData<ImportJob>(keyOf('getImport', { params: { id } }));
  const refreshMs = known && !isUnderWay(known) ? undefined : POLL_MS;
  const { data } = useAnswer(
    'getImport',
    { params: { id: id ?? '' } },
    { enabled: id !== null, staleMs: 0, ...(refreshMs === undefined ? {} : { refreshMs }) },
  );
  return data;
}

/** Takes an import back; lists and the import itself are asked again. */
export const useUndoImport = () => useWrite('undoImport', ['getImport', 'listImports', 'listRecords']);
