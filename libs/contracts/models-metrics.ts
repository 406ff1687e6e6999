import { z } from 'zod';

const number = z.number();

/** How a version did on rows it did not learn from. */
export const metrics = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('binary'),
      n: z.number().int(),
      positives: z.number().int(),
      auc: number,
      /** 95 %. */
      aucInterval: z.array(number),
      accuracy: number,
      logLoss: number,
      brier: number,
      /** Positives among the highest tenth, against the average. */
      liftAt10: number,
      /** Bars of the calibration curve: rows whose score lies in [from, to). */
      calibration: z.array(z.object({ from: number, to: number, n: z.number().int(), meanPredicted: number, observed: number })),
      roc: z.array(z.object({ falsePositive: number, truePositive: number, threshold: number })),
    }),
    z.object({
      kind: z.literal('regression'),
      n: z.number().int(),
      rSquared: number,
      rmse: number,
      meanAbsoluteError: number,
      /** The same if everybody were taken for the mean. */
      meanAbsoluteErrorOfMean: number,
    }),
    z.object({
      kind: z.literal('classes'),
      n: z.number().int(),
      accuracy: number,
      /** The same if everybody were taken for the largest class. */
      accuracyOfLargest: number,
      classes: z.array(z.object({ label: z.string(), n: z.number().int(), precision: number.nullable(), recall: number })),
    }),
    z.object({
      kind: z.literal('value'),
      /** Customers, and their purchases in the held-out last fifth of the time: expected and counted. */
      n: z.number().int(),
      expectedTotal: number,
      actualTotal: number,
      meanAbsoluteError: number,
      meanAbsoluteErrorOfMean: number,
    }),
    z.object({ kind: z.literal('forecast'), n: z.number().int(), auc: number.nullable(), brier: number, brierOfMean: number }),
    z.object({ kind: z.literal('none'), n: z.number().int() }),
  ])
  .meta({ id: 'ModelMetrics' });
