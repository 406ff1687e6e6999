/** What a step dragged from the palette travels as. */
const STEP = 'application/x-millrace-step';

/** Puts a kind of step on a drag: call it in `onDragStart` of a draggable row of the palette. */
export function carryStep(transfer: DataTransfer, kind: string): void {
  transfer.setData(STEP, kind);
  transfer.effectAllowed = 'copy';
}

/** Whether a drag carries a step. Its kind can be read only when it is dropped. */
export const carriesStep = (transfer: DataTransfer): boolean => transfer.types.includes(STEP);

export const carriedStep = (transfer: DataTransfer): string | null => transfer.getData(STEP) || null;
