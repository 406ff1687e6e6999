import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage, STAGE_MS } from './stage.js';

/** What the insights say on the pages of single records: answers on a ticket, a customer on an account. */
describe('insights beside a record', () => {
  let stage: Stage;
  const ask = async (path: string) => (await stage.api.ask(path, stage.api.owner.cookie)).body;

  beforeAll(async () => {
    stage = await Stage.start();
  }, STAGE_MS);
  afterAll(() => stage.stop());

  it('suggests answers to a ticket; one goes into the note, beside what was typed, and is sent by nobody', async () => {
    const ticket = (await ask('/api/v1/records/ticket?filter=category%3Dproblem&limit=1')).items[0];
    const [best] = (await ask(`/api/v1/customers/answers/${ticket.id}`)).items;
    const page = await stage.page();
    await page.goto(`/records/ticket/${ticket.id}`);
    await page.getByRole('textbox', { name: 'Note' }).fill('Dear customer,');
    await page
      .getByRole('button', { name: `Insert into the note: “${best.title}”` })
      .first()
      .click();
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(`Dear customer,\n\n${best.answer}`);
    expect((await ask(`/api/v1/records/ticket/${ticket.id}`)).version).toBe(ticket.version);
    expect(stage.complaints).toEqual([]);
  });

  it('shows on an account its group, value, risk and what to offer next, in both languages', async () => {
    const [customer] = (await ask('/api/v1/customers/rfm/members?rfmGroup=potential-loyalists&limit=1')).items;
    const profile = await ask(`/api/v1/customers/profiles/account/${customer.id}`);
    for (const [language, heading, group] of [
      ['en', 'Customer', 'Potential loyalists'],
      ['zh-CN', '客户分析', '潜在忠诚客户'],
    ] as const) {
      const page = await stage.page({ language, width: language === 'en' ? 1440 : 375 });
      await page.goto(`/records/account/${customer.id}`);
      const panel = page.getByRole('region', { name: heading }).or(page.locator('section', { has: page.getByRole('heading', { name: heading, exact: true }) }));
      await panel.getByText(group).waitFor();
      for (const { product } of profile.offers) await panel.getByRole('link', { name: product.name }).first().waitFor();
    }
    expect(stage.complaints).toEqual([]);
  });
});
