import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { asOwner, givenDeal, someAccount } from './given.js';
import { callingPipeline, flakyServer, type FlakyServer } from './flaky-server.js';
import { card, column, hold } from './on-board.js';
import { Stage, STAGE_MS } from './stage.js';

const STAGES = ['Prospecting', 'Engaging', 'Won', 'Lost'];
const BOARD = '/boards/b2b-sales';
/** The board with the cards of these words: timers of the sample, which come due meanwhile, bring other cards to the top. */
const onlyWith = (words: string): string => `${BOARD}?q=${encodeURIComponent(words)}`;

describe('the work of every day', () => {
  let stage: Stage;
  let page: Page;
  let other: FlakyServer;
  beforeAll(async () => {
    other = await flakyServer();
    stage = await Stage.start({ outboundHosts: [other.host] });
    page = await stage.page();
  }, STAGE_MS);
  afterAll(async () => {
    await stage.stop();
    await other.stop();
  });

  it('opens on a filled board, every stage with its count and sum', async () => {
    await page.goto(BOARD);
    for (const title of STAGES) {
      const one = column(page, title);
      await one.getByRole('article').first().waitFor();
      expect(await one.locator('header').innerText()).toMatch(/\$[\d.,]+/);
      expect(Number((await one.getByText(/^\d[\d,]* cards?$/).innerText()).replace(/\D/g, ''))).toBeGreaterThan(0);
    }
    expect(await page.getByText(/^\d[\d,]* open$/).innerText()).not.toBe('0 open');
  });

  it('moves a deal by mouse to a column that is lit, and takes it back by the notice', async () => {
    await givenDeal(stage, 'Dragged deal', { close_value: 4200 });
    await page.goto(onlyWith('Dragged deal'));
    await hold(page, card(column(page, 'Prospecting'), 'Dragged deal'), column(page, 'Engaging'));
    await column(page, 'Engaging').getByText('Drop to move here').waitFor();
    await column(page, 'Won').getByText('The pipeline has no step from here to Won.').waitFor();
    await page.mouse.up();
    await card(column(page, 'Engaging'), 'Dragged deal').waitFor();
    await page.getByRole('alert').getByText('Dragged deal is now in Engaging').waitFor();
    await page.reload();
    await card(column(page, 'Engaging'), 'Dragged deal').waitFor();

    await hold(page, card(column(page, 'Engaging'), 'Dragged deal'), column(page, 'Prospecting'));
    await column(page, 'Prospecting').getByText('Drop to move here').waitFor();
    await page.mouse.up();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await card(column(page, 'Engaging'), 'Dragged deal').waitFor();
    await page.reload();
    await card(column(page, 'Engaging'), 'Dragged deal').waitFor();
  });

  it('asks exactly what is missing, then completes the move', async () => {
    const { id } = await givenDeal(stage, 'Hopeless deal');
    await page.goto(onlyWith('Hopeless deal'));
    await hold(page, card(column(page, 'Prospecting'), 'Hopeless deal'), column(page, 'Lost'));
    await column(page, 'Lost').getByText('Asks for: Reason for loss').waitFor();
    await page.mouse.up();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Hopeless deal moves to Lost as soon as this is filled.').waitFor();
    expect(await dialog.locator('input:visible, textarea:visible, select:visible').count()).toBe(1);
    await dialog.getByLabel('Reason for loss').fill('Price');
    await page.getByRole('option', { name: 'Price' }).click();
    await dialog.getByRole('button', { name: 'Fill and move' }).click();
    await card(column(page, 'Lost'), 'Hopeless deal').waitFor();
    await page.getByRole('alert').getByText('Hopeless deal is now in Lost').waitFor();
    expect((await asOwner(stage, `/api/v1/records/deal/${id}`)).fields).toMatchObject({ lost_reason: 'price' });
  });

  it('says why a column refuses, before and after the card is let go', async () => {
    const why = "A discount of more than 15 % needs a manager's approval before the deal is won.";
    const fields = { account: await someAccount(stage), close_value: 9000, close_date: '2026-11-02', discount_percent: 20 };
    await givenDeal(stage, 'Cheap deal', fields, [{ event: 'engage' }]);
    await page.goto(onlyWith('Cheap deal'));
    await hold(page, card(column(page, 'Engaging'), 'Cheap deal'), column(page, 'Won'));
    await column(page, 'Won').getByText(why).waitFor();
    await page.mouse.up();
    const notice = page.getByRole('alert').filter({ hasText: 'Cheap deal cannot move to Won' });
    await notice.getByText(why).waitFor();
    await card(column(page, 'Engaging'), 'Cheap deal').waitFor();
    expect(await card(column(page, 'Won'), 'Cheap deal').count()).toBe(0);
  });

  it('moves a card by keys alone', async () => {
    await givenDeal(stage, 'Typed deal');
    await page.goto(onlyWith('Typed deal'));
    await card(column(page, 'Prospecting'), 'Typed deal').getByRole('link').focus();
    await page.keyboard.press('m');
    await page.getByRole('dialog', { name: 'Move Typed deal' }).getByRole('button', { name: 'Engage' }).waitFor();
    await page.keyboard.press('Enter');
    await card(column(page, 'Engaging'), 'Typed deal').waitFor();
    await page.getByRole('status').getByText('Typed deal is now in Engaging').waitFor({ state: 'attached' });
    // The card keeps the focus where it went.
    await page.waitForFunction(() => document.activeElement?.textContent === 'Typed deal');
  });

  it('narrows a list by a sentence that stands in the address', async () => {
    await page.goto('/records/deal');
    await page.getByRole('grid').getByRole('row').nth(3).waitFor();
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.getByRole('combobox', { name: 'Field' }).click();
    await page.getByRole('option', { name: 'Value', exact: true }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('5000');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL((url) => url.searchParams.get('filter') === 'close_value>=5000');
    const counted = await asOwner(stage, `/api/v1/records/deal/summary?measure=count&filter=${encodeURIComponent('close_value>=5000')}`);
    const said = `${new Intl.NumberFormat('en').format(counted.groups[0].values.count)} records`;
    await page.getByText(said, { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Change the filter: Value at least .*5,000/ }).waitFor();
    await page.getByText(said, { exact: true }).waitFor();
  });

  it('keeps what is edited where it stands in the list', async () => {
    const { id } = await givenDeal(stage, 'Edited deal', { close_value: 1234 });
    await page.goto('/records/deal?q=Edited%20deal');
    await page.getByRole('gridcell').filter({ hasText: '1,234' }).dblclick();
    await page.getByRole('gridcell').getByRole('textbox', { name: 'Value' }).fill('4321');
    await page.keyboard.press('Enter');
    await page.getByRole('gridcell').filter({ hasText: '4,321' }).waitFor();
    await page.reload();
    await page.getByRole('gridcell').filter({ hasText: '4,321' }).waitFor();
    expect((await asOwner(stage, `/api/v1/records/deal/${id}`)).fields).toMatchObject({ close_value: 4321 });
  });

  it('shows a record: its path, what may happen, what happened and why', async () => {
    const { path } = await givenDeal(stage, 'Storied deal', { close_value: 60_000 }, [{ event: 'engage' }]);
    await page.goto(path);
    await page.getByRole('list', { name: 'Path so far' }).getByText('Prospecting', { exact: true }).waitFor();
    await page.locator('[aria-current=step]').getByText('Engaging', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Prepare a proposal' }).getAttribute('aria-disabled')).toBe('true');

    await page.getByRole('textbox', { name: 'Note' }).fill('They want it in blue.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('listitem').getByText('They want it in blue.').waitFor();
    await page.getByText('Task', { exact: true }).click();
    await page.getByRole('textbox', { name: 'What is to be done' }).fill('Send a blue sample');
    await page.getByRole('button', { name: 'Add task' }).click();
    await page.getByRole('checkbox', { name: 'Done: Send a blue sample' }).click();
    await page.getByRole('listitem').getByText('Task done: Send a blue sample').waitFor();

    await page.getByRole('button', { name: 'Lose…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Lose: fill in first' });
    await dialog.getByLabel('Reason for loss').fill('Price');
    await page.getByRole('option', { name: 'Price' }).click();
    await dialog.getByRole('button', { name: 'Lose', exact: true }).click();
    await page.getByText('Ended: Lost').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: /^Engage/ })
      .getByRole('link', { name: 'See what it saw' })
      .click();

    await page.getByRole('heading', { name: 'Event 2' }).waitFor();
    const decided = page.getByRole('listitem').filter({ hasText: 'Tell the managers about big deals' }).filter({ hasText: '60,000' });
    await decided.getByLabel('held', { exact: true }).waitFor();
    await page.getByRole('listitem').getByText('Tag “big-deal” added').first().waitFor();
  });

  it('reaches any record by Ctrl+K, and lists the keys of a page by ?', async () => {
    await givenDeal(stage, 'Needle of a haystack');
    await page.goto('/inbox');
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search records and commands' }).fill('needle of');
    await page.getByRole('option', { name: 'Needle of a haystack', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Needle of a haystack' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of this page' }).getByText('Search and commands').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('changes language and theme, and keeps them', async () => {
    const own = await stage.page();
    await own.goto('/inbox');
    await own.getByRole('button', { name: /^Account and settings of/ }).click();
    await own.getByText('简体中文').click();
    await own.getByRole('heading', { name: '收件箱' }).waitFor();
    await own.getByText('深色', { exact: true }).click();
    await own.locator('html[lang=zh-CN][data-mantine-color-scheme=dark]').waitFor();
    await own.reload();
    await own.getByRole('heading', { name: '收件箱' }).waitFor();
    await own.locator('html[lang=zh-CN][data-mantine-color-scheme=dark]').waitFor();
    await own.context().close();
  });

  it('brings tasks and approvals to the inbox, and takes the answers', async () => {
    const me = await asOwner(stage, '/api/v1/me');
    const fields = { budget_checked: true, close_value: 800 };
    const { id, path } = await givenDeal(stage, 'Haggled deal', fields, [
      { event: 'engage' },
      { event: 'propose' },
      { event: 'negotiate', fields: { proposal_sent_on: '2026-11-20' } },
      { event: 'ask-discount', fields: { discount_percent: 10 } },
    ]);
    await asOwner(stage, '/api/v1/tasks', { recordId: id, title: 'Ring the bell', due: new Date().toISOString(), assignee: me.id });
    await page.goto('/inbox');
    await page.getByRole('button', { name: 'Done: Ring the bell' }).click();
    await page.getByRole('alert').getByText('Done: Ring the bell').waitFor();
    await page.getByRole('button', { name: 'Done: Ring the bell' }).waitFor({ state: 'hidden' });
    await page.getByRole('tab', { name: 'Approvals' }).click();
    const asked = /^Approve: 10 % discount for Haggled deal/;
    await page.getByRole('button', { name: asked }).click();
    await page.getByRole('button', { name: asked }).waitFor({ state: 'hidden' });
    await page.goto(path);
    await page
      .getByRole('listitem')
      .getByText(/10 % discount for Haggled deal.*: approved/)
      .waitFor();
    await page.getByText('Discount approved', { exact: true }).waitFor();
    expect((await asOwner(stage, `/api/v1/records/deal/${id}`)).fields).toMatchObject({ discount_approved: true });
  });

  it('shows a run that cannot go on, and goes on when it is retried', async () => {
    await asOwner(stage, '/api/v1/pipelines/calls/draft', { document: callingPipeline(other.host) }, 'PUT');
    await asOwner(stage, '/api/v1/pipelines/calls/versions', {});
    const made = await asOwner(stage, '/api/v1/records/deal', { fields: { name: 'Called deal' }, pipeline: 'calls' });
    await asOwner(stage, `/api/v1/runs/${made.runId}/events`, { event: 'call' });
    await page.goto('/inbox?tab=incidents');
    const incident = page.getByRole('article').filter({ hasText: other.host });
    await incident.getByText('404').first().waitFor();
    other.mend();
    await incident.getByRole('button', { name: 'Retry', exact: true }).click();
    await incident.waitFor({ state: 'hidden' });
    await page.goto(`/runs/${made.runId}`);
    await page.getByText('Outcome: Won').waitFor();
    await page.getByText('Calling → Called').first().waitFor();
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
