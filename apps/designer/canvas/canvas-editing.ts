import { createContext, use, type PointerEvent } from 'react';

/** What begins at a state or a line on the canvas. Absent where the drawing is only looked at. */
export interface CanvasEditing {
  /** Takes the written name; an empty one leaves it as it was. `andThen` says to go on to the next step. */
  rename(id: string, name: string, andThen?: 'append'): void;
  stopNaming(): void;
  startNaming(id: string): void;
  selectEdge(id: string, isMore: boolean): void;
  /** The pointer went down on a dot at the side of a state: a line follows it from here. */
  startConnection(source: string, event: PointerEvent): void;
  /** The same at an end of a line, which is led elsewhere. */
  startRetarget(edge: string, end: 'source' | 'target', event: PointerEvent): void;
  /** Opens the list of steps and states for a line. */
  insertOn(edge: string): void;
  changeNote(index: number, text: string): void;
}

export const CanvasEditingContext = createContext<CanvasEditing | null>(null);
export const useCanvasEditing = (): CanvasEditing | null => use(CanvasEditingContext);

/** `far`: so small that titles alone can be read; details are left out. `tiny`: nothing can be read, shapes and colours alone are drawn. */
export type Detail = 'near' | 'far' | 'tiny';

/** What can be read at a zoom. */
export const detailAt = (zoom: number): Detail => (zoom >= 0.36 ? 'near' : zoom >= 0.2 ? 'far' : 'tiny');
export const DetailContext = createContext<Detail>('near');
export const useDetail = (): Detail => use(DetailContext);
