import { useMemo } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import type { Words } from './say-value.js';
import { fieldTexts } from './texts.js';
import { usePersonName } from './use-names.js';

/** Words for `sayValue`; `names` are those of the records that are referred to. */
export function useWords(names?: ReadonlyMap<string, string>): Words {
  const t = useTexts(fieldTexts);
  const format = useFormat();
  const personName = usePersonName();
  return useMemo(
    () => ({ format, yes: t('yes'), no: t('no'), unfilled: t('unfilled'), nameOf: (id) => names?.get(id) ?? personName(id) }),
    [format, names, personName, t],
  );
}
