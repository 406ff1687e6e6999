import { useCallback } from 'react';
import { useTexts } from '../i18n/texts.js';
import { humanized } from './pipeline-words.js';
import { fieldTexts } from './texts.js';

/** The words of an outcome: won and lost in the reader's language, any other one as its id reads. */
export function useOutcomeTitle(): (outcome: string) => string {
  const t = useTexts(fieldTexts);
  return useCallback((outcome) => (outcome === 'won' || outcome === 'lost' ? t(outcome) : humanized(outcome)), [t]);
}
