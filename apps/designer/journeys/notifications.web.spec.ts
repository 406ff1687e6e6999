import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { asOwner } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

const TELLING = {
  format: 'millrace/1',
  key: 'telling',
  object: 'deal',
  title: { en: 'Telling' },
  initial: 'open',
  states: {
    open: { stage: true, on: { tell: { actions: [{ do: 'notify', with: { text: 'Look at {{record.name}}' } }] }, end: 'over' } },
    over: { type: 'final', stage: true },
  },
};

describe('notifications', () => {
  let stage: Stage;
  let page: Page;
  let deal: { readonly id: string; readonly runId: string };
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
    await asOwner(stage, '/api/v1/pipelines/telling/draft', { document: TELLING }, 'PUT');
    await asOwner(stage, '/api/v1/pipelines/telling/versions', {});
    const me = await asOwner(stage, '/api/v1/me');
    deal = await asOwner(stage, '/api/v1/records/deal', { fields: { name: 'Noted deal' }, ownerId: me.id, pipeline: 'telling' });
  }, STAGE_MS);
  afterAll(() => stage.stop());

  const tell = () => asOwner(stage, `/api/v1/runs/${deal.runId}/events`, { event: 'tell' });

  it('come by themselves though the live stream opens late, lead to their record, and are read then', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    await page.route('**/api/v1/live*', async (route) => {
      await opened;
      await route.continue();
    });
    await page.goto('/');
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
    await tell();
    open();
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
    await page.getByRole('link', { name: /Look at Noted deal/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Noted deal' }).waitFor();
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  });

  it('are marked as read all at once, and the list gives the focus back', async () => {
    await tell();
    await tell();
    const bell = page.getByRole('button', { name: 'Notifications, 2 unread' });
    await bell.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByRole('button', { name: 'Mark all as read' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Notifications' }).waitFor({ state: 'hidden' });
    expect(await page.getByRole('button', { name: 'Notifications', exact: true }).evaluate((one) => one === document.activeElement)).toBe(true);
    expect((await asOwner(stage, '/api/v1/notifications')).unread).toBe(0);
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
