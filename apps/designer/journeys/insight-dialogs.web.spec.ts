import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { asOwner } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

const AREAS = [
  '/insights/sales?pipeline=b2b-sales',
  '/insights/sales?pipeline=b2b-sales&show=pace',
  '/insights/sales?pipeline=b2b-sales&show=forecast',
  '/insights/sales?pipeline=b2b-sales&show=team',
  '/insights/service?pipeline=support-ticket',
  '/insights/marketing?pipeline=b2b-sales',
  '/insights/process?pipeline=b2b-sales',
] as const;

/** Headline numbers that lead nowhere; those that say 0, or that there is none, have nothing to lead to. */
const leadingNowhere = (page: Page): Promise<readonly string[]> =>
  page
    .locator('dl dd.figures')
    .evaluateAll((all) => all.filter((one) => !one.querySelector('a') && !/^(–|0|0%)$/.test(one.textContent ?? '')).map((one) => one.textContent ?? ''));

/** Numbers of all tables that lead nowhere, with the head of their column. */
async function cellsLeadingNowhere(page: Page): Promise<readonly string[]> {
  const switches = page.getByRole('button', { name: /^As table: / });
  while ((await switches.count()) > 0) await switches.first().click();
  return page.locator('figure table').evaluateAll((tables) =>
    tables.flatMap((table) => {
      const heads = [...table.querySelectorAll('thead th')].map((head) => head.textContent ?? '');
      return [...table.querySelectorAll('tbody tr')].flatMap((row) =>
        [...row.children].flatMap((cell, place) => {
          const said = cell.textContent ?? '';
          const isNumber = place > 0 && /[1-9]/.test(said);
          return isNumber && !cell.querySelector('a') ? [`${heads[place]}: ${said}`] : [];
        }),
      );
    }),
  );
}

const figures = (page: Page): Locator => page.getByRole('figure');

describe('the dialogs and numbers of the insights', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
    await page.emulateMedia({ reducedMotion: 'reduce' });
  }, STAGE_MS);
  afterAll(() => stage.stop());

  it.each(AREAS)('%s: every number leads to its records', async (path) => {
    await page.goto(path);
    await figures(page).first().waitFor();
    await page.waitForFunction(() => document.querySelector('[role="status"][aria-label="Loading"]') === null);
    expect(await leadingNowhere(page)).toEqual([]);
    expect(await cellsLeadingNowhere(page)).toEqual([]);
    expect(await page.locator('figure table td a').count()).toBeGreaterThan(5);
  });

  it('a win rate leads to the won ones, and a past cut of the back-test to what was open then', async () => {
    const { won } = await asOwner(stage, '/api/v1/insights/funnel?pipeline=b2b-sales');
    await page.goto(AREAS[0]);
    await page.locator('dl > div', { hasText: 'Win rate' }).getByRole('link').click();
    await page.getByText(`${won} records`, { exact: true }).waitFor();
    const { backTest } = await asOwner(stage, '/api/v1/insights/forecast?pipeline=b2b-sales');
    await page.goto(AREAS[2]);
    await page.getByRole('button', { name: 'As table: Back-test: expected and actual' }).click();
    await page.getByRole('table', { name: 'Back-test: expected and actual' }).getByRole('row').nth(1).getByRole('link').last().click();
    await page.getByText(`${backTest.cuts[0].runs} records`, { exact: true }).waitFor();
  });

  it('targets are set for a month, replaced, and taken away', async () => {
    const targets = async () => (await asOwner(stage, '/api/v1/sales-targets?by=ownerId')).items;
    await page.goto(`${AREAS[3]}&by=ownerId`);
    const open = async (): Promise<Locator> => {
      await page.getByRole('button', { name: 'Targets', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Targets by month' });
      await dialog.getByLabel('Month').fill('2026-02');
      return dialog;
    };
    for (const [typed, amount] of [
      ['125000', 125_000],
      ['90000', 90_000],
    ] as const) {
      const dialog = await open();
      await dialog.getByRole('textbox', { name: 'Everybody together' }).fill(typed);
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect(await targets()).toMatchObject([{ who: null, month: '2026-02', amount, currency: 'USD' }]);
    }
    const dialog = await open();
    const field = dialog.getByRole('textbox', { name: 'Everybody together' });
    expect(await field.inputValue()).toBe('90,000');
    await field.fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await targets()).toEqual([]);
  });

  it('a report is shared, scheduled, sent at once, printed, and no longer sent', async () => {
    await page.goto('/insights/reports?edit=new');
    await page.getByRole('textbox', { name: 'Name' }).fill('Shared deals');
    await page.getByRole('combobox', { name: 'In the pipeline' }).selectOption('b2b-sales');
    await page.getByRole('combobox', { name: 'First by' }).selectOption('stage');
    await page.getByRole('checkbox', { name: 'Everybody sees it' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Send by mail' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send by mail' });
    await dialog.getByRole('combobox', { name: 'Every' }).selectOption('month');
    await dialog.getByRole('combobox', { name: 'On day' }).selectOption('15');
    await dialog.getByRole('combobox', { name: 'At' }).selectOption('7');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Next mail .*15/).waitFor();
    const agent = await stage.api.key('agent');
    const seen = (await stage.api.ask('/api/v1/reports', agent)).body.items.find(({ name }: { name: string }) => name === 'Shared deals');
    expect(seen).toMatchObject({ shared: true, mine: false });
    await page.getByRole('button', { name: 'Send by mail' }).click();
    await dialog.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('alert').getByText('Sent to 1 person').waitFor();
    expect((await readdir(join(stage.api.engine.parts.config.home, 'mail'))).filter((file) => file.includes(seen.id))).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Stop sending' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(/^Next mail/).waitFor({ state: 'detached' });
    await page.emulateMedia({ media: 'print' });
    expect(await figures(page).first().isVisible()).toBe(true);
    expect(await page.getByRole('navigation', { name: 'Main menu' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Excel' }).click()]);
    expect(file.suggestedFilename()).toBe('Shared-deals.xlsx');
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
