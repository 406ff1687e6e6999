import { useMemo } from 'react';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';

type Head = Answer<'listPipelines'>['items'][number];

/** A pipeline as lists offer it: titled in the reader's language. */
export interface OfferedPipeline extends Omit<Head, 'title'> {
  readonly title: string;
}

/** The published pipelines of an object, null = of all; undefined until known. `kept` stays among them whatever became of it. */
export function usePublished(object: string | null, kept?: string): readonly OfferedPipeline[] | undefined {
  const format = useFormat();
  const { data } = useAnswer('listPipelines', {}, { staleMs: 60_000 });
  return useMemo(() => {
    const isOffered = (head: Head): boolean =>
      head.key === kept || (head.latestVersion > 0 && head.archivedAt === null && (object === null || head.object === object));
    return data?.items.filter(isOffered).map((head) => ({ ...head, title: head.title === null ? head.key : format.text(head.title as { en: string }) }));
  }, [data, object, kept, format]);
}

const NONE: readonly OfferedPipeline[] = [];

/** The published pipelines that records of an object can run in; none until known. */
export const usePipelinesOf = (object: string | null, kept?: string): readonly OfferedPipeline[] => usePublished(object, kept) ?? NONE;
