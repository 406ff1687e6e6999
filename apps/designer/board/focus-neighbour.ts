import type { KeyboardEvent } from 'react';

/** Up and down go from card to card, left and right from column to column. Focus stays where there is no neighbour. */
export function focusNeighbour(event: KeyboardEvent, scrollTo: (row: number) => void): void {
  const place = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
  const list = place?.closest<HTMLElement>('[data-place]');
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing;
  const step = STEPS[event.key];
  if (!place || !list || !isPlain || step === undefined) return;
  event.preventDefault();
  const row = Number(place.dataset['row']);
  if (step.column !== undefined) return focusColumn(list, Number(list.dataset['place']), step.column, row);
  if (row + step.row < 0) return;
  scrollTo(row + step.row);
  focusRow(list, row + step.row);
}

interface Step {
  readonly row: number;
  readonly column?: 1 | -1;
}
const STEPS: Readonly<Record<string, Step>> = {
  ArrowDown: { row: 1 },
  ArrowUp: { row: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowLeft: { row: 0, column: -1 },
};

const linkIn = (list: ParentNode, row: number): HTMLElement | null => list.querySelector<HTMLElement>(`[data-row="${row}"] [data-card]`);

function focusRow(list: HTMLElement, row: number): void {
  const link = linkIn(list, row);
  if (link) link.focus();
  else requestAnimationFrame(() => linkIn(list, row)?.focus());
}

/** The next column that holds a card; the row of the same height, else its last one. */
function focusColumn(list: HTMLElement, column: number, by: 1 | -1, row: number): void {
  const board = list.parentElement?.parentElement;
  for (let at = column + by; ; at += by) {
    const next = board?.querySelector<HTMLElement>(`[data-place="${at}"]`);
    if (!next) return;
    const links = [...next.querySelectorAll<HTMLElement>('[data-row] [data-card]')];
    const link = linkIn(next, row) ?? links.at(-1);
    if (!link) continue;
    next.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return link.focus();
  }
}
