import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { asOwner, givenDeal, someAccount } from './given.js';
import { card, column, hold } from './on-board.js';
import { Stage, STAGE_MS } from './stage.js';

const DRAFT = '/api/v1/pipelines/b2b-sales/draft';

describe('changing how the work goes', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
  }, STAGE_MS);
  afterAll(() => stage.stop());

  const node = (title: string): Locator => page.locator('.react-flow__node').filter({ has: page.getByText(title, { exact: true }) });
  const undo = (): Locator => page.getByRole('button', { name: /^Undo/ });
  /** The next draft that the designer saves; asked for before what changes it. */
  const saved = (holds: (text: string) => boolean) =>
    page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().endsWith(DRAFT) && holds(answer.request().postData() ?? ''));

  it('draws: renames, appends, connects; undo gives back the same document; problems are told live', async () => {
    const before = (await asOwner(stage, DRAFT)).document;
    await page.goto('/pipelines/b2b-sales');
    const problems = page.getByRole('region', { name: 'Problems' }).getByRole('status');
    await problems.filter({ hasText: /error|warning|Nothing/ }).waitFor();
    const found = await problems.innerText();
    await node('Prospecting').click();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Name of the state' }).fill('First contact');
    await page.keyboard.press('Enter');
    await node('First contact').click();
    await page.getByRole('button', { name: 'Add what comes next (A)' }).click();
    await page.getByRole('dialog', { name: 'What comes next' }).getByRole('option', { name: 'State', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name of the state' }).fill('Demo given');
    const drawn = saved((text) => text.includes('First contact') && text.includes('Demo given'));
    await page.keyboard.press('Enter');
    await drawn;
    await problems.filter({ hasNotText: found }).waitFor();

    const back = saved((text) => !text.includes('First contact') && !text.includes('Demo given'));
    for (let n = 0; n < 10 && (await undo().getAttribute('aria-disabled')) !== 'true'; n++) await page.keyboard.press('Control+z');
    await back;
    await problems.filter({ hasText: found }).waitFor();
    expect((await asOwner(stage, DRAFT)).document).toEqual(before);

    const redo = page.getByRole('button', { name: /^Redo/ });
    for (let n = 0; n < 10 && (await redo.getAttribute('aria-disabled')) !== 'true'; n++) await page.keyboard.press('Control+y');
    await node('Demo given').click();
    await page.getByRole('button', { name: 'Connect to… (C)' }).click();
    const connected = saved((text) => text.includes('Demo given'));
    await page.getByRole('dialog', { name: 'Connect to' }).getByRole('option', { name: 'Engaging', exact: true }).click();
    await connected;
    await problems.filter({ hasText: found }).waitFor();
  });

  it('publishes after showing what becomes of the open deals', async () => {
    const open = (await asOwner(stage, '/api/v1/pipelines')).items.find(({ key }: { key: string }) => key === 'b2b-sales').openRuns;
    await page.getByRole('button', { name: 'Review and publish' }).click();
    await page.getByText('Draft against live version 1').waitFor();
    await page.getByText('In words', { exact: true }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /State .demo.given. added/i })
      .waitFor();
    await page.getByRole('button', { name: 'Publish…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish as version 2' });
    await dialog.locator('div').filter({ hasText: 'keep their state' }).getByText(new Intl.NumberFormat('en').format(open), { exact: true }).first().waitFor();
    await dialog.getByRole('radio', { name: 'Move all of them' }).check();
    await dialog.getByRole('button', { name: 'Publish and move' }).click();
    await page.getByRole('alert').getByText(`Version 2 is live. ${open} open runs were moved.`).waitFor();
    await page.goto('/boards/b2b-sales');
    await column(page, 'First contact').getByRole('article').first().waitFor();
  });

  it('adds a rule as a sentence with a live count, tries it on a record, and it binds the board', async () => {
    const why = 'Deals above 500,000 need the board first.';
    const fields = { account: await someAccount(stage), close_value: 600_000, close_date: '2026-11-02' };
    await givenDeal(stage, 'Huge deal', fields, [{ event: 'engage' }]);
    await page.goto('/pipelines/b2b-sales/rules');
    await page.getByRole('link', { name: 'New rule' }).click();
    await page.getByLabel('Name').first().fill('Huge deals go to the board');
    await pick('What the rule looks at', 'an event is sent');
    await page.getByRole('combobox', { name: 'Event' }).fill('win');
    await page.getByRole('radiogroup', { name: 'What the rule does' }).getByText('Refuse the event').click();
    await page.getByLabel('What the person is told').first().fill(why);
    await page.getByRole('button', { name: 'Add condition' }).click();
    await pick('What is looked at', 'Value');
    await pick('How it is compared', 'is greater than');
    await page.getByRole('textbox', { name: 'Value' }).fill('900000');
    await page.getByText('0 open records match now').waitFor();
    await page.getByRole('textbox', { name: 'Value' }).fill('500000');
    await page.getByText('1 open record matches now').waitFor();
    await page.getByRole('combobox', { name: 'Record' }).fill('Huge deal');
    await page.getByRole('option', { name: 'Huge deal' }).click();
    await page.getByRole('status').filter({ hasText: 'Would refuse' }).getByText(why).waitFor();
    await page.getByRole('button', { name: 'Save rule' }).click();
    await page
      .getByRole('alert')
      .getByText(/^Saved\. \d+ open runs follow it now\./)
      .waitFor();

    await page.goto('/boards/b2b-sales?q=Huge%20deal');
    await hold(page, card(column(page, 'Engaging'), 'Huge deal'), column(page, 'Won'));
    await column(page, 'Won').getByText(why).waitFor();
    await page.mouse.up();
    await page.getByRole('alert').filter({ hasText: 'Huge deal cannot move to Won' }).getByText(why).waitFor();
  });

  async function pick(label: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  it('makes a pipeline from a template, and its board stands at once', async () => {
    await page.goto('/pipelines');
    await page.getByRole('button', { name: 'New pipeline' }).click();
    const dialog = page.getByRole('dialog', { name: 'New pipeline' });
    await dialog.getByRole('button', { name: /^Renewal/ }).click();
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Spring renewals');
    await dialog.getByRole('button', { name: 'Create as draft' }).click();
    await page.waitForURL('**/pipelines/spring-renewals');
    await page.getByRole('button', { name: 'Review and publish' }).click();
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByRole('dialog', { name: 'Publish as version 1' }).getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('alert').getByText('Version 1 is live.').waitFor();
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Spring renewals' }).click();
    await page.getByRole('heading', { level: 1, name: 'Spring renewals' }).waitFor();
    await page.getByRole('heading', { name: 'Nothing is in this pipeline yet' }).waitFor();
  });

  it('imports a file: columns guessed, the bad row as a download, all of it undone', async () => {
    const csv =
      'First Name,Last Name,E-mail,Job Title\nAda,Lovelace,ada@journey.example,Analyst\nAlan,Turing,alan@journey.example,Reader\nBad,Row,not an address,None\n';
    await page.goto('/import?object=contact');
    await page.getByLabel('CSV file').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('people.csv: 4 columns').waitFor();
    expect(await page.getByRole('combobox', { name: 'Field for First Name + Last Name' }).inputValue()).toBe('Name');
    expect(await page.getByRole('combobox', { name: 'Field for E-mail' }).inputValue()).toBe('E-mail');
    expect(await page.getByRole('combobox', { name: 'Field for Job Title' }).inputValue()).toBe('Job title');
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('cell', { name: 'not an address' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download these rows as CSV' }).click();
    const rows = await readFile(await (await download).path(), 'utf8');
    expect(rows).toContain('not an address');
    expect(rows).not.toContain('ada@journey.example');
    await page.getByRole('button', { name: 'Import 2 rows' }).click();
    await page.getByText('The import is done').waitFor();
    const found = async (): Promise<number> => (await asOwner(stage, '/api/v1/records/contact?q=journey.example')).items.length;
    expect(await found()).toBe(2);
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByText('The import is undone').waitFor();
    await page.getByText('2 records moved to the bin').waitFor();
    expect(await found()).toBe(0);
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
