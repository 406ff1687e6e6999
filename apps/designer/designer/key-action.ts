/** What a key of the designer asks for. */
export type KeyAction =
  | {
      readonly kind:
        | 'undo'
        | 'redo'
        | 'find'
        | 'select-all'
        | 'deselect'
        | 'duplicate'
        | 'remove'
        | 'rename'
        | 'append'
        | 'connect'
        | 'zoom-in'
        | 'zoom-out'
        | 'fit'
        | 'actual-size';
    }
  /** To the state that lies next in this direction. */
  | { readonly kind: 'go'; readonly towards: { readonly x: number; readonly y: number } }
  | { readonly kind: 'nudge'; readonly by: { readonly x: number; readonly y: number } };

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const STEP = 4;
const LEAP = 16;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const WITH_CTRL = { z: 'undo', y: 'redo', f: 'find', a: 'select-all', d: 'duplicate' } as const;
const ALONE = {
  Delete: 'remove',
  Backspace: 'remove',
  Enter: 'rename',
  F2: 'rename',
  Escape: 'deselect',
  a: 'append',
  c: 'connect',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '1': 'fit',
  '0': 'actual-size',
} as const;

const own = <T extends object>(table: T, key: string): T[keyof T] | null => (Object.hasOwn(table, key) ? table[key as keyof T] : null);

/** What a key asks for; `null` for a key that is not ours. Single keys act on the canvas only. */
export function keyAction({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed, isOnCanvas: boolean): KeyAction | null {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (altKey) return null;
  const arrow = isOnCanvas ? own(ARROWS, name) : null;
  if (arrow !== null) return arrowAction(arrow, shiftKey, ctrlKey || metaKey);
  if (ctrlKey || metaKey) {
    const kind = own(WITH_CTRL, name);
    return kind === null ? null : { kind: kind === 'undo' && shiftKey ? 'redo' : kind };
  }
  if (!isOnCanvas) return null;
  const kind = own(ALONE, name);
  return kind === null ? null : { kind };
}

/** Arrows go from state to state; with Shift they move what is selected, with Ctrl too by more. */
function arrowAction([x, y]: readonly [number, number], isShift: boolean, isCtrl: boolean): KeyAction | null {
  if (!isShift) return isCtrl ? null : { kind: 'go', towards: { x, y } };
  const by = isCtrl ? LEAP : STEP;
  return { kind: 'nudge', by: { x: x * by, y: y * by } };
}
