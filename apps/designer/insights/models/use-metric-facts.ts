import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import type { Fact } from '../parts/facts.js';
import { modelTexts } from './texts.js';
import type { Version } from './shapes.js';

type Metric = Omit<Fact, 'target'>;

/** How a version did on rows it did not learn from; those rows are kept nowhere, so that no number leads to them. */
export const useMetricFacts = (metrics: Version['metrics']): readonly Fact[] => useMetrics(metrics).map((metric) => ({ ...metric, target: null }));

function useMetrics(metrics: Version['metrics']): readonly Metric[] {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const fine = (value: number): string => format.number(value, 3);
  const heldOut: Metric = { label: t('heldOut'), value: format.number(metrics.n) };
  switch (metrics.kind) {
    case 'binary': {
      const [low = metrics.auc, high = metrics.auc] = metrics.aucInterval;
      return [
        { label: t('auc'), value: fine(metrics.auc), hint: t('aucHint', { low: fine(low), high: fine(high) }) },
        { label: t('accuracy'), value: format.percent(metrics.accuracy, 1) },
        { label: t('logLoss'), value: fine(metrics.logLoss) },
        { label: t('brier'), value: fine(metrics.brier) },
        { label: t('lift'), value: format.number(metrics.liftAt10, 2) },
        { ...heldOut, hint: t('heldOutHint', { positives: format.number(metrics.positives) }) },
      ];
    }
    case 'regression':
      return [
        { label: t('rSquared'), value: fine(metrics.rSquared) },
        { label: t('rmse'), value: fine(metrics.rmse) },
        { label: t('error'), value: fine(metrics.meanAbsoluteError), hint: t('errorHint', { mean: fine(metrics.meanAbsoluteErrorOfMean) }) },
        heldOut,
      ];
    case 'classes':
      return [
        { label: t('accuracy'), value: format.percent(metrics.accuracy, 1), hint: t('ofLargest', { share: format.percent(metrics.accuracyOfLargest, 1) }) },
        heldOut,
      ];
    case 'value':
      return [
        { label: t('expected'), value: format.number(metrics.expectedTotal, 0) },
        { label: t('actual'), value: format.number(metrics.actualTotal, 0) },
        { label: t('error'), value: fine(metrics.meanAbsoluteError), hint: t('errorHint', { mean: fine(metrics.meanAbsoluteErrorOfMean) }) },
        heldOut,
      ];
    case 'forecast':
      return [
        ...(metrics.auc === null ? [] : [{ label: t('auc'), value: fine(metrics.auc) }]),
        { label: t('brier'), value: fine(metrics.brier), hint: t('errorHint', { mean: fine(metrics.brierOfMean) }) },
        heldOut,
      ];
    case 'none':
      return [];
  }
}
