import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { callingPipeline, flakyServer, type FlakyServer } from './flaky-server.js';
import { asOwner, type Given, givenDeal } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

const NAMES = ['Crowd one', 'Crowd two', 'Crowd three'];
const LIST = '/records/deal?pipeline=b2b-sales&q=Crowd';

describe('many records at once, and what went wrong', () => {
  let stage: Stage;
  let page: Page;
  let other: FlakyServer;
  let deals: readonly Given[];
  beforeAll(async () => {
    other = await flakyServer();
    stage = await Stage.start({ outboundHosts: [other.host] });
    page = await stage.page();
    deals = await Promise.all(NAMES.map((name) => givenDeal(stage, name, { close_value: 100 })));
  }, STAGE_MS);
  afterAll(async () => {
    await stage.stop();
    await other.stop();
  });

  const fields = async () => Promise.all(deals.map(async ({ id }) => (await asOwner(stage, `/api/v1/records/deal/${id}`)).fields));
  const stages = async () => Promise.all(deals.map(async ({ runId }) => (await asOwner(stage, `/api/v1/runs/${runId}`)).stage));
  const bar = (): Locator => page.getByRole('region', { name: 'What to do with the selection' });
  const selectAll = async (): Promise<void> => {
    await page.goto(LIST);
    for (const name of NAMES) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    await bar().getByText('3 selected').waitFor();
  };
  const undo = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor({ state: 'hidden' });
  };
  const become = async (read: () => Promise<readonly unknown[]>, wanted: unknown): Promise<void> => {
    for (let tries = 0; tries < 100 && JSON.stringify(await read()) !== JSON.stringify([wanted, wanted, wanted]); tries++) await page.waitForTimeout(100);
    expect(await read()).toEqual([wanted, wanted, wanted]);
  };

  it('changes one field of all, and takes it back', async () => {
    await selectAll();
    await bar().getByRole('button', { name: 'Edit', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Change 3 records' });
    await dialog.getByRole('combobox', { name: 'Field' }).fill('value');
    await page.getByRole('option', { name: /value/i }).first().click();
    await dialog.getByRole('textbox', { name: 'New value' }).fill('750');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('3 records changed').waitFor();
    await become(async () => (await fields()).map(({ close_value }) => close_value), 750);
    await undo();
    await become(async () => (await fields()).map(({ close_value }) => close_value), 100);
  });

  it('moves all, and takes it back', async () => {
    await selectAll();
    await bar().getByRole('button', { name: 'Move', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Move 3 records' });
    await dialog.getByRole('combobox', { name: 'What happens' }).click();
    await page.getByRole('option', { name: 'Engage', exact: true }).click();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('3 records moved').waitFor();
    await become(stages, 'engaging');
    await undo();
    await become(stages, 'prospecting');
  });

  it('deletes all, and brings them back', async () => {
    await selectAll();
    await bar().getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('3 records in the bin').waitFor();
    await page.getByRole('checkbox', { name: 'Select Crowd one' }).waitFor({ state: 'hidden' });
    await undo();
    for (const name of NAMES) await page.getByRole('checkbox', { name: `Select ${name}` }).waitFor();
  });

  it('writes the list to a CSV file, the columns as they read', async () => {
    await page.goto(LIST);
    await page.getByRole('checkbox', { name: 'Select Crowd one' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^deal-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/);
    expect(lines).toHaveLength(1 + NAMES.length);
    for (const name of NAMES) expect(lines.filter((line) => line.includes(name))).toHaveLength(1);
    await page.getByText('3 rows exported').waitFor();
  });

  it('does not write over what somebody else changed meanwhile', async () => {
    await page.goto(LIST);
    const [deal] = deals as readonly [Given];
    const cell = page.getByRole('row').filter({ hasText: 'Crowd one' }).getByRole('gridcell', { name: '$100' });
    await cell.waitFor();
    await page.route('**/api/v1/live', (route) => route.abort());
    await asOwner(stage, `/api/v1/records/deal/${deal.id}`, { fields: { close_value: 300 } }, 'PATCH');
    await cell.dblclick();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('200');
    await page.keyboard.press('Enter');
    await page.getByRole('row').filter({ hasText: 'Crowd one' }).getByText('$300').waitFor();
    expect((await asOwner(stage, `/api/v1/records/deal/${deal.id}`)).fields.close_value).toBe(300);
    await page.unroute('**/api/v1/live');
  });

  it('goes on past a step that is skipped, and tries one again with another input', async () => {
    await asOwner(stage, '/api/v1/pipelines/calls/draft', { document: callingPipeline(other.host) }, 'PUT');
    await asOwner(stage, '/api/v1/pipelines/calls/versions', {});
    const start = async (name: string): Promise<string> => {
      const { runId } = await asOwner(stage, '/api/v1/records/deal', { fields: { name }, pipeline: 'calls' });
      await asOwner(stage, `/api/v1/runs/${runId}/events`, { event: 'call' });
      return runId;
    };
    const incidents = page.getByRole('article').filter({ hasText: other.host });
    const skipped = await start('Skipped deal');
    await page.goto('/inbox?tab=incidents');
    await incidents.getByRole('button', { name: 'Skip', exact: true }).click();
    await page.getByText('Skipped; the run goes on.').waitFor();
    await incidents.waitFor({ state: 'hidden' });
    expect((await asOwner(stage, '/api/v1/incidents?status=open')).items).toEqual([]);
    expect((await asOwner(stage, `/api/v1/runs/${skipped}`)).configuration).not.toEqual(['waiting']);

    const edited = await start('Edited deal');
    await page.reload();
    await incidents.getByRole('button', { name: 'Edit and retry' }).click();
    const input = page.getByRole('textbox', { name: 'What it was given' });
    await input.fill('{');
    await page.getByText('This is no readable JSON.').waitFor();
    other.mend();
    await input.fill(JSON.stringify({ url: `http://${other.host}/mended` }));
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByText('Tried again.').waitFor();
    await page.goto(`/runs/${edited}`);
    await page.getByText('Outcome: Won').waitFor();
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints.filter((said) => !/api\/v1\/live|ERR_FAILED/.test(said))).toEqual([]);
  });
});
