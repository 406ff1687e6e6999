import { useTexts } from '../../i18n/texts.js';
import { modelTexts } from './texts.js';

const METHODS = ['logistic', 'naive-bayes', 'tree', 'forest', 'boosted', 'svm', 'network'] as const;

/** What a method of training is called; its own name where there is but one way. */
export function useMethodName(): (method: string) => string {
  const t = useTexts(modelTexts);
  return (method) => {
    const known = METHODS.find((one) => one === method);
    return known === undefined ? method : t(known);
  };
}
