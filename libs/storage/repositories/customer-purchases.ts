import type { Holding, LineColumns, ProductRow, PurchaseAsk, PurchaseColumns, PurchaseReads, PurchaseState } from '#customers';
import { epochMs, parseInstant, type Instant, type WorkspaceId } from '#kernel';
import type { Storage } from '../open-storage.js';
import { readByCursor } from './cursor.js';
import { fieldSql } from './records-columns.js';
import { namesOf } from './records-beside.js';
import { recordsStampSql } from './records-stamp.js';

/** Amounts beyond this count as not filled: sums of them would mean nothing. */
const LARGEST = '1e12';
const amountSql = (field: string): string => {
  const number = fieldSql('r', field, 'number');
  return `(case when abs(${number}) <= ${LARGEST} then (${number})::float8 end)`;
};
const WON = `join lateral (select x.ended_at from runs x where x.workspace_id = r.workspace_id and x.record_id = r.id and x.outcome = 'won'
  order by x.ended_at desc limit 1) won on true`;

/** What counts as a purchase: its table, day and amount. */
const SOURCES = {
  orders: { object: 'order', join: '', at: `r.fields->>'order_date'`, amount: amountSql('amount') },
  deals: { object: 'deal', join: WON, at: `coalesce(r.fields->>'close_date', to_char(won.ended_at, 'YYYY-MM-DD'))`, amount: amountSql('close_value') },
} as const;
/** True where the purchase `r` is in the currency of the parameter, which a purchase that names none has of its workspace `w`. */
const sameCurrency = (currency: string): string => `coalesce(nullif(r.fields->>'currency', ''), w.currency) = ${currency}`;
const CUSTOMERS = { account: `r.fields->>'account'`, contact: `r.fields->>'contact'` } as const;

/** Purchases of accounts as rows of id, customer, day and amount, in the currency of their workspace $1; what lacks one of them is left out, and so are returns and what cost nothing. */
export function accountPurchasesSql(source: PurchaseAsk['source']): string {
  const { object, join, at, amount } = SOURCES[source];
  return `select r.id, ${CUSTOMERS.account} as customer, ${at} as at, ${amount} as amount
    from records r join workspaces w on w.id = r.workspace_id ${join}
    where r.workspace_id = $1::uuid and r.object = '${object}' and r.deleted_at is null and ${sameCurrency('w.currency')}
      and ${CUSTOMERS.account} <> '' and ${at} ~ '^\\d{4}-\\d{2}-\\d{2}' and ${amount} > 0`;
}

/** Orders, order lines, won deals and products on PostgreSQL. */
export class PgPurchaseReads implements PurchaseReads {
  constructor(private readonly storage: Storage) {}

  async state(workspace: WorkspaceId): Promise<PurchaseState> {
    const [row] = await this.storage.sql<{ currency: string; orders: boolean; stamp: string }>(
      `select w.currency, exists (select 1 from records where workspace_id = $1::uuid and object = 'order' and deleted_at is null) as orders,
         ${recordsStampSql(['order', 'order_line', 'product', 'deal'])} as stamp from workspaces w where w.id = $1::uuid`,
      [workspace],
    );
    return { source: row?.orders ? 'orders' : 'deals', currency: row?.currency ?? '', stamp: row?.stamp ?? '' };
  }

  async purchases(workspace: WorkspaceId, { source, customer, currency }: PurchaseAsk): Promise<PurchaseColumns> {
    const { object, join, at, amount } = SOURCES[source];
    const gathered = new Gathered();
    await readByCursor<PurchaseRow>(
      this.storage,
      `select ${CUSTOMERS[customer]} as customer, ${at} as at, ${amount} as amount, ${sameCurrency('$2')} as same
         from records r join workspaces w on w.id = r.workspace_id ${join}
         where r.workspace_id = $1::uuid and r.object = '${object}' and r.deleted_at is null order by r.id`,
      [workspace, currency],
      (row) => gathered.take(row),
    );
    return gathered.columns();
  }

  async lines(workspace: WorkspaceId, ask: PurchaseAsk, until: Instant): Promise<LineColumns> {
    const lines = new Lines();
    await readByCursor<LineRow>(this.storage, linesSql(ask), [workspace, until.slice(0, 10)], (row) => lines.take(row));
    return lines.columns();
  }

  async products(workspace: WorkspaceId): Promise<readonly ProductRow[]> {
    const rows = await this.storage.sql<ProductRow>(
      `select r.id, coalesce(r.fields->>'name', r.external_key, r.id::text) as name, coalesce(r.fields->>'category', r.fields->>'series') as category,
         ${amountSql('sales_price')} as price, ${amountSql('margin')} as margin, coalesce(${fieldSql('r', 'active', 'boolean')}, true) as "isSold"
         from records r where r.workspace_id = $1::uuid and r.object = 'product' and r.deleted_at is null order by r.id limit 100000`,
      [workspace],
    );
    return rows;
  }

