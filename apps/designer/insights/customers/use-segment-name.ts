import { useTexts } from '../../i18n/texts.js';
import { type Named, ownName } from './segment-name.js';
import { segmentTexts } from './segment-texts.js';

/** The name of a segment in the reader's language, or the one that people gave it. */
export function useSegmentName(): (segment: Named) => string {
  const t = useTexts(segmentTexts);
  return (segment) => {
    const own = ownName(segment);
    if (own === null) return segment.name;
    return own.key === 'noise' ? t('noise') : t('nth', { n: own.n });
  };
}
