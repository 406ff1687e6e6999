import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seriousFindings } from './accessible.js';
import { asOwner, givenDeal } from './given.js';
import { card, column } from './on-board.js';
import { Stage, STAGE_MS } from './stage.js';

/** A printed curl command as the request that it sends. */
function requestOf(printed: string): { readonly url: string; readonly init: RequestInit } {
  const text = printed.replaceAll('\\\n', ' ');
  const url = /['"]?(https?:\/\/[^'"\s]+)['"]?/.exec(text)?.[1] ?? '';
  const headers = [...text.matchAll(/(?:-H|--header)\s+(['"])(.*?)\1/g)].map(([, , header = '']) => header.split(/:\s*/, 2) as [string, string]);
  const body = /(?:-d|--data|--data-raw|--json)\s+'([^']*)'/s.exec(text)?.[1];
  const method = /(?:-X|--request)\s+(\w+)/.exec(text)?.[1] ?? (body === undefined ? 'GET' : 'POST');
  return { url, init: { method, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }) } };
}

describe('settings', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
  }, STAGE_MS);
  afterAll(() => stage.stop());

  it('invites a colleague with a limited role, who is offered nothing that is not theirs', async () => {
    await givenDeal(stage, 'Watched deal');
    await page.goto('/settings/people');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Vera Viewer');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('vera@example.com');
    await page.getByRole('combobox', { name: 'Role', exact: true }).click();
    await page.getByRole('option', { name: /^Viewer/ }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link for Vera Viewer' }).inputValue();

    const hers = await stage.page({ isOwner: false });
    await hers.goto(link);
    await hers.getByRole('textbox', { name: 'Your name' }).fill('Vera Viewer');
    await hers.getByRole('textbox', { name: 'E-mail' }).fill('vera@example.com');
    await hers.locator('input[name=password]').fill('a fine long password');
    await hers.locator('button[type=submit]').click();
    await hers.getByRole('heading', { level: 1, name: 'Hello, Vera Viewer' }).waitFor();
    expect(await hers.getByRole('heading', { name: 'Begin here' }).count()).toBe(0);

    await hers.goto('/boards/b2b-sales');
    await card(column(hers, 'Prospecting'), 'Watched deal').waitFor();
    expect(await hers.getByRole('button', { name: /^New / }).count()).toBe(0);
    await hers.getByRole('button', { name: 'Menu of Watched deal' }).click();
    await hers.getByRole('menuitem', { name: /^Open/ }).waitFor();
    expect(await hers.getByRole('menuitem', { name: /^(Move to|Owner|Tags|Plan a task)/ }).count()).toBe(0);
    await hers.goto('/pipelines');
    await hers.getByRole('link', { name: 'B2B sales' }).first().waitFor();
    expect(await hers.getByRole('button', { name: 'New pipeline' }).count()).toBe(0);
    await hers.goto('/settings');
    await hers.getByRole('link', { name: 'My account' }).waitFor();
    expect(await hers.getByRole('link', { name: /^(API keys|Webhooks|Secrets|Audit)$/ }).count()).toBe(0);
    await hers.context().close();
  });

  it('makes an API key whose printed command works as it stands', async () => {
    await page.goto('/settings/keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByRole('textbox', { name: 'What it is for' }).fill('The journey');
    await page.getByRole('button', { name: 'Make a key' }).last().click();
    const key = await page.getByRole('textbox', { name: 'Your new key' }).inputValue();
    const printed = await page
      .getByRole('figure', { name: /Try it: curl/ })
      .locator('code')
      .innerText();
    expect(printed).toContain(key);
    const { url, init } = requestOf(printed);
    const answer = await fetch(url, init);
    expect(answer.status).toBeLessThan(300);
    await page.reload();
    await page.getByRole('row').filter({ hasText: 'The journey' }).waitFor();
    expect(await page.getByText(key).count()).toBe(0);
  });

  it('makes an endpoint for webhooks, with its address and secret', async () => {
    await page.goto('/settings/webhooks');
    await page.getByRole('button', { name: 'New endpoint' }).first().click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('The shop');
    await page.getByRole('textbox', { name: 'Event' }).fill('engage');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    expect(await page.getByRole('textbox', { name: 'Secret' }).inputValue()).toMatch(/^whsec_/);
    expect(await page.getByRole('textbox', { name: 'Address' }).inputValue()).toContain('/hooks/');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('The shop').first().waitFor();
  });

  it('changes what an endpoint does, and tries it with a pasted body without sending', async () => {
    await page.getByRole('button', { name: 'Edit The shop' }).click();
    await page.getByRole('radiogroup', { name: 'Which event a delivery becomes' }).getByText('As the payload says').click();
    await page.getByRole('textbox', { name: 'A delivery to try it with' }).fill('{"type":"order.paid","data":{"id":"D-0","amount":54}}');
    await page.getByRole('group', { name: 'Events by word' }).getByRole('button', { name: 'Add a line' }).click();
    await page.getByRole('combobox', { name: 'Event, line 1' }).fill('win');
    await page.getByRole('combobox', { name: 'Word in the payload, line 1' }).fill('order.paid');
    await page.getByRole('group', { name: 'Fields to save with it' }).getByRole('button', { name: 'Add a line' }).click();
    await page.getByRole('combobox', { name: 'Field, line 1' }).fill('close_value');
    await page.getByRole('combobox', { name: 'Place in the payload, line 1' }).click();
    await page.getByRole('option', { name: '/data/amount' }).click();
    await page.getByRole('button', { name: 'Try without sending' }).click();
    await page.getByText('No record matches “D-0”: the delivery would be answered 404.').waitFor();
    await page.getByRole('checkbox', { name: 'Make a record and start it when none matches' }).check();
    await page.getByRole('button', { name: 'Try without sending' }).click();
    await page.getByText('No record matches “D-0”: one would be made and started.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'hidden' });
    const [endpoint] = (await asOwner(stage, '/api/v1/webhooks')).items;
    expect(endpoint).toMatchObject({ event: { at: '/type', names: { 'order.paid': 'win' } }, fields: { close_value: '/data/amount' }, create: true });
  });

  it('removes a calendar that nothing uses, and says who uses another', async () => {
    const document = { timeZone: 'UTC', workingHours: { mon: [{ from: '09:00', to: '17:00' }] } };
    await asOwner(stage, '/api/v1/calendars/spare', { title: { en: 'Spare hours' }, document }, 'PUT');
    await page.goto('/settings/calendars');
    await page.getByRole('button', { name: 'Remove Spare hours' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove Spare hours' }).waitFor({ state: 'hidden' });
    expect((await asOwner(stage, '/api/v1/calendars')).items.map(({ key }: { key: string }) => key)).not.toContain('spare');
  });

  it('keeps what the audit and the fields are narrowed to in the address', async () => {
    await page.goto('/settings/audit');
    await page.getByRole('textbox', { name: 'Action' }).fill('calendar');
    await page.waitForURL(/action=calendar/);
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Action' }).inputValue()).toBe('calendar');
    await page.goto('/settings/objects?object=ticket');
    await page.getByRole('table', { name: 'Tickets' }).waitFor();
  });

  it('changes a field that was added, retires it, and brings it back', async () => {
    const option = (value: string, en: string) => ({ value, title: { en } });
    const field = { name: 'sales_region', type: 'choice', title: { en: 'Sales region' }, options: [option('north', 'North'), option('south', 'South')] };
    await asOwner(stage, '/api/v1/objects/deal/fields', field);
    const deal = await givenDeal(stage, 'Northern deal', { sales_region: 'north' });
    const known = async () => (await asOwner(stage, '/api/v1/objects')).items.find(({ key }: { key: string }) => key === 'deal');
    await page.goto('/settings/objects');
    await page.getByRole('button', { name: 'Edit Sales region' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit Sales region' });
    await dialog.getByRole('textbox', { name: 'Title (English)', exact: true }).fill('Region');
    await dialog.getByText('1 record has it').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Move South up' }).press('Enter');
    await dialog.getByRole('button', { name: 'Retire the choice North' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'More choices' }).fill('west = West');
    await dialog.getByRole('checkbox', { name: 'Indexed' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const changed = (await known()).fields.find(({ name }: { name: string }) => name === 'sales_region');
    expect(changed.options.map(({ value, retired = false }: { value: string; retired?: boolean }) => [value, retired])).toEqual([
      ['south', false],
      ['north', true],
      ['west', false],
    ]);
    expect(changed.indexed).toBe(true);

    await asOwner(stage, '/api/v1/views', { object: 'deal', name: 'In the north', filter: 'sales_region=north', shared: true });
    await page.getByRole('button', { name: 'Retire Region' }).press('Enter');
    const sure = page.getByRole('dialog', { name: 'Retire Region' });
    await sure.getByText('View: In the north').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await sure.getByRole('button', { name: 'Retire', exact: true }).press('Enter');
    await page.getByRole('table', { name: 'Retired fields' }).getByText('sales_region').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Retire Region' }).click();
    await page.getByRole('dialog', { name: 'Retire Region' }).getByRole('button', { name: 'Retire', exact: true }).click();
    await page.getByRole('table', { name: 'Retired fields' }).waitFor();

    await page.goto(`/records/deal/${deal.id}`);
    await page.getByRole('heading', { name: 'Retired' }).waitFor();
    await page.getByText('North', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Edit Region' }).count()).toBe(0);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('/settings/objects');
    await page.getByRole('button', { name: 'Bring Region back' }).press('Enter');
    await page.getByRole('button', { name: 'Edit Region' }).click();
    await page.getByRole('dialog', { name: 'Edit Region' }).getByText('1 record has it').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('removes the sample with one button, and leaves what is our own', async () => {
    await givenDeal(stage, 'Our own deal');
    await page.goto('/settings/workspace');
    await page.getByRole('button', { name: 'Remove the sample data' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the sample data' }).click();
    await page.getByText('There is no sample data here.').waitFor();
    const left = (await asOwner(stage, '/api/v1/records/deal?limit=50')).items.map(({ fields }: { fields: { name: string } }) => fields.name);
    expect(left).toContain('Our own deal');
    expect(left.length).toBeLessThan(5);
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
