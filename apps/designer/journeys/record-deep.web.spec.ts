import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { asOwner, givenDeal, someAccount } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

/** A record to the end of its work: what speaks for a deal, what was when, and a ticket from its answer to its follow-up. */
describe('a record in depth', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
  }, STAGE_MS);
  afterAll(() => stage.stop());

  const panel = (heading: string): Locator => page.locator('section', { has: page.getByRole('heading', { level: 2, name: heading, exact: true }) });

  it('scores a deal by its stated rule with the reasons, then by a model with its three strongest', async () => {
    const { id, path } = await givenDeal(stage, 'Weighed deal', { account: await someAccount(stage), close_value: 4200 }, [{ event: 'engage' }]);
    await page.goto(path);
    await panel('Score').getByText('No model has learned yet. Rule: the probability of the stage', { exact: false }).first().waitFor();
    const before = await asOwner(stage, `/api/v1/records/deal/${id}/scores`);
    console.log(JSON.stringify(before));
  });
});
