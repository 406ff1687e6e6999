import type { Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { type Cell, type GridSize, moved } from './grid-keys.js';

type Rows = Pick<Virtualizer<HTMLDivElement, Element>, 'scrollToIndex'>;

/** Which cell of the grid has the focus; keys move it, and what lies outside of the window is scrolled to first. */
export function useGridFocus(grid: RefObject<HTMLDivElement | null>) {
  const [active, setActive] = useState<Cell>({ row: 0, column: 1 });
  /** Says where the focus is, and brings the row into the window, without moving the focus itself. */
  const place = (cell: Cell, rows: Rows): void => {
    setActive(cell);
    if (cell.row >= 0 && !elementOf(grid.current, cell)) rows.scrollToIndex(cell.row);
  };
  const focus = (cell: Cell, rows: Rows): void => {
    place(cell, rows);
    const there = elementOf(grid.current, cell);
    if (there) show(there);
    // Its row is drawn only after the scroll.
    else requestAnimationFrame(() => requestAnimationFrame(() => show(elementOf(grid.current, cell))));
  };
  return {
    active,
    focus,
    place,
    /** True when the key moved. */
    move: (event: KeyboardEvent, size: GridSize, rows: Rows): boolean => {
      const next = moved(active, event, size);
      if (next === null) return false;
      event.preventDefault();
      focus(next, rows);
      return true;
    },
    /** What was pressed or focused is where the keys go on from. */
    follow: (target: EventTarget): void => {
      const cell = cellAt(target);
      if (cell !== null && (cell.row !== active.row || cell.column !== active.column)) setActive(cell);
    },
  };
}

function cellAt(target: EventTarget): Cell | null {
  const place = (target as Element).closest<HTMLElement>('[data-cell]')?.dataset['cell'];
  const [, row, column] = /^(-?\d+)-(\d+)$/.exec(place ?? '') ?? [];
  return row === undefined || column === undefined ? null : { row: Number(row), column: Number(column) };
}

/** The row that stands where something was pressed, whatever was scrolled or came in between; -1 for none. */
export const rowAt = (target: EventTarget): number => cellAt(target)?.row ?? -1;

const elementOf = (grid: HTMLElement | null, { row, column }: Cell): HTMLElement | null =>
  grid?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`) ?? null;

function show(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
