import { expect, it } from '@jest/globals';
import { describeData } from '../../../test/real-data.js';
import { inTestFold, readCsv } from '../../../test/real-tables.js';
import { tableOf, type FeatureTable as Table } from '../features/index.js';
import { findLeaks, trainScore, type ScoreMethod, type ScoreModel, type TrainOptions } from './index.js';

interface Case {
  readonly table: Table;
  readonly y: number[];
  readonly heldOut: boolean[];
  readonly leaveOut: string[];
}
const caseOf = (rows: Record<string, string>[], target: string, positive: string, id: string | null, more: string[] = []): Case => ({
  table: tableOf(rows),
  y: rows.map((row) => (row[target] === positive ? 1 : 0)),
  heldOut: rows.map((row, i) => inTestFold(id === null ? String(i) : (row[id] ?? ''))),
  leaveOut: [target, ...(id === null ? [] : [id]), ...more],
});
function train({ table, y, heldOut, leaveOut }: Case, method: ScoreMethod, options: Partial<TrainOptions> = {}): ScoreModel {
  const model = trainScore(table, y, { seed: 1, method, heldOut, importanceRepeats: 0, ...options, leaveOut: [...leaveOut, ...(options.leaveOut ?? [])] });
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  return model.value;
}
const aucOf = (...args: Parameters<typeof train>): number => train(...args).report.heldOut.auc;

describeData('telco churn', ['telco-churn'], () => {
  const telco = caseOf(readCsv(['telco-churn', 'telco.csv.gz']), 'Churn', 'Yes', 'customerID');
  it('calibration mends what naive Bayes overstates', () => {
    const plain = train(telco, 'naive-bayes').report.heldOut;
    for (const calibrate of ['platt', 'isotonic'] as const) {
      const { heldOut } = train(telco, 'naive-bayes', { calibrate }).report;
      expect(heldOut.logLoss).toBeLessThan(plain.logLoss * 0.6);
      expect(heldOut.brier).toBeLessThan(0.16);
    }
  });
});

describeData('bank marketing', ['bank-marketing'], () => {
  const bank = caseOf(readCsv(['bank-marketing', 'bank.csv.gz'], ';'), 'y', 'yes', null);
  it('duration, known to come after the call, is left out; boosting beats the line with and without it', () => {
    const options = { later: ['duration'] };
    const [line, boosted] = [aucOf(bank, 'logistic', options), aucOf(bank, 'boosted', options)];
    const leaking = aucOf(bank, 'logistic');
    console.info(`bank: logistic ${line.toFixed(4)}, boosted ${boosted.toFixed(4)}; with duration ${leaking.toFixed(4)}`);
    expect(boosted).toBeGreaterThan(line + 0.02);
    expect(leaking).toBeGreaterThan(line + 0.15);
    expect(aucOf(bank, 'boosted')).toBeGreaterThan(leaking + 0.01);
  });
});

describeData('won or lost', ['crm-sales'], () => {
  const rows = readCsv(['crm-sales', 'sales_pipeline.csv']).filter((row) => ['Won', 'Lost'].includes(row['deal_stage'] ?? ''));
  const deals = caseOf(rows, 'deal_stage', 'Won', 'opportunity_id', ['close_date', 'engage_date']);
  it('the close value leaks (0 for every lost deal) and is named', () => {
    expect(findLeaks(deals.table, deals.y).map(({ column }) => column)).toEqual(expect.arrayContaining(['close_value']));
    expect(train(deals, 'logistic').report.leaks).toMatchObject([{ column: 'close_value', kind: 'separates', used: false }]);
  });
  it.each(['logistic', 'boosted', 'forest'] as const)('%s cannot tell from what is known before closing', (method) => {
    const { auc } = train(deals, method).report.heldOut;
    console.info(`won/lost ${method}: AUC ${auc.toFixed(4)}`);
    expect(Math.abs(auc - 0.512)).toBeLessThan(0.04);
  });
});
