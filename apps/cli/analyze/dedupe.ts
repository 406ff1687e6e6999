import { findDuplicates, type DuplicateField, type Duplicates } from '#analytics';
import { textOption, type Invocation } from '../command.js';
import { WrongUse } from '../terminal.js';
import { cellsOf, type CsvTable } from './csv-table.js';
import { listOption, numberOption, tableOption, topOption, valueOf } from './options.js';
import { analysis, line, table, type Block } from './report.js';

/** Pairs of rows that may be one; checked against known links where there are some. */
export const run = analysis(async (invocation) => {
  const csv = await tableOption(invocation);
  const fields = fieldsOf(csv, invocation);
  const columns = fields.map(({ name }) => [name, cellsOf(csv, name)] as const);
  const records = csv.rows.map((_, row) => Object.fromEntries(columns.map(([name, cells]) => [name, cells[row] ?? ''])));
  const threshold = numberOption(invocation, 'threshold') ?? 0.8;
  const { pairs: found, cut } = valueOf(findDuplicates(records, { fields, threshold }));
  const id = textOption(invocation, 'id');
  const ids = id === undefined ? csv.rows.map((_, row) => String(row + 1)) : cellsOf(csv, id);
  const pairs = found.map(({ a, b, ...rest }) => ({ a: ids[a] as string, b: ids[b] as string, rows: [a + 1, b + 1], ...rest }));
  const truth = textOption(invocation, 'truth');
  const check = truth === undefined ? null : checked(found, cellsOf(csv, truth));
  const shown = (row: number): string => columns.map(([, cells]) => cells[row - 1]).join(' | ');
  return {
    data: { rows: csv.rows.length, fields, threshold, cut, pairs, ...(check ? { check } : {}) },
    blocks: [
      line('{n} pairs at {threshold} or more among {rows} rows', '{rows} 行中有 {n} 对的相似度不低于 {threshold}', {
        n: pairs.length,
        threshold,
        rows: csv.rows.length,
      }),
      ...(cut ? [cutLine(cut)] : []),
      ...(check ? [checkLine(check)] : []),
      table(
        ['Likely duplicates', '可能的重复'],
        ['score|相似度', 'a', 'b', 'first|第一条', 'second|第二条'],
        pairs.slice(0, topOption(invocation)).map((one) => [one.score, one.a, one.b, shown(one.rows[0] as number), shown(one.rows[1] as number)]),
      ),
    ],
  };
});

/** `name:2,address` with weights; every column counts 1 without `--columns`, the id and the truth left out. */
function fieldsOf(csv: CsvTable, invocation: Invocation): DuplicateField[] {
  const apart = [textOption(invocation, 'id'), textOption(invocation, 'truth')];
  const given = listOption(invocation, 'columns') ?? csv.header.filter((name) => name !== '' && !apart.includes(name));
  return given.map((text) => {
    const at = csv.header.includes(text) ? -1 : text.lastIndexOf(':');
    if (at < 0) return { name: text, weight: 1 };
    const weight = Number(text.slice(at + 1));
    if (weight > 0) return { name: text.slice(0, at), weight };
    throw new WrongUse({ en: `--columns: the weight of "${text}" must be a number above 0.`, 'zh-CN': `--columns：“${text}”的权重必须是大于 0 的数值。` });
  });
}

interface Check {
  readonly links: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Rows with the same truth are one. */
function checked(found: readonly { readonly a: number; readonly b: number }[], truth: readonly string[]): Check {
  const counts = new Map<string, number>();
  for (const key of truth) counts.set(key, (counts.get(key) ?? 0) + 1);
  const links = [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const right = found.filter(({ a, b }) => truth[a] === truth[b]).length;
  const share = (of: number): number => (of > 0 ? right / of : 0);
  return { links, right, precision: share(found.length), recall: share(links), f1: found.length + links > 0 ? (2 * right) / (found.length + links) : 0 };
}

const cutLine = ({ records, candidates }: NonNullable<Duplicates['cut']>): Block =>
  line(
    '{records} rows have more than {candidates} candidates: they were compared with those of their rarest words alone',
    '{records} 行的候选超过 {candidates} 个：只与其最少见词语的候选作了比较',
    { records, candidates },
  );

const checkLine = ({ links, right, precision, recall, f1 }: Check): Block =>
  line(
    '{right} of {links} known links: precision {precision}, recall {recall}, F1 {f1}',
    '{links} 个已知重复中找到 {right} 个：精确率 {precision}，召回率 {recall}，F1 {f1}',
    {
      ...{ right, links, precision: precision.toFixed(4), recall: recall.toFixed(4), f1: f1.toFixed(4) },
    },
  );
