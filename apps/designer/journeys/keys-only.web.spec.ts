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

  /** The name in the row that has the focus. */
  const focusedRow = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.closest('[role="row"]')?.querySelector('[data-cell$="-1"]')?.textContent ?? '');
  const dialogGone = (): Promise<void> => page.getByRole('dialog').waitFor({ state: 'hidden' });
  const said = (text: string): Promise<void> => page.getByRole('status').getByText(text).first().waitFor({ state: 'attached' });

  it('moves, hands over and plans for the focused row of a list', async () => {
    const me = await asOwner(stage, '/api/v1/me');
    const { id, runId } = await givenDeal(stage, 'Row deal');
    await asOwner(stage, `/api/v1/records/deal/${id}`, { fields: {}, ownerId: me.id }, 'PATCH');
    await page.goto('/records/deal?q=Row%20deal');
    await page.getByRole('gridcell', { name: 'Row deal' }).first().waitFor();
    await tabTo(page, /^Row deal$/);
    await page.keyboard.press('s');
    await page.getByRole('dialog', { name: 'Move Row deal' }).getByRole('button', { name: 'Engage' }).waitFor();
    await page.keyboard.press('Enter');
    await said('Row deal is now in Engaging');
    expect((await asOwner(stage, `/api/v1/runs/${runId}`)).stage).toBe('engaging');
    await dialogGone();
    await page.waitForFunction(() => document.activeElement?.closest('[role="row"]'));
    expect(await focusedRow()).toBe('Row deal');

    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: 'Owner of Row deal' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Nobody');
    await page.getByRole('option', { name: 'Nobody' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Save$/);
    await page.keyboard.press('Enter');
    await said('1 record changed');
    expect((await asOwner(stage, `/api/v1/records/deal/${id}`)).ownerId).toBeNull();
    await dialogGone();

    await page.keyboard.press('d');
    await page.getByRole('dialog', { name: 'Plan a task for Row deal' }).waitFor();
    await page.keyboard.type('Ring them');
    await page.keyboard.press('Enter');
    await said('Planned: Ring them');
    expect((await asOwner(stage, `/api/v1/tasks?record=${id}`)).items.map(({ title }: { title: string }) => title)).toContain('Ring them');
    await dialogGone();
  });

  it('asks nothing of a row while a cell is edited, without a priority, or with single keys turned off', async () => {
    await page.keyboard.press('p');
    await page.keyboard.press('F2');
    await page.getByRole('gridcell').getByRole('textbox').waitFor();
    await page.keyboard.type('sad');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'gridcell');
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys of this page' });
    await help.getByRole('heading', { name: 'On a row' }).waitFor();
    await help.getByText('Plan a task…').waitFor();
    await tabTo(page, /^Single keys/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await dialogGone();
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'gridcell');
    await page.keyboard.press('s');
    await page.waitForTimeout(300);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.evaluate(() => localStorage.clear());
  });

  it('acts on the row that was scrolled to', async () => {
    await page.goto('/records/deal');
    await page.getByRole('gridcell').first().waitFor();
    await page.locator('[data-cell="0-1"]').focus();
    await page.keyboard.press('Control+End');
    await page.waitForFunction(() => Number(/^\d+/.exec(document.activeElement?.getAttribute('data-cell') ?? '')?.[0] ?? 0) > 50);
    const name = await focusedRow();
    expect(name).not.toBe('');
    await page.keyboard.press('s');
    await page.getByRole('dialog', { name: `Move ${name}`, exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialogGone();
    expect(await focusedRow()).toBe(name);
  });

  it('takes the date of a task of the inbox away, and acts on its record', async () => {
    const me = await asOwner(stage, '/api/v1/me');
    const { items } = await asOwner(stage, '/api/v1/records/ticket?q=Keyed%20ticket');
    const task = await asOwner(stage, '/api/v1/tasks', { recordId: items[0].id, title: 'Row task', due: new Date(0).toISOString(), assignee: me.id });
    await page.goto('/inbox');
    await page.getByRole('button', { name: 'Done: Row task' }).waitFor();
    await tabTo(page, /^Keyed ticket$/);
    for (const [key, name] of [
      ['s', 'Move Keyed ticket'],
      ['a', 'Owner of Keyed ticket'],
      ['p', 'Priority of Keyed ticket'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('dialog', { name }).waitFor();
      // The first closes the list of choices, where it is open.
      for (let n = 0; n < 2 && (await page.getByRole('dialog').count()) > 0; n++) await page.keyboard.press('Escape');
      await dialogGone();
      await page.waitForFunction(() => document.activeElement?.textContent === 'Keyed ticket');
    }
    await page.keyboard.press('d');
    const due = page.getByRole('dialog', { name: 'Due date of Row task' });
    await due.waitFor();
    await due.getByRole('button', { name: 'Clear' }).click();
    await tabTo(page, /^Save$/);
    await page.keyboard.press('Enter');
    await said('Row task has no due date');
    expect((await asOwner(stage, `/api/v1/tasks?record=${items[0].id}`)).items.find(({ id }: { id: string }) => id === task.id).due).toBeNull();
    await dialogGone();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Keyed ticket');
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
