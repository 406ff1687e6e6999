import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { epochMs, type Instant, type JsonObject, type RecordId, type RunId } from '#kernel';
import type { CommandBody } from '#runtime';
import { OWNER, testWorkspace, type TestWorkspace } from '../testing/test-workspace.js';
import { PgModelReads } from './model-reads.js';
import { PgPurchaseReads } from './customer-purchases.js';

jest.setTimeout(60_000);

describe('purchases that models learn from', () => {
  let at: TestWorkspace;
  let account: RecordId;
  const submit = (body: CommandBody) =>
    at.runtime.submit({ workspace: at.workspace, actor: OWNER, source: 'test', key: null, occurredAt: null, history: false, origin: null, body });
  const create = async (object: string, fields: JsonObject): Promise<RecordId> => {
    const recordId = crypto.randomUUID() as RecordId;
    await submit({ kind: 'record.create', recordId, object, fields, externalKey: null, ownerId: null });
    return recordId;
  };
  /** A purchase in dollars, one in euros and one beyond what is summed. */
  const AMOUNTS: readonly JsonObject[] = [{ n: 10 }, { n: 20, currency: 'USD' }, { n: 40, currency: 'EUR' }, { n: 5e12 }];
  const read = async () => {
    const reads = new PgModelReads(at.sql);
    const own = await reads.purchases(at.workspace, account, 100);
    const page = await reads.purchasePage(at.workspace, null, 100);
    const { amount } = await new PgPurchaseReads(at.storage).purchases(at.workspace, {
      source: own.source === 'orders' ? 'orders' : 'deals',
      customer: 'account',
      currency: 'USD',
    });
    const sorted = (all: readonly { readonly amount: number }[]): number[] => all.map((one) => one.amount).sort((a, b) => a - b);
    return {
      source: own.source,
      own: sorted(own.transactions),
      page: sorted(page.transactions),
      book: [...amount].sort((a, b) => a - b),
      days: own.transactions,
    };
  };

  beforeAll(async () => {
    at = await testWorkspace();
    await at.install(['b2b-sales']);
    account = await create('account', { name: 'Acme' });
  });
  afterAll(() => at.close());

  it('are won deals of one currency, as those of customers, where there are no orders', async () => {
    for (const { n, ...rest } of AMOUNTS) {
      const recordId = await create('deal', { name: `D${String(n)}`, account, close_value: n ?? 0, close_date: '2026-01-31', ...rest });
      const runId = crypto.randomUUID() as RunId;
      await submit({ kind: 'run.start', runId, recordId, pipeline: 'b2b-sales', vars: {}, at: null });
      await at.sql(`update runs set status = 'done', outcome = 'won', ended_at = now() where workspace_id = $1::uuid and id = $2::uuid`, [at.workspace, runId]);
    }
    expect(await read()).toMatchObject({ source: 'won deals', own: [10, 20], page: [10, 20], book: [10, 20] });
  });

  it('are orders of one currency where there are any', async () => {
    for (const { n, ...rest } of AMOUNTS) await create('order', { number: String(n), account, amount: n ?? 0, order_date: '2026-02-01', ...rest });
    const { days, ...amounts } = await read();
    expect(amounts).toEqual({ source: 'orders', own: [10, 20], page: [10, 20], book: [10, 20] });
    expect(days.map(({ atMs }) => atMs)).toEqual([1, 1].map(() => epochMs('2026-02-01T00:00:00.000Z' as Instant)));
  });
});