  async holding(workspace: WorkspaceId, ask: PurchaseAsk, of: Parameters<PurchaseReads['holding']>[2]): Promise<readonly Holding[]> {
    const rows = await this.storage.sql<Omit<Holding, 'at'> & { at: string | null }>(
      `select b.object, b.id, coalesce(b.fields->>'number', b.fields->>'name') as name, b.fields->>'order_date' as at,
         (case jsonb_typeof(b.fields->'amount') when 'number' then b.fields->>'amount' end)::float8 as amount
         from (select line.basket from (${linesSql(ask)}) line where line.product = any($3::text[]) group by line.basket
               having count(distinct line.product) = $4::int) held
         join records b on b.workspace_id = $1::uuid and b.id = held.basket::uuid and b.deleted_at is null
         order by b.fields->>'order_date' desc nulls last, b.id limit $5::int offset $6::int`,
      [workspace, of.until.slice(0, 10), of.products, new Set(of.products).size, of.limit + 1, of.offset],
    );
    return rows.map((row) => ({ ...row, at: row.at === null ? null : parseInstant(row.at) }));
  }

  names(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return namesOf(this.storage.sql, workspace, ids);
  }

  async isThere(workspace: WorkspaceId, object: string, id: string): Promise<boolean> {
    const found = await this.storage.sql(`select 1 from records where workspace_id = $1::uuid and id = $2::uuid and object = $3 and deleted_at is null`, [
      workspace,
      id,
      object,
    ]);
    return found.length > 0;
  }
}

interface PurchaseRow {
  readonly customer: string | null;
  readonly at: string | null;
  readonly amount: number | null;
  readonly same: boolean;
}

/** Gathers purchases by column, and counts what cannot be counted. */
class Gathered {
  private readonly places = new Map<string, number>();
  private readonly customer: number[] = [];
  private readonly atMs: number[] = [];
  private readonly amount: number[] = [];
  private readonly leftOut = { withoutCustomer: 0, withoutDate: 0, withoutAmount: 0, otherCurrency: 0 };

  take({ customer, at, amount, same }: PurchaseRow): void {
    const moment = at === null ? null : parseInstant(at);
    if (customer === null || customer === '') this.leftOut.withoutCustomer += 1;
    else if (moment === null) this.leftOut.withoutDate += 1;
    else if (amount === null) this.leftOut.withoutAmount += 1;
    else if (!same) this.leftOut.otherCurrency += 1;
    else this.book(customer, epochMs(moment), amount);
  }

  private book(customer: string, atMs: number, amount: number): void {
    this.customer.push(placeIn(this.places, customer));
    this.atMs.push(atMs);
    this.amount.push(amount);
  }

  columns(): PurchaseColumns {
    return {
      customers: [...this.places.keys()],
      customer: Int32Array.from(this.customer),
      atMs: Float64Array.from(this.atMs),
      amount: Float64Array.from(this.amount),
      leftOut: { ...this.leftOut },
    };
  }
}

interface LineRow {
  readonly basket: string;
  readonly product: string;
  readonly customer: string | null;
}

const UUID = `'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;

/** Lines `basket, product, customer` as texts; $1 the workspace, $2 the last day. */
function linesSql({ source, customer }: PurchaseAsk): string {
  const who = CUSTOMERS[customer];
  if (source === 'deals')
    return `select ${who} as basket, r.fields->>'product' as product, ${who} as customer from records r ${WON}
      where r.workspace_id = $1::uuid and r.object = 'deal' and r.deleted_at is null and ${SOURCES.deals.at} <= $2
        and r.fields->>'product' is not null and ${who} ~ ${UUID} order by basket, product`;
  return `select r.id::text as basket, l.fields->>'product' as product, ${who} as customer
    from records l join records r on r.workspace_id = l.workspace_id and r.object = 'order' and r.deleted_at is null
      and r.id = (case when l.fields->>'order' ~ ${UUID} then (l.fields->>'order')::uuid end)
    where l.workspace_id = $1::uuid and l.object = 'order_line' and l.deleted_at is null and l.fields->>'product' is not null
      and coalesce(${fieldSql('l', 'quantity', 'number')}, 1) > 0 and coalesce(${SOURCES.orders.at}, '') <= $2 order by basket, product`;
}

class Lines {
  private readonly baskets = new Map<string, number>();
  private readonly products = new Map<string, number>();
  private readonly customers = new Map<string, number>();
  private readonly rows: Record<'basket' | 'product' | 'customer', number[]> = { basket: [], product: [], customer: [] };

  take({ basket, product, customer }: LineRow): void {
    const who = customer === null || customer === '' ? -1 : placeIn(this.customers, customer);
    this.rows.basket.push(placeIn(this.baskets, basket));
    this.rows.product.push(placeIn(this.products, product));
    this.rows.customer.push(who);
  }

  columns(): LineColumns {
    return {
      products: [...this.products.keys()],
      customers: [...this.customers.keys()],
      baskets: this.baskets.size,
      basket: Int32Array.from(this.rows.basket),
      product: Int32Array.from(this.rows.product),
      customer: Int32Array.from(this.rows.customer),
    };
  }
}

function placeIn(places: Map<string, number>, key: string): number {
  let place = places.get(key);
  if (place === undefined) places.set(key, (place = places.size));
  return place;
}
