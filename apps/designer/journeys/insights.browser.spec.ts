import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { asOwner } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

const chartOf = (page: Page, title: string): Locator => page.getByRole('figure', { name: title, exact: true }).getByRole('img', { name: `${title}. ` });

/** The middle of the longest bar of a drawing. */
async function longestBar(chart: Locator): Promise<{ readonly x: number; readonly y: number }> {
  await chart.locator('svg path[fill="#0f766b"]').nth(1).waitFor();
  return chart.locator('svg').evaluate((svg) => {
    const bars = [...svg.querySelectorAll('path[fill="#0f766b"]')].map((path) => path.getBoundingClientRect()).sort((a, b) => b.width - a.width);
    const { x, y, width, height } = bars[0] ?? new DOMRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
}

const count = (page: Page): Locator => page.getByText(/^[\d,]+ records?$/);

describe('insights', () => {
  let stage: Stage;
  let page: Page;
  let funnel: { readonly runs: number; readonly stages: readonly { readonly reached: number; readonly lost: number }[] };
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    funnel = await asOwner(stage, '/api/v1/insights/funnel?pipeline=b2b-sales');
  }, STAGE_MS);
  afterAll(() => stage.stop());

  it('shows the funnel; a click on a bar lists its records', async () => {
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Insights' }).click();
    await page.getByRole('combobox', { name: 'Pipeline' }).selectOption('b2b-sales');
    const chart = chartOf(page, 'Funnel');
    await chart.waitFor();
    const { x, y } = await longestBar(chart);
    await page.mouse.click(x, y);
    await page.getByRole('heading', { level: 1, name: 'Records behind: Prospecting: Reached' }).waitFor();
    expect(await count(page).innerText()).toBe(`${funnel.stages[0]?.reached.toLocaleString('en')} records`);
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.waitForURL(/\/records\/deal\//);
  });

  it('is walked over by the keyboard, and reads as a table', async () => {
    await page.goto('/insights/sales?pipeline=b2b-sales');
    const chart = chartOf(page, 'Funnel');
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByText(`Prospecting, Lost: ${funnel.stages[0]?.lost}`, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'As table: Funnel' }).click();
    const table = page.getByRole('table', { name: 'Funnel' });
    expect(await table.getByRole('row').count()).toBe(funnel.stages.length + 1);
    await table
      .getByRole('row', { name: /^Prospecting/ })
      .getByRole('link', { name: /Prospecting/ })
      .first()
      .click();
    await count(page).waitFor();
  });

  it('keeps pipeline, period and filter in the address', async () => {
    await page.goto('/insights/sales?pipeline=b2b-sales');
    await page.getByRole('combobox', { name: 'Period' }).selectOption('90d');
    await page.waitForURL(/period=90d/);
    await page.getByRole('link', { name: 'Process' }).click();
    await page.waitForURL(/\/insights\/process\?.*period=90d/);
    await page.getByRole('figure', { name: 'The process as it was lived' }).waitFor();
  });

  it('makes a report, saves it, and shows it again', async () => {
    await page.goto('/insights/reports');
    await page.getByRole('button', { name: 'New report' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Deals by stage');
    await page.getByRole('combobox', { name: 'In the pipeline' }).selectOption('b2b-sales');
    await page.getByRole('combobox', { name: 'First by' }).selectOption('stage');
    await chartOf(page, 'Deals by stage').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Report saved').waitFor();
    await chartOf(page, 'Deals by stage').waitFor();
    await page.getByRole('button', { name: 'All reports' }).click();
    await page.getByRole('button', { name: /^Deals by stage/ }).click();
    await page.getByRole('button', { name: 'As table: Deals by stage' }).click();
    await page.getByRole('table', { name: 'Deals by stage' }).getByRole('row', { name: /^Won/ }).getByRole('link').click();
    await page.waitForURL(/\/records\/deal\?.*stage/);
  });

  it('shows real history on the designer, and the board of a past moment', async () => {
    await page.goto('/pipelines/b2b-sales');
    await page.getByRole('button', { name: 'Real history on the drawing' }).click();
    await page.getByRole('menuitem', { name: 'Passages' }).click();
    await page.locator('[data-heat="10"]').first().waitFor();
    await page.goto('/boards/b2b-sales');
    await page.getByRole('button', { name: 'Show the board as of a past moment' }).click();
    await page.getByText(/^This is how the board stood at/).waitFor();
    await page.getByRole('region', { name: 'Prospecting' }).getByRole('link').first().waitFor();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByRole('article').first().waitFor();
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
