import { createContext, use, useLayoutEffect } from 'react';

/** Takes how many first answers more, or fewer, are under way below. */
export type CountFirst = (update: (pending: number) => number) => void;

/** What around a part waits for its first answers; null where nothing does. */
export const FirstAnswers = createContext<CountFirst | null>(null);

/** Tells what waits around this part that its first answer is still under way. */
export function useFirstAnswer(isUnderWay: boolean): void {
  const count = use(FirstAnswers);
  useLayoutEffect(() => {
    if (count === null || !isUnderWay) return undefined;
    count((pending) => pending + 1);
    return () => count((pending) => pending - 1);
  }, [count, isUnderWay]);
}
