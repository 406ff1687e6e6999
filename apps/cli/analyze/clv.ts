import {
  bgNbdExpectedNew,
  chanceAlive,
  discountedClv,
  expectedPurchases,
  expectedValue,
  fitBgNbd,
  fitGammaGamma,
  fitParetoNbd,
  paretoNbdExpectedNew,
  purchaseHistories,
  simpleClv,
  valueFrequencyCorrelation,
  type Answer,
  type CustomerHistory,
  type Period,
  type PurchaseModel,
  type TimeUnit,
} from '#analytics';
import { textOption, type Invocation } from '../command.js';
import { WrongUse } from '../terminal.js';
import { cellsOf, momentsIn, numbersIn, type CsvTable } from './csv-table.js';
import { listOption, neededOption, numberOption, tableOption, topOption, valueOf } from './options.js';
import { analysis, line, table, type Block, type Report } from './report.js';
import { amountsOf, asOfOption } from './rfm.js';

/** What customers will be worth: a discounted sum of stated revenues, or purchases and values expected by a fitted model. */
export const run = analysis(async (invocation) => {
  const csv = await tableOption(invocation);
  return textOption(invocation, 'method') === 'sum' ? bySum(csv, invocation) : byModel(csv, invocation);
});

function bySum(csv: CsvTable, invocation: Invocation): Report {
  const names = listOption(invocation, 'columns') ?? [neededOption(invocation, 'columns')];
  const period = (textOption(invocation, 'unit') ?? 'month') as Period;
  const rate = numberOption(invocation, 'rate') ?? 0.01;
  const columns = names.map((name) => numbersIn(csv, name));
  const cost = textOption(invocation, 'cost');
  const costs = cost === undefined ? [] : numbersIn(csv, cost);
  const id = textOption(invocation, 'id');
  const ids = id === undefined ? csv.rows.map((_, row) => String(row + 1)) : cellsOf(csv, id);
  const customers = ids.map((customer, row) => ({
    customer,
    ...valueOf(simpleClv({ revenues: columns.map((column) => column[row] as number), rate, acquisitionCost: costs[row] ?? 0, period })),
  }));
  const top = customers.toSorted((a, b) => b.value - a.value).slice(0, topOption(invocation));
  return {
    data: { method: 'sum', periods: names.length, period, rate, customers },
    blocks: [
      line('{n} customers, {periods} periods of one {period}, rate {rate} a period', '{n} 位客户，{periods} 期（期长：{period}），每期贴现率 {rate}', {
        n: ids.length,
        periods: names.length,
        period,
        rate,
      }),
      table(
        ['By value', '按价值排序'],
        ['customer|客户', 'value|价值', 'paid back after|回本期数'],
        top.map((one) => [one.customer, one.value, one.paidBackAfter]),
      ),
    ],
  };
}

function historiesOf(csv: CsvTable, unit: TimeUnit, invocation: Invocation): readonly CustomerHistory[] {
  const customers = cellsOf(csv, neededOption(invocation, 'id'));
  if (textOption(invocation, 'frequency') !== undefined) {
    const [x, tx, T] = ['frequency', 'recency', 'age'].map((name) => numbersIn(csv, neededOption(invocation, name))) as [number[], number[], number[]];
    const value = textOption(invocation, 'value');
    const values = value === undefined ? [] : numbersIn(csv, value);
    return customers.map((customer, i) => ({ customer, x: x[i] as number, tx: tx[i] as number, T: T[i] as number, meanValue: values[i] ?? 0 }));
  }
  const at = momentsIn(csv, neededOption(invocation, 'date'));
  const amounts = amountsOf(csv, invocation);
  const lines = at.map((atMs, i) => ({ customer: customers[i] as string, atMs, amount: amounts[i] as number }));
  return valueOf(
    purchaseHistories(
      lines.filter(({ customer }) => customer !== ''),
      asOfOption(invocation) ?? at.reduce((latest, ms) => Math.max(latest, ms), -Infinity),
      unit,
    ),
  );
}

function unitOption(invocation: Invocation): TimeUnit {
  const unit = textOption(invocation, 'unit') ?? 'week';
  if (unit === 'day' || unit === 'week' || unit === 'month') return unit;
  throw new WrongUse({
    en: `--unit ${unit} is for --method sum; a model counts in days, weeks or months.`,
    'zh-CN': `--unit ${unit} 仅用于 --method sum；模型以 day、week 或 month 计时。`,
  });
}

