/** A cell of the grid; row -1 is the head. Column 0 is the box that selects the row. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key leads, by the grid pattern of the ARIA authoring practices; null for a key that does not move. */
export function moved(from: Cell, pressed: Pressed, size: GridSize): Cell | null {
  const step = STEPS[pressed.key];
  return step ? within(step(from, pressed.ctrlKey || pressed.metaKey, size), size) : null;
}

type Step = (from: Cell, isFar: boolean, size: GridSize) => Cell;
const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: ({ row, column }, isFar) => ({ row: isFar ? -1 : row - 1, column }),
  ArrowDown: ({ row, column }, isFar, { rows }) => ({ row: isFar ? rows : row + 1, column }),
  ArrowLeft: ({ row, column }, isFar) => ({ row, column: isFar ? 0 : column - 1 }),
  ArrowRight: ({ row, column }, isFar, { columns }) => ({ row, column: isFar ? columns : column + 1 }),
  Home: ({ row }, isFar) => ({ row: isFar ? 0 : row, column: 0 }),
  End: ({ row }, isFar, { rows, columns }) => ({ row: isFar ? rows : row, column: columns }),
  PageUp: ({ row, column }, _, { page }) => ({ row: Math.max(0, row - page), column }),
  PageDown: ({ row, column }, _, { page }) => ({ row: row + page, column }),
};

/** The next or previous cell that can be edited, row after row; null at the end of the grid. */
export function nextEditable(from: Cell, step: 1 | -1, size: GridSize, isEditable: (column: number) => boolean): Cell | null {
  let { row, column } = from;
  for (let tries = 0; tries < size.columns * 2; tries += 1) {
    column += step;
    if (column >= size.columns) [row, column] = [row + 1, 0];
    if (column < 0) [row, column] = [row - 1, size.columns - 1];
    if (row < 0 || row >= size.rows) return null;
    if (isEditable(column)) return { row, column };
  }
  return null;
}

const within = ({ row, column }: Cell, size: GridSize): Cell => ({
  row: Math.max(-1, Math.min(size.rows - 1, row)),
  column: Math.max(0, Math.min(size.columns - 1, column)),
});

/** What a key asks of the cell that has the focus. */
export type Wish = 'select' | 'select-all' | 'wider' | 'narrower' | 'sort' | 'all-rows' | 'open-or-edit' | 'edit';

/** What a key means where it was pressed; null for one that only moves, or means nothing. */
export function wishOf(pressed: Pressed & { readonly shiftKey: boolean }, { row, column }: Cell): Wish | null {
  if (pressed.key === 'a' && (pressed.ctrlKey || pressed.metaKey)) return 'select-all';
  if (row === -1) return headWish(pressed, column);
  switch (pressed.key) {
    case ' ':
      return 'select';
    case 'Enter':
      return 'open-or-edit';
    case 'F2':
      return 'edit';
    default:
      return null;
  }
}

function headWish({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }, column: number): Wish | null {
  if (shiftKey && key === 'ArrowRight') return 'wider';
  if (shiftKey && key === 'ArrowLeft') return 'narrower';
  if (key !== 'Enter' && key !== ' ') return null;
  return column === 0 ? 'all-rows' : 'sort';
}
