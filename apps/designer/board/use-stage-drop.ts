import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { isCard } from './use-drag.js';

/** Makes an element a place where cards are let go to move them to the stage; `isOver` while one is held above it. */
export function useStageDrop<E extends HTMLElement>(stage: string): { readonly ref: RefObject<E | null>; readonly isOver: boolean } {
  const ref = useRef<E>(null);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (ref.current === null) return;
    return dropTargetForElements({
      element: ref.current,
      canDrop: ({ source }) => isCard(source.data),
      getData: () => ({ stage }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [stage]);
  return { ref, isOver };
}