function byModel(csv: CsvTable, invocation: Invocation): Report {
  const unit = unitOption(invocation);
  const histories = historiesOf(csv, unit, invocation);
  const [months, monthlyRate] = [numberOption(invocation, 'months') ?? 12, numberOption(invocation, 'rate') ?? 0.01];
  const horizons = (listOption(invocation, 'horizon') ?? []).map((text) => horizonOf(text));
  const fit: (of: readonly CustomerHistory[], unit: TimeUnit) => Answer<PurchaseModel> =
    textOption(invocation, 'method') === 'pareto-nbd' ? fitParetoNbd : fitBgNbd;
  const purchases = valueOf(fit(histories, unit));
  const hasValues = histories.some(({ meanValue }) => meanValue > 0);
  const spending = hasValues ? valueOf(fitGammaGamma(histories)) : null;
  const customers = histories.map((history) => ({
    ...history,
    alive: chanceAlive(purchases, history),
    expected: horizons.map((t) => valueOf(expectedPurchases(purchases, history, t))),
    meanExpected: spending ? expectedValue(spending, history) : null,
    clv: spending ? valueOf(discountedClv(purchases, spending, history, { months, monthlyRate })).value : null,
  }));
  const newCustomer = horizons.map((t) => ({
    t,
    expected: valueOf(purchases.method === 'bg-nbd' ? bgNbdExpectedNew(purchases, t) : paretoNbdExpectedNew(purchases, t)),
  }));
  const correlation = spending ? valueFrequencyCorrelation(histories) : null;
  const data = { unit, months, monthlyRate, purchases, spending, valueFrequencyCorrelation: correlation, newCustomer, customers };
  return { data, blocks: [...modelBlocks(purchases, data), ...customerBlocks(customers, horizons, invocation)] };
}

function horizonOf(text: string): number {
  const t = Number(text);
  if (Number.isFinite(t) && t >= 0) return t;
  throw new WrongUse({
    en: `--horizon takes times of zero or more, separated by commas; not "${text}".`,
    'zh-CN': `--horizon 应为逗号分隔的非负时长，而不是“${text}”。`,
  });
}

interface Shown {
  readonly months: number;
  readonly monthlyRate: number;
  readonly spending: { readonly p: number; readonly q: number; readonly v: number; readonly customers: number } | null;
  readonly valueFrequencyCorrelation: number | null;
  readonly newCustomer: readonly { readonly t: number; readonly expected: number }[];
}

function modelBlocks(purchases: PurchaseModel, { months, monthlyRate, spending, valueFrequencyCorrelation: correlation, newCustomer }: Shown): Block[] {
  const { method, unit, customers, logLikelihood, isAtEdge: _edge, ...parameters } = purchases;
  const edge = purchases.isAtEdge ? [line('A parameter is at the edge of its range: take the figures with care.', '有参数位于取值边界：请谨慎使用结果。')] : [];
  return [
    line('{method} on {customers} customers, time in {unit}s, log likelihood {ll}', '{method}：{customers} 位客户，时间单位 {unit}，对数似然 {ll}', {
      method,
      customers,
      unit,
      ll: logLikelihood.toFixed(4),
    }),
    ...edge,
    ...(spending
      ? [
          line(
            'Value of {months} months, discounted by {rate} a month (a month is 30 days); gamma-gamma on {n} repeat customers; value and frequency correlate by {r} (the model takes 0)',
            '{months} 个月的价值，月贴现率 {rate}（每月按 30 天）；gamma-gamma 基于 {n} 位复购客户；金额与频率相关系数 {r}（模型假定为 0）',
            {
              ...{ months, rate: monthlyRate, n: spending.customers, r: correlation === null ? '-' : correlation.toFixed(3) },
            },
          ),
        ]
      : []),
    table(
      ['Parameters', '参数'],
      ['parameter|参数', 'value|值'],
      [...Object.entries(parameters), ...(spending ? (['p', 'q', 'v'] as const).map((key) => [key, spending[key]] as const) : [])].map(([name, value]) => [
        name,
        Number(value),
      ]),
    ),
    table(
      [`Purchases expected of a new customer, t in ${unit}s`, `新客户的预期购买次数（t 的单位：${unit}）`],
      ['t', 'expected|预期'],
      newCustomer.map(({ t, expected }) => [t, expected]),
    ),
  ];
}

function customerBlocks(
  customers: readonly (CustomerHistory & { readonly alive: number; readonly expected: readonly number[]; readonly clv: number | null })[],
  horizons: readonly number[],
  invocation: Invocation,
): Block[] {
  const total = customers.reduce((sum, { clv }) => sum + (clv ?? 0), 0);
  const top = customers.toSorted((a, b) => (b.clv ?? b.alive) - (a.clv ?? a.alive)).slice(0, topOption(invocation));
  return [
    line('Together: {total}', '合计：{total}', { total: total.toFixed(2) }),
    table(
      ['By value', '按价值排序'],
      ['customer|客户', 'x', 't_x', 'T', 'alive|存续概率', ...horizons.map((t) => `in ${t}|${t} 内`), 'value|价值'],
      top.map((one) => [one.customer, one.x, one.tx, one.T, one.alive, ...one.expected, one.clv]),
    ),
  ];
}
