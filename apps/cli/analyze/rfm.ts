import { RFM_GROUPS, rfmOf, type RfmTable } from '#analytics';
import { textOption, type Invocation } from '../command.js';
import { cellsOf, momentIn, momentsIn, numbersIn, refused, type CsvTable } from './csv-table.js';
import { neededOption, tableOption, topOption, valueOf } from './options.js';
import { analysis, line, table, type Block } from './report.js';

const DAY_MS = 86_400_000;

/** Recency, frequency, money of each customer, out of invoice lines. */
export const run = analysis(async (invocation) => {
  const csv = await tableOption(invocation);
  const at = momentsIn(csv, neededOption(invocation, 'date'));
  const customers = cellsOf(csv, neededOption(invocation, 'id'));
  const invoice = textOption(invocation, 'invoice');
  const invoices = invoice === undefined ? at.map(String) : cellsOf(csv, invoice);
  const amounts = amountsOf(csv, invocation);
  const asOfMs = asOfOption(invocation) ?? at.reduce((latest, ms) => Math.max(latest, ms), -Infinity) + DAY_MS;
  const lines = at.map((atMs, i) => ({ customer: customers[i] || null, invoice: invoices[i] as string, atMs, amount: amounts[i] as number }));
  const found = valueOf(rfmOf(lines, asOfMs));
  const { model, ...rest } = found;
  return { data: { asOf: new Date(asOfMs).toISOString(), lines: lines.length, cuts: model.cuts, ...rest }, blocks: blocksOf(found, lines.length, invocation) };
});

/** `--amount`, or `--quantity` times `--price`. */
export function amountsOf(csv: CsvTable, invocation: Invocation): number[] {
  const quantity = textOption(invocation, 'quantity');
  if (quantity === undefined) return numbersIn(csv, neededOption(invocation, 'amount'));
  const prices = numbersIn(csv, neededOption(invocation, 'price'));
  return numbersIn(csv, quantity).map((pieces, i) => pieces * (prices[i] as number));
}

/** The moment of `--as-of` in milliseconds since 1970; `undefined` when it was not given. */
export function asOfOption(invocation: Invocation): number | undefined {
  const given = textOption(invocation, 'asOf');
  if (given === undefined) return undefined;
  const ms = momentIn(given);
  if (ms !== null) return ms;
  throw refused('analysis.not-a-moment', `--as-of: "${given}" is no date such as 2026-01-31.`, `--as-of：“${given}”不是 2026-01-31 这样的日期。`);
}

function blocksOf({ model, customers, groups, grid, leftOut }: RfmTable, lines: number, invocation: Invocation): Block[] {
  const titles = new Map(RFM_GROUPS.map(({ key, title }) => [key, title]));
  const top = customers.toSorted((a, b) => b.money - a.money).slice(0, topOption(invocation));
  return [
    line('{customers} customers from {lines} lines, as of {asOf}', '{lines} 行中有 {customers} 位客户，截至 {asOf}', {
      customers: customers.length,
      lines,
      asOf: new Date(model.asOfMs).toISOString(),
    }),
    line(
      'Left out: {a} lines without a customer, {b} lines after that moment, {c} customers without a purchase above zero',
      '未计入：无客户 {a} 行，截止时间之后 {b} 行，没有正金额购买的客户 {c} 位',
      {
        a: leftOut.withoutCustomer,
        b: leftOut.afterMoment,
        c: leftOut.withoutPurchase,
      },
    ),
    table(
      ['Groups', '分组'],
      ['group|分组', 'customers|客户', 'share|占比', 'mean days since|平均间隔天数', 'mean invoices|平均单数', 'money|金额'],
      groups.map((one) => [titles.get(one.group) ?? one.group, one.customers, one.share, one.meanRecencyDays, one.meanFrequency, one.money]),
    ),
    table(
      ['Customers by recency (rows) and frequency (columns), 5 is best', '客户数：行为最近购买，列为购买频率，5 最好'],
      ['r', 'f1', 'f2', 'f3', 'f4', 'f5'],
      grid.map((row, i) => [i + 1, ...row]).reverse(),
    ),
    table(
      ['By money', '按金额排序'],
      ['customer|客户', 'days since|间隔天数', 'invoices|单数', 'money|金额', 'r', 'f', 'm', 'group|分组'],
      top.map((one) => [one.customer, one.recencyDays, one.frequency, one.money, one.r, one.f, one.m, titles.get(one.group) ?? one.group]),
    ),
  ];
}
