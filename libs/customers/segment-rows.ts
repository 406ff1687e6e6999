import { type Text, UserError, type WorkspaceId } from '#kernel';
import type { CustomerBooks, KnownBook } from './customer-book.js';
import type { NumberReads, SegmentDefinition } from './segment-ports.js';
import type { NumberRows } from './tasks/segment-table.js';

/** Columns that come from purchases rather than from a field, with their names. */
const PURCHASE: Readonly<Record<string, { readonly title: Text; readonly of: (known: KnownBook, place: number) => number }>> = {
  'rfm.recencyDays': {
    title: { en: 'Days since the last purchase', 'zh-CN': '距上次购买天数' },
    of: ({ book }, i) => book.measures.recencyDays[i] as number,
  },
  'rfm.frequency': { title: { en: 'Purchases', 'zh-CN': '购买次数' }, of: ({ book }, i) => book.measures.frequency[i] as number },
  'rfm.money': { title: { en: 'Money spent', 'zh-CN': '消费金额' }, of: ({ book }, i) => book.measures.money[i] as number },
  'rfm.tenureDays': { title: { en: 'Days as a customer', 'zh-CN': '成为客户天数' }, of: ({ book }, i) => book.measures.tenureDays[i] as number },
  'rfm.value': { title: { en: 'Value to come', 'zh-CN': '未来价值' }, of: ({ book }, i) => book.worth.value[i] as number },
  'rfm.alive': { title: { en: 'Chance of still buying', 'zh-CN': '仍在购买的概率' }, of: ({ book }, i) => book.worth.alive[i] as number },
};

export interface SegmentRows {
  readonly ids: readonly string[];
  readonly rows: NumberRows;
  readonly titles: Readonly<Record<string, Text>>;
}

/** Fields and purchase numbers of the records of a definition. Throws UserError as `NumberReads.numbers`, and `segment.column` for purchases of others than customers. */
export class SegmentSource {
  constructor(
    private readonly reads: NumberReads,
    private readonly books: CustomerBooks,
  ) {}

  async rows(workspace: WorkspaceId, { object, filter = '', columns }: SegmentDefinition, only: string | null = null): Promise<SegmentRows> {
    const wanted = [...new Set(columns)];
    const fields = wanted.filter((column) => !column.startsWith('rfm.'));
    const known = fields.length === wanted.length ? null : await this.bookOf(workspace, object, wanted);
    const read = await this.reads.numbers(workspace, { object, filter, columns: fields, only });
    const values = new Float64Array(read.ids.length * wanted.length).fill(Number.NaN);
    read.ids.forEach((id, row) => {
      wanted.forEach((column, c) => {
        const field = fields.indexOf(column);
        values[row * wanted.length + c] = field >= 0 ? (read.values[row * fields.length + field] as number) : purchaseNumber(known, column, id);
      });
    });
    const titles = Object.fromEntries(wanted.map((column) => [column, PURCHASE[column]?.title ?? read.titles[column] ?? { en: column }]));
    return { ids: read.ids, rows: { columns: wanted, values }, titles };
  }

  private async bookOf(workspace: WorkspaceId, object: string, columns: readonly string[]): Promise<KnownBook> {
    const unknown = columns.find((column) => column.startsWith('rfm.') && !Object.hasOwn(PURCHASE, column));
    if (unknown !== undefined) throw badColumn(unknown, { en: 'There is no such number of purchases.', 'zh-CN': '没有这个购买指标。' });
    if (object !== 'account' && object !== 'contact')
      throw badColumn(object, { en: 'Purchases are known of accounts and contacts only.', 'zh-CN': '只有客户和联系人有购买数据。' });
    return this.books.of(workspace, { customer: object });
  }
}

function purchaseNumber(known: KnownBook | null, column: string, id: string): number {
  const place = known?.placeOf.get(id);
  return known === null || place === undefined ? Number.NaN : (PURCHASE[column]?.of(known, place) ?? Number.NaN);
}

const badColumn = (got: string, text: Text): UserError =>
  new UserError('invalid', { code: 'segment.column', at: '/columns', text, got, expected: Object.keys(PURCHASE) });
