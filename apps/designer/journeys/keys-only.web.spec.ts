import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { asOwner, givenDeal } from './given.js';
import { card, column } from './on-board.js';
import { Stage, STAGE_MS } from './stage.js';

const MOST_STOPS = 60;

/** Goes on by Tab until what has the focus is called so. That it is reached, and seen, is what is tested. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let n = 0; n < MOST_STOPS; n++) {
    await page.keyboard.press('Tab');
    const { called, isSeen } = await page.evaluate(() => {
      const at = document.activeElement;
      const box = at?.getBoundingClientRect();
      const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])].map((label) => label.innerText) : [];
      const called = [at?.getAttribute('aria-label'), ...labels, at?.textContent].find((text) => text);
      return { called: called ?? '', isSeen: box !== undefined && box.width > 0 && box.bottom > 0 && box.top < innerHeight };
    });
    if (name.test(called)) {
      expect(isSeen).toBe(true);
      return;
    }
  }
  throw new Error(`The Tab key does not come to ${name}.`);
}

describe('by keyboard alone', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page({ isOwner: false });
  }, STAGE_MS);
  afterAll(() => stage.stop());

  it('signs in', async () => {
    await page.goto('/inbox');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').focus();
    await page.keyboard.type(stage.api.owner.email);
    await tabTo(page, /^Password/);
    await page.keyboard.type(stage.api.owner.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/inbox');
  });

  it('finishes a task of the inbox', async () => {
    const me = await asOwner(stage, '/api/v1/me');
    const { id } = await givenDeal(stage, 'Keyed deal');
    await asOwner(stage, '/api/v1/tasks', { recordId: id, title: 'Press the keys', due: new Date(0).toISOString(), assignee: me.id });
    await page.reload();
    await page.getByRole('button', { name: 'Done: Press the keys' }).waitFor();
    await tabTo(page, /^Done: Press the keys$/);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Done: Press the keys').waitFor();
  });

  it('goes to a board by the palette, and moves a card', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search records and commands' }).waitFor();
    await page.keyboard.type('B2B');
    await page.getByRole('option', { name: 'B2B sales', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await card(column(page, 'Prospecting'), 'Keyed deal').waitFor();
    await tabTo(page, /^Keyed deal$/);
    await page.keyboard.press('m');
    await page.getByRole('dialog', { name: 'Move Keyed deal' }).getByRole('button', { name: 'Engage' }).waitFor();
    await page.keyboard.press('Enter');
    await card(column(page, 'Engaging'), 'Keyed deal').waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Keyed deal');
  });

  it('opens and leaves a dialog with the focus given back', async () => {
    await page.keyboard.press('m');
    await page.getByRole('dialog', { name: 'Move Keyed deal' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Keyed deal');
  });

  it('sets the priority of a ticket, and is not offered where there is none', async () => {
    await page.keyboard.press('p');
    expect(await page.getByRole('dialog').count()).toBe(0);
    const ticket = await asOwner(stage, '/api/v1/records/ticket', { fields: { subject: 'Keyed ticket', priority: 'low' }, pipeline: 'support-ticket' });
    await page.goto('/boards/support-ticket');
    await page.getByRole('link', { name: 'Keyed ticket', exact: true }).first().focus();
    await page.keyboard.press('p');
    await page.getByRole('dialog', { name: 'Priority of Keyed ticket' }).waitFor();
    await page.keyboard.press('ArrowDown');
    const urgent = page.getByRole('option', { name: 'Urgent' });
    await urgent.waitFor();
    for (let n = 0; n < 4 && (await urgent.getAttribute('data-combobox-selected')) === null; n++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Save$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('1 record changed').first().waitFor();
    expect((await asOwner(stage, `/api/v1/records/ticket/${ticket.id}`)).fields.priority).toBe('urgent');
    await page.goto('/boards/b2b-sales');
    await page.getByRole('link', { name: 'Keyed deal', exact: true }).first().focus();
  });

  it('gives the focus back where a dialog goes with what it belongs to', async () => {
    await page.keyboard.press('o');
    await page.getByRole('heading', { level: 1, name: 'Keyed deal' }).waitFor();
    await page.getByRole('button', { name: 'Lose…' }).waitFor();
    await tabTo(page, /^Lose…$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Lose: fill in first' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Lose…');
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
