import { columnResizingFeature, columnSizingFeature, type ColumnSizingState, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo, useRef, useState } from 'react';
import { type ListedRecord, MAX_WIDTH, MIN_WIDTH } from './list-columns.js';
import type { ShownColumn } from './use-columns.js';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });
const NO_DATA: ListedRecord[] = [];
const BOX = 40;

/** Widths of the columns; `onResized` is told once, when an edge is let go. */
export function useSizing(columns: readonly ShownColumn[], onResized: (widths: Readonly<Record<string, number>>) => void) {
  const [dragged, setDragged] = useState<ColumnSizingState>({});
  const latest = useRef(dragged);
  const definitions = useMemo(
    () => columns.map(({ path, width, title }) => ({ id: path, header: title, accessorFn: () => null, size: width, minSize: MIN_WIDTH, maxSize: MAX_WIDTH })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: NO_DATA,
    columnResizeMode: 'onChange',
    state: { columnSizing: dragged },
    onColumnSizingChange: (given) => {
      latest.current = typeof given === 'function' ? given(latest.current) : given;
      setDragged(latest.current);
    },
  });
  const [heads] = table.getHeaderGroups();
  const widthOf = (path: string): number => heads?.headers.find(({ id }) => id === path)?.getSize() ?? MIN_WIDTH;
  const finish = (): void => {
    onResized(latest.current);
    latest.current = {};
    setDragged({});
  };
  return {
    template: [`${BOX}px`, ...columns.map(({ path }) => `${widthOf(path)}px`)].join(' '),
    total: columns.reduce((sum, { path }) => sum + widthOf(path), BOX),
    resizer: (path: string) => {
      const begin = heads?.headers.find(({ id }) => id === path)?.getResizeHandler();
      if (!begin) return undefined;
      return (event: unknown): void => {
        begin(event);
        const end = (event as { readonly type?: string }).type === 'touchstart' ? 'touchend' : 'mouseup';
        // After the library's own listener has taken the last width.
        document.addEventListener(end, () => setTimeout(finish), { once: true });
      };
    },
  };
}
