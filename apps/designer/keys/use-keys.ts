import { useEffect } from 'react';
import { create } from 'zustand';
import { isBare, isStroke } from './match.js';

/** One key and what it does. */
export interface KeyBinding {
  /** `m`, `?`, `Enter`, `mod+k`; several by commas. */
  readonly keys: string;
  /** In the reader's language, for the help of this page. */
  readonly says: string;
  /** False: nothing to be done now, the key goes on to others. */
  readonly run: (event: KeyboardEvent) => boolean | void;
}
interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

interface KeyState {
  readonly groups: readonly KeyGroup[];
  /** Bare keys can be turned off (WCAG 2.1.4); combinations stay. */
  readonly hasBareKeys: boolean;
  allowBareKeys(allowed: boolean): void;
}

const KEPT = 'millrace-bare-keys';

export const useKeyState = create<KeyState>((set) => ({
  groups: [],
  hasBareKeys: localStorage.getItem(KEPT) !== 'off',
  allowBareKeys: (hasBareKeys) => {
    localStorage.setItem(KEPT, hasBareKeys ? 'on' : 'off');
    set({ hasBareKeys });
  },
}));

/** Binds keys while the component is there, and lists them in the help. Give a stable (memoised) list. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  useEffect(() => {
    const group = { title, bindings };
    useKeyState.setState(({ groups }) => ({ groups: [...groups, group] }));
    return () => useKeyState.setState(({ groups }) => ({ groups: groups.filter((one) => one !== group) }));
  }, [title, bindings]);
}

/** The one listener: the innermost screen's bindings come first. */
function onKey(event: KeyboardEvent): void {
  // An input method is composing: its keys are nobody else's.
  if (event.isComposing || event.defaultPrevented || event.key === 'Process') return;
  const { groups, hasBareKeys } = useKeyState.getState();
  const isTyping = isTypingIn(event.target);
  for (const { bindings } of groups.toReversed()) {
    for (const { keys, run } of bindings) {
      const named = keys.split(',').find((one) => isStroke(one, event));
      if (named === undefined || (isBare(named) && (isTyping || !hasBareKeys))) continue;
      if (run(event) === false) continue;
      event.preventDefault();
      return;
    }
  }
}

function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"],[role="menu"],[role="listbox"]') !== null
  );
}

/** Begins to listen; gives back how to stop. Called once, by the frame. */
export function listenToKeys(): () => void {
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
