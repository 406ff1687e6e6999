import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { asOwner, givenDeal } from './given.js';
import { someOf } from './looks.js';
import { allScreens, SCREEN_NAMES } from './screens.js';
import { card, column } from './on-board.js';
import { settled } from './settled.js';
import { Stage, STAGE_MS } from './stage.js';

/** What a page may move in all while it loads (web.dev calls up to this good). */
const MOST_SHIFT = 0.1;

/** Where the work of a day is done; at 320 pixels the page is that of a desktop at 400 % (WCAG 1.4.10). */
const NARROW_SCREENS = [
  'home',
  'inbox',
  'approvals',
  'board',
  'objects',
  'list',
  'record',
  'record-account',
  'record-ticket',
  'run',
  'pipelines',
  'designer',
  'designer-review',
  'rules',
  'rule',
  'settings',
  'people',
  'import',
  'insights',
  'insights-segments',
  'insights-model',
  'insights-report-saved',
  'sign-in',
] as const satisfies readonly (typeof SCREEN_NAMES)[number][];

/** In the page: what makes it wider than the window; nothing where it fits. */
function sticksOut(): string[] {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
  return [`${document.documentElement.scrollWidth} pixels`, ...wide.slice(0, 12).map((one) => one.outerHTML.slice(0, 120))];
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
};

describe('on a phone, and steady', () => {
  let stage: Stage;
  beforeAll(async () => void (stage = await Stage.start()), STAGE_MS);
  afterAll(() => stage.stop());

  const screens = once(() => allScreens(stage));

  describe('375 pixels wide', () => {
    let page: Page;
    beforeAll(async () => void (page = await stage.page({ width: 375, height: 812 })));

    const fits = (): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

    it('moves a card by its menu', async () => {
      await givenDeal(stage, 'Pocket deal');
      await page.goto('/boards/b2b-sales');
      await card(column(page, 'Prospecting'), 'Pocket deal').waitFor();
      expect(await fits()).toBe(true);
      await page.getByRole('button', { name: 'Menu of Pocket deal' }).click();
      await page.getByRole('menuitem', { name: /^Move to…/ }).click();
      await page.getByRole('dialog', { name: 'Move Pocket deal' }).getByRole('button', { name: 'Engage' }).click();
      await card(column(page, 'Engaging'), 'Pocket deal').waitFor({ state: 'attached' });
    });

    it('finishes a task', async () => {
      const me = await asOwner(stage, '/api/v1/me');
      const { id } = await givenDeal(stage, 'Second pocket deal');
      await asOwner(stage, '/api/v1/tasks', { recordId: id, title: 'Call on the way', due: new Date(0).toISOString(), assignee: me.id });
      await page.goto('/inbox');
      await page.getByRole('button', { name: 'Done: Call on the way' }).click();
      await page.getByRole('alert').getByText('Done: Call on the way').waitFor();
      expect(await fits()).toBe(true);
    });

    it('shows a record and writes a note', async () => {
      const { path } = await givenDeal(stage, 'Third pocket deal');
      await page.goto(path);
      await page.getByRole('textbox', { name: 'Note' }).fill('Seen on the train.');
      await page.getByRole('button', { name: 'Add note' }).click();
      await page.getByRole('listitem').getByText('Seen on the train.').waitFor();
      expect(await fits()).toBe(true);
    });

    it('reaches every place by the menu', async () => {
      await page.getByRole('button', { name: 'Open menu' }).click();
      await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Inbox' }).click();
      await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    });
  });

  it.each(someOf(NARROW_SCREENS, 4))('%s does not scroll sideways at 320 pixels', async (name) => {
    const { path = '', isOwner = true } = (await screens()).find((screen) => screen.name === name) ?? {};
    const page = await stage.page({ width: 320, height: 640, isOwner });
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    expect(await page.evaluate(sticksOut)).toEqual([]);
    await page.context().close();
  });

  it.each(['home', 'board', 'list', 'record'])('%s does not jump while it loads', async (name) => {
    const page = await stage.page();
    await page.addInitScript(() => {
      const seen = { shift: 0 };
      Object.assign(window, { millraceShift: seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean })[])
          if (!entry.hadRecentInput) seen.shift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const { path } = (await screens()).find((screen) => screen.name === name) ?? { path: '' };
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => done((window as unknown as { millraceShift: { shift: number } }).millraceShift.shift))),
        ),
    );
    expect(shift).toBeLessThan(MOST_SHIFT);
    await page.context().close();
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
