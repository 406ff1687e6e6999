import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function for as long as the component lives, always doing what the newest one does: for parts drawn only when something changed. Not to be called while drawing. */
export function useStable<A extends readonly unknown[], R>(work: (...given: A) => R): (...given: A) => R {
  const newest = useRef(work);
  useLayoutEffect(() => {
    newest.current = work;
  });
  return useCallback((...given: A) => newest.current(...given), []);
}
