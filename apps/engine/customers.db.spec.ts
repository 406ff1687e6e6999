import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestEngine } from './testing/test-engine.js';

let api: TestEngine;
let who: string;
beforeAll(async () => {
  api = await TestEngine.start();
  who = api.owner.cookie;
});
afterAll(() => api.stop());

const get = (path: string) => api.ask(`/api/v1${path}`, who);
const post = (path: string, body: unknown) => api.ask(`/api/v1${path}`, who, { method: 'POST', body });
async function make(object: string, fields: Record<string, unknown>): Promise<string> {
  const made = await post(`/records/${object}`, { fields });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id as string;
}

const ASKED = ['rfm', 'rfm/members', 'value', 'value/members', 'churn', 'loyalty', 'baskets', 'themes', 'themes/records', 'duplicates'];
/** No NaN can stand in JSON; null may, where a number is not known. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('customers of an empty workspace', () => {
  it.each(ASKED)('%s says what is lacking', async (path) => {
    const { status, body } = await get(`/customers/${path}`);
    expect([status, body.code]).toEqual([200, undefined]);
    if ('lacking' in body)
      expect(body.lacking).toMatchObject({ code: expect.stringMatching(/^analysis\./), text: { en: expect.any(String), 'zh-CN': expect.any(String) } });
  });
  it('has nothing to put into segments', async () => {
    const { status, body } = await post('/segments/preview', { object: 'account', columns: ['employees'] });
    expect([status, body.code]).toEqual([422, 'analysis.too-few']);
  });
});

describe('customers with orders', () => {
  const accounts: string[] = [];
  const products: Record<string, string> = {};
  const tickets: string[] = [];

  beforeAll(async () => {
    for (const [name, margin] of [
      ['Cart', 10],
      ['Wheel', 40],
      ['Bell', 5],
      ['Lock', 90],
    ] as const)
      products[name] = await make('product', { name, margin, sales_price: margin * 3, active: name !== 'Lock' });
    for (let a = 0; a < 12; a += 1) {
      const account = await make('account', { name: `Account ${a}`, employees: a < 6 ? 10 + a : 900 + a, year_established: 1999 });
      accounts.push(account);
      for (let k = 0; k <= a % 4; k += 1) {
        const order = await make('order', { number: `${a}-${k}`, account, order_date: daysAgo(5 + a * 9 + k * 20), amount: 100 * (a + 1) });
        const names = a % 3 === 0 ? ['Cart'] : a % 3 === 1 ? ['Cart', 'Wheel'] : ['Cart', 'Wheel', 'Bell', 'Lock'];
        for (const name of names) await make('order_line', { order, product: products[name], quantity: 1, unit_price: 1 });
      }
    }
    const [first] = accounts;
    await make('order', { number: 'return', account: first, order_date: daysAgo(2), amount: -40 });
    await make('order', { number: 'future', account: first, order_date: daysAgo(-40), amount: 999 });
    await make('order', { number: 'nobody', order_date: daysAgo(3), amount: 1 });
    await make('order', { number: 'undated', account: first, amount: 1 });
    await make('order', { number: 'huge', account: first, order_date: daysAgo(3), amount: 1e13 });
    await make('order', { number: 'euro', account: first, order_date: daysAgo(3), amount: 5, currency: 'EUR' });
    await make('article', { title: 'Signing in', body: 'Choose forgot password on the sign-in page.', status: 'published' });
    await make('article', { title: 'Secret draft about password', body: 'Not yet', status: 'draft' });
    for (let t = 0; t < 12; t += 1) {
      const isProblem = t % 2 === 0;
      tickets.push(
        await make('ticket', {
          subject: isProblem ? 'Cannot sign in' : 'Invoice copy',
          description: isProblem ? 'the password is refused' : 'please send the invoice again',
          category: isProblem ? 'problem' : 'request',
          ...(t > 3 ? { resolution: isProblem ? 'We reset the session.' : 'Sent again.' } : {}),
        }),
      );
    }
  });

  it('are reckoned from orders, and what is left out is counted', async () => {
    const { body } = await get('/customers/rfm');
    expect(body.basis).toMatchObject({
      source: 'orders',
      customer: 'account',
      currency: 'USD',
      customers: 12,
      leftOut: { withoutCustomer: 1, withoutDate: 1, withoutAmount: 1, otherCurrency: 1, afterMoment: 1, withoutPurchase: 0 },
    });
    expect(body.lacking).toBeNull();
    expect(body.grid.flat().reduce((a: number, b: number) => a + b, 0)).toBe(12);
  });

  it('lead from every RFM number to the customers behind it', async () => {
    const { body } = await get('/customers/rfm');
    for (const { group, customers } of body.groups)
      expect((await get(`/customers/rfm/members?rfmGroup=${group}&limit=200`)).body.items).toHaveLength(customers);
    for (let r = 1; r <= 5; r += 1)
      for (let f = 1; f <= 5; f += 1) expect((await get(`/customers/rfm/members?r=${r}&f=${f}`)).body.items).toHaveLength(body.grid[r - 1][f - 1]);
    const first = (await get('/customers/rfm/members?limit=5')).body;
    const rest = (await get(`/customers/rfm/members?limit=200&cursor=${first.next}`)).body;
    expect(new Set([...first.items, ...rest.items].map(({ id }: { id: string }) => id)).size).toBe(12);
    expect((await get('/customers/rfm/members?cursor=zzz')).body.code).toBe('cursor.invalid');
  });

  it('take the return off the money, not off the frequency', async () => {
    const { body } = await get(`/customers/profiles/account/${accounts[0]}`);
    expect(body.rfm).toMatchObject({ frequency: 1, money: 60, recencyDays: 5 });
  });

  it('have a value by the simple formula, said so, with bars that add up and lead on', async () => {
    const { body } = await get('/customers/value?months=6');
    expect(body.model).toMatchObject({ kind: 'simple', months: 6, fallback: { en: expect.any(String) } });
    const bars = body.histogram as { from: number; to: number; customers: number }[];
    expect(bars.reduce((sum, bar) => sum + bar.customers, 0)).toBe(12);
    for (const { from, to, customers } of bars)
      expect((await get(`/customers/value/members?months=6&from=${from}&to=${to}`)).body.items).toHaveLength(customers);
  });

  it('have risks with reasons, the most money first, and bands that lead on', async () => {
    const { body } = await get('/customers/churn');
    expect(body.by).toBe('own-rhythm');
    expect(body.items.every(({ reasons, risk }: { reasons: unknown[]; risk: number }) => reasons.length > 0 && risk >= 0 && risk <= 1)).toBe(true);
    for (const { band, customers } of body.bands) expect((await get(`/customers/churn?band=${band}`)).body.items).toHaveLength(customers);
    const money = body.items.map(({ moneyAtRisk }: { moneyAtRisk: number }) => moneyAtRisk);
    expect(money).toEqual([...money].sort((a, b) => b - a));
  });

  it('have a loyalty whose points add up, by the weights asked for', async () => {
    const { body } = await get('/customers/loyalty?recency=1&frequency=0&tenure=1');
    expect(body.weights).toEqual(
      expect.arrayContaining([
        { part: 'recency', weight: 0.5 },
        { part: 'frequency', weight: 0 },
      ]),
    );
    const [best] = body.items;
    expect(best.parts.reduce((sum: number, { points }: { points: number }) => sum + points, 0)).toBeCloseTo(best.score, 1);
    for (const { from, to, customers } of body.histogram)
      expect((await get(`/customers/loyalty?recency=1&frequency=0&tenure=1&from=${from}&to=${to}`)).body.items).toHaveLength(customers);
    expect((await get('/customers/loyalty?recency=0&frequency=0&tenure=0')).body.lacking).toMatchObject({ code: 'analysis.option' });
  });

  it('have baskets with rules, a graph, and the orders behind each rule', async () => {
    const { body } = await get('/customers/baskets?lift=0&confidence=0.1');
    const rule = body.rules.find(
      ({ left, right }: { left: { name: string }[]; right: { name: string }[] }) => left.length === 1 && left[0]?.name === 'Wheel' && right[0]?.name === 'Bell',
    );
    expect(rule.count).toBeGreaterThan(1);
    const orders = await get(`/customers/baskets/orders?products=${products['Wheel']},${products['Bell']}&limit=200`);
    expect(orders.body.items).toHaveLength(rule.count);
    expect(body.graph.nodes.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['Wheel', 'Bell']));
    expect((await get(`/customers/products/${products['Wheel']}/similar`)).body.items.map(({ name }: { name: string }) => name)).toContain('Cart');
    expect((await get(`/customers/products/${accounts[0]}/similar`)).status).toBe(404);
  });

  it('are offered what others of the kind have, never what they own or what is not sold', async () => {
    const { body } = await get(`/customers/profiles/account/${accounts[1]}/offers?limit=10`);
    const names = body.offers.map(({ product }: { product: { name: string } }) => product.name);
    expect(body.owned.map(({ name }: { name: string }) => name).sort()).toEqual(['Cart', 'Wheel']);
    expect(names).toEqual(['Bell']);
    expect(body.offers[0].because.length).toBeGreaterThan(0);
  });

  it('have one profile with all of it, and none for a stranger', async () => {
    const { body } = await get(`/customers/profiles/account/${accounts[5]}`);
    expect(body).toMatchObject({
      lacking: null,
      rfm: { frequency: 2 },
      value: { alive: expect.any(Number) },
      risk: { band: expect.any(String) },
      loyalty: { score: expect.any(Number) },
    });
    expect(body.alike.length).toBeGreaterThan(0);
    const fresh = await make('account', { name: 'Fresh' });
    expect((await get(`/customers/profiles/account/${fresh}`)).body).toMatchObject({
      rfm: null,
      value: null,
      offers: [],
      lacking: { code: 'analysis.too-few' },
    });
    expect((await get(`/customers/profiles/contact/${fresh}`)).status).toBe(404);
  });

  it('are put into segments, kept by version, named, refreshed, taken back', async () => {
    const definition = { object: 'account', filter: 'name~Account', columns: ['employees', 'rfm.money'], k: 2 };
    const made = await post('/segments', { key: 'size', title: 'By size', definition });
    expect([made.status, made.body.version, made.body.result?.records]).toEqual([201, 1, 12]);
    expect(made.body.result.segments.map(({ records }: { records: number }) => records).sort()).toEqual([6, 6]);
    expect(made.body.result.map.points).toHaveLength(12);
    expect((await post('/segments', { key: 'size', title: 'Again', definition })).body.code).toBe('segment.key-taken');
    const members = (await get('/segments/size/members?segment=0&limit=200')).body.items;
    expect(members).toHaveLength(6);
    expect((await get(`/customers/profiles/account/${members[0].id}`)).body.segments).toMatchObject([{ set: 'size', segment: 0 }]);
    const renamed = await api.ask('/api/v1/segments/size', who, { method: 'PATCH', body: { title: 'Sizes', names: [{ segment: 0, name: 'One' }] } });
    expect([renamed.body.title, renamed.body.result.segments[0].name]).toEqual(['Sizes', 'One']);
    expect((await post('/segments/size/refresh', { how: 'train' })).body).toMatchObject({ version: 2, versions: [{ version: 2 }, { version: 1 }] });
    expect((await get('/segments/size/members?segment=0&version=1&limit=200')).body.items).toEqual(members);
    expect((await get('/segments/size')).body.versions).toMatchObject([{ hasMembers: true }, { hasMembers: true }]);
    const back = await api.ask('/api/v1/segments/size', who, { method: 'PATCH', body: { version: 1 } });
    expect(back.body).toMatchObject({ version: 1, result: { segments: [{ name: 'One' }, {}] } });
    expect((await post('/segments/size/refresh', {})).body).toMatchObject({ version: 1, records: 12 });
    expect((await get('/segments')).body.items).toMatchObject([{ key: 'size', records: 12 }]);
    const { segments: sets } = api.engine.parts.customers;
    expect(await sets.refreshStale()).toBe(0);
    await api.database.storage.sql(`update segment_sets set updated_at = now() - interval '8 days'`);
    expect(await Promise.all([sets.refreshStale(), sets.refreshStale()]).then(([a, b]) => a + b)).toBe(1);
    expect((await api.ask('/api/v1/segments/size', who, { method: 'DELETE' })).status).toBe(204);
    expect((await get('/segments/size')).body.code).toBe('segment.not-found');
  });

  it('get their first version once, however many look at a set that has none', async () => {
    const definition = { object: 'account', columns: ['employees'] };
    await api.database.storage.sql(
      `insert into segment_sets (workspace_id, key, object, title, definition, version, updated_at) values ($1::uuid, 'unseen', 'account', 'Unseen', $2::jsonb, 0, now())`,
      [api.engine.workspace.id, JSON.stringify(definition)],
    );
    const looks = await Promise.all([1, 2, 3].map(() => get('/segments/unseen')));
    for (const { body } of looks) expect([body.version, body.versions.length]).toEqual([1, 1]);
    // Another engine that looked at the same moment keeps nothing.
    const { training } = api.engine.parts.customers;
    await training.train(api.engine.workspace.id, 'unseen', definition, { isFirst: true });
    expect((await get('/segments/unseen')).body.versions).toHaveLength(1);
    await api.ask('/api/v1/segments/unseen', who, { method: 'DELETE' });
  });

  it.each<[string, object, string]>([
    ['an unknown field', { object: 'account', columns: ['nothing'] }, 'segment.column'],
    ['a field of texts', { object: 'account', columns: ['name'] }, 'segment.column'],
    ['purchases of tickets', { object: 'ticket', columns: ['rfm.money'] }, 'segment.column'],
    ['an unknown purchase number', { object: 'account', columns: ['rfm.luck'] }, 'segment.column'],
    ['an unknown object', { object: 'planet', columns: ['size'] }, 'object.unknown'],
    ['a wrong filter', { object: 'account', filter: 'nothing=1', columns: ['employees'] }, 'field.unknown'],
    ['one row', { object: 'account', filter: 'name=Account 3', columns: ['employees'] }, 'analysis.too-few'],
    ['a constant column', { object: 'account', columns: ['year_established'] }, 'analysis.too-alike'],
    ['missing numbers alone', { object: 'account', columns: ['revenue'] }, 'analysis.too-few'],
    ['more segments than records', { object: 'account', columns: ['employees'], k: 50 }, 'analysis.too-few'],
  ])('refuses segments of %s', async (_name, definition, code) => {
    const { status, body } = await post('/segments/preview', definition);
    expect([status < 500, body.code]).toEqual([true, code]);
  });

  it('write texts with themes, and tickets get suggested answers', async () => {
    const themes = (await get('/customers/themes')).body;
    expect(themes.themes.map(({ term }: { term: string }) => term)).toEqual(expect.arrayContaining(['invoice', 'password']));
    expect(themes.moodLacking).toMatchObject({ code: 'analysis.too-few' });
    const { texts } = themes.themes.find(({ term }: { term: string }) => term === 'invoice');
    expect((await get('/customers/themes/records?term=invoice')).body.items).toHaveLength(texts);
    const answers = (await get(`/customers/answers/${tickets[0]}`)).body;
    expect(answers.searched).toEqual({ articles: 1, tickets: 8 });
    expect(answers.items.map(({ answer }: { answer: string }) => answer).sort()).toEqual([
      'Choose forgot password on the sign-in page.',
      'We reset the session.',
    ]);
    expect((await get(`/customers/answers/${accounts[0]}`)).status).toBe(404);
  });

  it('name products in Chinese, which are themes as a whole from the moment the product is known', async () => {
    for (const subject of ['星河商务宝登录失败', '星河商务宝打印不出小票']) await make('ticket', { subject });
    const terms = async (): Promise<readonly string[]> => (await get('/customers/themes?limit=100')).body.themes.map(({ term }: { term: string }) => term);
    expect(await terms()).not.toContain('星河商务宝');
    await make('product', { name: '星河商务宝', active: true });
    expect(await terms()).toContain('星河商务宝');
    const behind = await get(`/customers/themes/records?term=${encodeURIComponent('星河商务宝')}`);
    expect(behind.body.items).toHaveLength(2);
  });

  it('are found twice where they were entered twice', async () => {
    await make('contact', { name: 'Anna Albrecht', email: 'anna@example.com' });
    await make('contact', { name: 'Anna Albrecht', email: 'anna@example.com' });
    await make('contact', { name: 'Somebody Else', email: 'else@example.org' });
    const { body } = await get('/customers/duplicates');
    expect(body).toMatchObject({ records: 3, found: 1, distinct: 0, pairs: [{ score: 1, a: { name: 'Anna Albrecht' } }] });
    const [{ a, b }] = body.pairs;
    const decide = (isDuplicate: boolean, other = b.id) => post('/customers/duplicates/decisions', { object: 'contact', a: other, b: a.id, isDuplicate });
    expect((await decide(false)).status).toBe(204);
    expect((await decide(false)).status).toBe(204);
    expect((await get('/customers/duplicates')).body).toMatchObject({ found: 0, distinct: 1, pairs: [] });
    expect((await get('/customers/duplicates?distinct=true')).body).toMatchObject({ found: 1, pairs: [{ score: 1 }] });
    expect((await decide(true)).status).toBe(204);
    expect((await get('/customers/duplicates')).body).toMatchObject({ found: 1, distinct: 0 });
    expect((await decide(false, accounts[0])).body.code).toBe('record.not-found');
  });

  it.each([
    'rfm?currency=dollars',
    'rfm?asOf=yesterday',
    'value?months=0',
    'value?monthlyRate=NaN',
    'value?monthlyRate=2',
    'churn?band=none',
    'baskets?support=-1',
    'baskets?confidence=1e308',
    'baskets/orders?products=x',
    'loyalty?recency=-1',
    'themes?object=planet',
    'duplicates?threshold=2',
  ])('refuses %s', async (path) => {
    expect((await get(`/customers/${path}`)).status).toBe(422);
  });

  it('come in by CSV, accounts and orders found by their names', async () => {
    const csv = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
    const orders = {
      object: 'order',
      csv: csv(['id,number,account,date,total', `x1,X-1,Account 3,${daysAgo(4)},70.50`]),
      map: { key: 'id', columns: { number: 'number', account: 'account', date: 'order_date', total: 'amount' } },
    };
    const lines = {
      object: 'order_line',
      csv: csv(['id,order,item,qty', 'l1,X-1,Bell,2']),
      map: { key: 'id', columns: { order: 'order', item: 'product', qty: 'quantity' } },
    };
    const before = (await get(`/customers/profiles/account/${accounts[3]}`)).body;
    for (const wish of [orders, lines]) {
      const { id } = (await post('/imports', wish)).body;
      for (let state = 'running'; state === 'running';) state = (await get(`/imports/${id}`)).body.status;
    }
    const { body } = await get(`/customers/profiles/account/${accounts[3]}`);
    expect(body.rfm).toMatchObject({ frequency: before.rfm.frequency + 1, money: before.rfm.money + 70.5, recencyDays: 4 });
    expect(body.owned.map(({ name }: { name: string }) => name)).toContain('Bell');
  });

  it('refuse amounts that no money can be, at the border', async () => {
    expect((await post('/records/order', { fields: { number: 'vast', amount: 1e308 } })).body.code).toBe('field.type');
  });

  it('look back at a moment: nothing is known from before the first order', async () => {
    expect((await get('/customers/rfm?asOf=2001-01-01T00:00:00Z')).body).toMatchObject({ basis: { customers: 0 }, lacking: { code: 'analysis.too-few' } });
    expect((await get('/customers/rfm?currency=EUR')).body.basis).toMatchObject({ customers: 1, purchases: 1 });
  });
});

describe('won deals', () => {
  it('count as purchases where a workspace has no orders, and the answer says so', async () => {
    const own = await TestEngine.start();
    try {
      const { body } = await own.ask('/api/v1/customers/rfm', own.owner.cookie);
      expect(body.basis).toMatchObject({ source: 'deals', method: { en: expect.stringContaining('won deals') } });
    } finally {
      await own.stop();
    }
  });
});
