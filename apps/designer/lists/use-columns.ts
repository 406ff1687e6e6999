import { useMemo } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { ObjectShape } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useObjects } from '../fields/use-objects.js';
import type { SavedView, ViewColumn } from '../filters/saved-view.js';
import { useFilterColumns } from '../filters/use-filter-columns.js';
import { useTexts } from '../i18n/texts.js';
import { type ListColumn, listColumns, usualColumns } from './list-columns.js';
import { listTexts } from './texts.js';

interface Kept {
  /** By view, else by object and pipeline. */
  readonly columns: Readonly<Record<string, readonly ViewColumn[]>>;
  put(place: string, columns: readonly ViewColumn[] | null): void;
}

/** Columns chosen in this browser and not (yet) saved in a view. */
const useKept = create<Kept>()(
  persist(
    (set) => ({
      columns: {},
      put: (place, columns) =>
        set(({ columns: before }) => {
          const { [place]: _, ...others } = before;
          return { columns: columns === null ? others : { ...others, [place]: columns } };
        }),
    }),
    { name: 'millrace-columns' },
  ),
);

export interface ShownColumn extends ListColumn {
  readonly width: number;
}

/** The columns of a list: all there could be, those shown, and how to change them. */
export function useColumns(object: ObjectShape, pipeline: PipelineWords | null, view: SavedView | undefined, hasPipelines: boolean) {
  const t = useTexts(listTexts);
  const objects = useObjects();
  const filterable = useFilterColumns(object, pipeline);
  const all = useMemo(
    () => listColumns(object, objects ?? [], filterable, hasPipelines ? t('pipelines') : null),
    [object, objects, filterable, hasPipelines, t],
  );
  const { columns: kept, put } = useKept();
  const place = view?.id ?? `${object.key} ${pipeline?.key ?? ''}`;
  const usual = useMemo(() => usualColumns(object, all, pipeline !== null), [object, all, pipeline]);
  const saved = view !== undefined && view.columns.length > 0 ? view.columns : usual;
  const chosen = kept[place] ?? saved;
  const shown = useMemo(
    () =>
      chosen.flatMap(({ path, width }): readonly ShownColumn[] => {
        const column = all.find((one) => one.path === path);
        return column ? [{ ...column, width: width ?? column.width }] : [];
      }),
    [chosen, all],
  );
  return { all, shown, chosen, usual, change: (columns: readonly ViewColumn[]) => put(place, columns), forget: () => put(place, null) };
}
