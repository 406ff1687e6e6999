import { useTexts } from '../../i18n/texts.js';
import { modelTexts } from './texts.js';

const MEASURES = ['auc', 'r-squared', 'accuracy', 'error-ratio', 'brier-gain'] as const;

/** What the figure is called by which versions are compared. */
export function useMeasureName(): (measure: string) => string {
  const t = useTexts(modelTexts);
  return (measure) => {
    const known = MEASURES.find((one) => one === measure);
    return known === undefined ? measure : t(`measure-${known}`);
  };
}
