import { useMemo } from 'react';
import type { ObjectShape } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useObjects } from '../fields/use-objects.js';
import { useOutcomeTitle } from '../fields/use-outcome-title.js';
import { useTexts } from '../i18n/texts.js';
import { type FilterColumn, filterColumns } from './columns.js';
import { filterTexts } from './texts.js';

/** Everything records of an object can be narrowed by, worded for the reader. */
export function useFilterColumns(object: ObjectShape, pipeline: PipelineWords | null): readonly FilterColumn[] {
  const t = useTexts(filterTexts);
  const objects = useObjects();
  const outcomeTitle = useOutcomeTitle();
  return useMemo(() => {
    const outcomes = (pipeline?.outcomes ?? []).map((value) => ({ value, title: outcomeTitle(value) }));
    const stages = (pipeline?.stages ?? []).map(({ id, title }) => ({ value: id, title }));
    return filterColumns(object, objects ?? [], pipeline === null ? null : { stages, outcomes }, {
      ownerId: t('owner'),
      tags: t('tags'),
      createdAt: t('createdAt'),
      updatedAt: t('updatedAt'),
      externalKey: t('externalKey'),
      stage: t('stage'),
      outcome: t('outcome'),
      open: t('open'),
      startedAt: t('startedAt'),
      endedAt: t('endedAt'),
      cycleDays: t('cycleDays'),
      related: (reference, field) => t('related', { reference, field }),
    });
  }, [object, objects, pipeline, outcomeTitle, t]);
}
