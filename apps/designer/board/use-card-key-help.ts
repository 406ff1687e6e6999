import { useMemo } from 'react';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { useKeys } from '../keys/use-keys.js';
import { boardTexts } from './texts.js';

/** Lists the keys of a focused card in the help of the page; the card itself answers them (`useCardKeys`). */
export function useCardKeyHelp(): void {
  const t = useTexts(boardTexts);
  const may = useMay();
  const bindings = useMemo(() => {
    const said = (keys: string, says: string) => ({ keys, says, run: () => false });
    return [
      said('o,Enter', t('open')),
      ...(may('run.send') ? [said('m,s', t('moveTo'))] : []),
      ...(may('record.write') ? [said('a', t('ownerItem')), said('t', t('tagItem'))] : []),
      ...(may('task.write') ? [said('d', t('taskItem'))] : []),
      said('x', t('selectItem')),
    ];
  }, [t, may]);
  useKeys(t('cardKeys'), bindings);
}
