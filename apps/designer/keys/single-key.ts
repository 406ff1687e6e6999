import type { KeyboardEvent } from 'react';
import { useKeyState } from './use-keys.js';

/** Whether a key pressed on a card or a row stands for itself: never while a text is typed or composed, nor with a modifier, nor turned off. */
export function isSingleKey(event: KeyboardEvent): boolean {
  const isTyping = (event.target as HTMLElement).closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') !== null;
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  return useKeyState.getState().hasBareKeys && !event.nativeEvent.isComposing && event.key !== 'Process' && !isModified && !isTyping;
}
