import { useMemo } from 'react';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { useKeys } from '../keys/use-keys.js';
import { rowWish } from './row-keys.js';
import { actTexts } from './texts.js';

const NONE: readonly never[] = [];

/** Lists the keys of a focused row in the help of the page; the rows answer them themselves. `date` = what D does here. */
export function useRowKeyHelp({
  hasPriority,
  date,
  isOff = false,
}: {
  readonly hasPriority: boolean;
  readonly date: 'task' | 'due';
  readonly isOff?: boolean;
}): void {
  const t = useTexts(actTexts);
  const may = useMay();
  const bindings = useMemo(() => {
    if (isOff) return NONE;
    const says = { move: t('moveTo'), owner: t('ownerItem'), date: t(date === 'due' ? 'dueItem' : 'taskItem'), priority: t('priorityItem') } as const;
    return ['s,m', 'a', 'd', 'p'].flatMap((keys) => {
      const wish = rowWish(keys.charAt(0), may, hasPriority);
      return wish === null ? [] : [{ keys, says: says[wish], run: () => false }];
    });
  }, [t, may, hasPriority, date, isOff]);
  useKeys(t('rowKeys'), bindings);
}
