import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asOwner } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

/** What the customers' screens let people do: find segments, weigh loyalty, make two records one. */
describe('customers in the insights', () => {
  let stage: Stage;
  const get = (path: string) => asOwner(stage, `/api/v1${path}`);

  beforeAll(async () => {
    stage = await Stage.start();
  }, STAGE_MS);
  afterAll(() => stage.stop());

  it('finds segments by chosen numbers, and leads from each version to its own members', async () => {
    const page = await stage.page();
    await page.goto('/insights/customers');
    await page.getByRole('button', { name: 'New segment set' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New segment set' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('By size');
    await dialog.getByRole('textbox', { name: 'How many segments' }).fill('2');
    await dialog.getByRole('button', { name: 'Find segments' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Segments found').waitFor();
    const { items } = await get('/segments');
    const { key } = items.find(({ title }: { title: string }) => title === 'By size');
    await page.getByRole('button', { name: 'Find anew' }).click();
    await page.getByText('Segments are up to date').waitFor();
    // The notice comes before the list has been asked for again.
    await page.locator('option[value="2"]').waitFor({ state: 'attached' });
    await page.getByRole('combobox', { name: 'Version' }).selectOption('1');
    await page.getByRole('button', { name: 'Use this version' }).waitFor();
    const first = (await get(`/segments/${key}?version=1`)).result.segments[0];
    await page
      .getByRole('row', { name: new RegExp(`^${first.name}`) })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: `Records behind: ${first.name}` }).waitFor();
    expect(new URL(page.url()).searchParams.get('ask')).toContain('version=1');
    await page
      .getByRole('region', { name: `Records behind: ${first.name}` })
      .getByRole('link')
      .first()
      .waitFor();
    expect(stage.complaints).toEqual([]);
  });

  it('names segments in the language of the reader', async () => {
    const definition = { object: 'account', columns: ['rfm.money', 'rfm.frequency'], method: 'dbscan', eps: 0.3, minPts: 4 };
    const made = await asOwner(stage, '/api/v1/segments', { key: 'dense', title: 'Dense', definition }, 'POST');
    expect(made.result.segments.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['Segment 1', 'Noise']));
    const page = await stage.page({ language: 'zh-CN' });
    await page.goto('/insights/customers?show=segments&key=dense');
    await page
      .getByRole('row', { name: /^离群记录/ })
      .first()
      .waitFor();
    await page
      .getByRole('row', { name: /^细分 1/ })
      .first()
      .waitFor();
    expect(await page.getByText(/^(Noise|Segment \d+)$/).count()).toBe(0);
    await page.context().close();
  });

  it('weighs loyalty as asked, and leads from a number to those customers', async () => {
    const page = await stage.page({ language: 'zh-CN', width: 375, scheme: 'dark' });
    await page.goto('/insights/customers?show=loyalty');
    await page.getByRole('heading', { name: '忠诚度分布' }).waitFor();
    await page.getByRole('textbox', { name: '频度' }).fill('0');
    await page.getByText('近度 67%').waitFor();
    const { histogram } = await get('/customers/loyalty?recency=40&frequency=0&tenure=20');
    const loyal = histogram.slice(8).reduce((sum: number, { customers }: { customers: number }) => sum + customers, 0);
    await page
      .getByRole('link', { name: String(loyal), exact: true })
      .first()
      .click();
    const listed = page.getByRole('region', { name: '对应记录：80 至 100' });
    await listed.getByRole('link').first().waitFor();
    expect(await listed.getByRole('row').count()).toBe(loyal + 1);
    expect(stage.complaints).toEqual([]);
  });

  it('keeps two records that are two, and makes one of two that are one', async () => {
    const make = (fields: object) => asOwner(stage, '/api/v1/records/contact', { fields });
    const stays = await make({ name: 'Quirin Zabel', email: 'quirin.zabel@example.com', phone: '+49 30 123456' });
    const goes = await make({ name: 'Quirin Zabel', email: 'quirin.zabel@example.org', job_title: 'Buyer' });
    const deal = await asOwner(stage, '/api/v1/records/deal', { fields: { name: 'Of Quirin', contact: goes.id } });
    const page = await stage.page();
    await page.goto('/insights/customers?show=duplicates&by=contact');
    const pair = page.getByRole('article', { name: 'Quirin Zabel and Quirin Zabel' });
    await pair.getByRole('button', { name: /^Not a duplicate/ }).click();
    await pair.waitFor({ state: 'hidden' });
    await page.getByText('Found to be two').click();
    await pair.getByRole('button', { name: 'Look at it again' }).click();
    await pair.waitFor({ state: 'hidden' });
    await page.getByText('To look at').click();

    await pair.getByRole('button', { name: /^Merge/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge two records' });
    const staysFirst = stays.id < goes.id;
    await dialog
      .getByRole('group', { name: 'Which record stays' })
      .getByRole('radio')
      .nth(staysFirst ? 0 : 1)
      .check();
    await dialog.getByRole('group', { name: 'E-mail' }).getByRole('radio', { name: 'quirin.zabel@example.org' }).check();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await pair.waitFor({ state: 'hidden' });
    expect((await get(`/records/contact/${stays.id}`)).fields).toMatchObject({ email: 'quirin.zabel@example.org', phone: '+49 30 123456', job_title: 'Buyer' });
    expect((await get(`/records/deal/${deal.id}`)).fields.contact).toBe(stays.id);

    await page.goto(`/records/contact/${stays.id}`);
    await page.getByRole('region', { name: 'Merged into this record' }).getByRole('link').click();
    await page.getByText('This record is in the bin').waitFor();
    await page.getByRole('link', { name: 'It is now part of Quirin Zabel' }).click();
    await page.waitForURL(`**/records/contact/${stays.id}`);
    expect(stage.complaints).toEqual([]);
  });

  it('merges two records that were selected in a list', async () => {
    const names = ['Zephyrine North', 'Zephyrine South'];
    const [stays, goes] = await Promise.all(names.map((name) => asOwner(stage, '/api/v1/records/account', { fields: { name } })));
    const page = await stage.page();
    await page.goto('/records/account?q=Zephyrine');
    for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    await page.getByRole('button', { name: 'Merge…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge two records' });
    await dialog.getByRole('radio', { name: /^Zephyrine North: created/ }).check();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Select Zephyrine South' }).waitFor({ state: 'hidden' });
    expect(await get(`/records/account/${goes.id}`)).toMatchObject({ mergedInto: stays.id });
    expect(stage.complaints).toEqual([]);
  });

  it('says when one of the two cannot be read, and shows both anew when one was changed meanwhile', async () => {
    const names = ['Ypsilon North', 'Ypsilon South'];
    const [stays, goes] = await Promise.all(names.map((name) => asOwner(stage, '/api/v1/records/account', { fields: { name } })));
    const page = await stage.page();
    await page.goto('/records/account?q=Ypsilon');
    for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    const one = `**/api/v1/records/account/${goes.id}`;
    const problem = {
      type: 'about:blank',
      title: 'There is no such record.',
      status: 404,
      code: 'record.not-found',
      pointer: '',
      detail: 'Gone for a moment.',
    };
    await page.route(one, (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify(problem) }));
    await page.getByRole('button', { name: 'Merge…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge two records' });
    await dialog.getByText('Gone for a moment.').waitFor();
    await page.unroute(one);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByRole('radio', { name: /^Ypsilon North: created/ }).check();

    const change = (id: string, fields: object) => asOwner(stage, `/api/v1/records/account/${id}`, { fields }, 'PATCH');
    await change(stays.id, { phone: '+49 30 1' });
    await change(goes.id, { website: 'https://south.example' });
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await dialog.getByRole('alert').getByText('One of the two was changed meanwhile').waitFor();
    await dialog.getByRole('radio', { name: '+49 30 1' }).waitFor();
    await dialog.getByRole('radio', { name: 'https://south.example' }).waitFor();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await get(`/records/account/${goes.id}`)).toMatchObject({ mergedInto: stays.id });
    expect(stage.complaints).toEqual([]);
  });

  it('shows on a product what goes with it, and on a customer who is alike', async () => {
    const { items } = await get('/customers/baskets?support=0.005&confidence=0.05&limit=1').then(({ rules }) => ({ items: rules }));
    const [product] = items[0].left;
    const page = await stage.page();
    await page.goto(`/records/product/${product.id}`);
    const panel = page.getByRole('region', { name: 'Product', exact: true });
    const [similar] = (await get(`/customers/products/${product.id}/similar`)).items;
    await panel.getByRole('link', { name: similar.name }).last().click();
    await page.getByRole('heading', { level: 1, name: similar.name }).waitFor();
    const [customer] = (await get('/customers/rfm/members?rfmGroup=potential-loyalists&limit=1')).items;
    const [alike] = (await get(`/customers/profiles/account/${customer.id}`)).alike;
    await page.goto(`/records/account/${customer.id}`);
    await page.getByRole('heading', { name: 'Similar customers' }).waitFor();
    await page.getByRole('link', { name: alike.name }).first().click();
    await page.waitForURL(`**/records/account/${alike.id}`);

    const alikeOf = async ({ id }: { id: string }) => (await get(`/customers/profiles/account/${id}`)).alike;
    const { items: members } = await get('/customers/rfm/members?rfmGroup=potential-loyalists&limit=20');
    let account = 0;
    let shared: readonly { name: string }[] = [];
    for (; account < members.length && shared.length <= 3; account++) {
      shared = (await alikeOf(members[account])).map((one: { shared: typeof shared }) => one.shared).find((each: typeof shared) => each.length > 3) ?? [];
    }
    const chinese = await stage.page({ language: 'zh-CN' });
    await chinese.goto(`/records/account/${members[account - 1].id}`);
    const three = shared.slice(0, 3).map(({ name }) => name);
    await chinese
      .getByText(`都购买了${three.join('、')}等，另有 ${shared.length - 3} 种。`)
      .first()
      .waitFor();
    expect(stage.complaints).toEqual([]);
  });
});
