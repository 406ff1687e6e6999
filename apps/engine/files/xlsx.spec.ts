import { describe, expect, it } from '@jest/globals';
import type { Workbook } from '#reports';
import { unzipped } from '../testing/unzipped.js';
import { xlsxOf } from './xlsx.js';

const WORKBOOK: Workbook = {
  title: { en: 'Sales', 'zh-CN': '销售' },
  facts: [{ name: { en: 'Currency', 'zh-CN': '币种' }, value: 'USD' }],
  sheets: [
    {
      name: { en: 'By: name / team?', 'zh-CN': '按人员' },
      columns: [
        { title: { en: 'Name', 'zh-CN': '姓名' }, kind: 'text' },
        { title: { en: 'Won <b>', 'zh-CN': '赢单' }, kind: 'money' },
        { title: { en: 'Wait', 'zh-CN': '等待' }, kind: 'seconds' },
      ],
      rows: [
        ['=1+1', 1234.5, 5400],
        ['Anna & Co "x"\u0001', null, null],
        ['张三', Number.NaN, 60],
      ],
      chart: { kind: 'column', names: 0, values: [1, 2] },
    },
    { name: { en: 'By: name / team?' }, columns: [{ title: { en: 'N' }, kind: 'count' }], rows: [], chart: { kind: 'line', names: 0, values: [0] } },
  ],
};

/** Every tag is closed, in order. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([A-Za-z:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (self === '/') continue;
    if (close !== '/') open.push(name ?? '');
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && !/&(?!amp;|lt;|gt;|quot;|apos;|#)/.test(xml);
}

describe('a workbook as XLSX', () => {
  it('is a package of well-formed parts with a chart beside the table, drawn from its cells', async () => {
    const files = unzipped(Buffer.from(await xlsxOf({ workbook: WORKBOOK, locale: 'en' })));
    const broken = [...files].filter(([name, xml]) => /\.(xml|rels)$/.test(name) && !isWellFormed(xml)).map(([name]) => name);
    expect(broken).toEqual([]);
    const chart = files.get('xl/charts/chart1.xml') ?? '';
    // Title, one fact, a blank row: the head is row 4, its rows 5 to 7.
    expect(chart).toContain(`<c:f>'By  name   team'!$A$5:$A$7</c:f>`);
    expect(chart).toContain(`<c:f>'By  name   team'!$B$4</c:f>`);
    expect(chart).toContain('<c:v>0.0625</c:v>'); // 5,400 seconds are 0.0625 of a day
    expect(files.get('[Content_Types].xml')).toContain('PartName="/xl/charts/chart1.xml"');
    expect(files.get('xl/drawings/_rels/drawing1.xml.rels')).toContain('Target="../charts/chart1.xml"');
    expect(files.has('xl/charts/chart2.xml')).toBe(false);
  });

  it('holds texts as texts, never as formulas, in the language asked for', async () => {
    const files = unzipped(Buffer.from(await xlsxOf({ workbook: WORKBOOK, locale: 'zh-CN' })));
    expect([...files].filter(([name, xml]) => name.startsWith('xl/worksheets/') && xml.includes('<f>'))).toEqual([]);
    expect([...files.values()].join('')).toContain('赢单');
  });
});
