import { useMemo } from 'react';
import { actTexts } from '../acts/texts.js';
import { useMay } from '../app/session.js';
import type { ObjectShape } from '../fields/index.js';
import { useTexts } from '../i18n/texts.js';
import { useKeys } from '../keys/use-keys.js';
import { priorityField } from '../acts/facts.js';
import { boardTexts } from './texts.js';

/** Lists the keys of a focused card in the help of the page; the card itself answers them (`useCardKeys`). */
export function useCardKeyHelp(shape: ObjectShape | undefined): void {
  const t = useTexts(boardTexts);
  const act = useTexts(actTexts);
  const may = useMay();
  const hasPriority = shape !== undefined && priorityField(shape) !== null;
  const bindings = useMemo(() => {
    const said = (keys: string, says: string) => ({ keys, says, run: () => false });
    return [
      said('o,Enter', t('open')),
      ...(may('run.send') ? [said('m,s', act('moveTo'))] : []),
      ...(may('record.write') ? [said('a', act('ownerItem')), said('t', t('tagItem'))] : []),
      ...(may('record.write') && hasPriority ? [said('p', act('priorityItem'))] : []),
      ...(may('task.write') ? [said('d', act('taskItem'))] : []),
      said('x', t('selectItem')),
    ];
  }, [t, act, may, hasPriority]);
  useKeys(t('cardKeys'), bindings);
}
