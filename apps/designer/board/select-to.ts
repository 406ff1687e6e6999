import { addSelected, type BoardStore, toggleSelected } from './board-store.js';
import type { BoardRecord } from './pages.js';

/** Shift: selects everything between the selected card nearest in the same column and this one; alone when there is none. */
export function selectTo(store: BoardStore, column: readonly BoardRecord[], record: BoardRecord): void {
  const { selected } = store.getState();
  const at = column.findIndex(({ id }) => id === record.id);
  const anchors = column.flatMap(({ id }, row) => (row !== at && selected.has(id) ? [row] : []));
  const nearest = anchors.reduce<number | null>((best, row) => (best === null || Math.abs(row - at) < Math.abs(best - at) ? row : best), null);
  if (at < 0 || nearest === null) return toggleSelected(store, record);
  addSelected(store, column.slice(Math.min(at, nearest), Math.max(at, nearest) + 1));
}
