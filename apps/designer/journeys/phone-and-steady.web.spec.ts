import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { asOwner, givenDeal } from './given.js';
import { someOf } from './looks.js';
import { allScreens, SCREEN_NAMES } from './screens.js';
import { card, column } from './on-board.js';
import { settled } from './settled.js';
import { Stage, STAGE_MS } from './stage.js';

/** What a page may move in all while it loads: a tenth of what web.dev calls good. */
const MOST_SHIFT = 0.01;

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
  'webhooks',
  'join',
] as const satisfies readonly (typeof SCREEN_NAMES)[number][];

/** In the page: what makes it wider than the window; nothing where it fits. */
function sticksOut(): string[] {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth);
  return [`${document.documentElement.scrollWidth} pixels`, ...wide.slice(0, 12).map((one) => one.outerHTML.slice(0, 120))];
}

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null; readonly previousRect: DOMRectReadOnly; readonly currentRect: DOMRectReadOnly }[];
}

/** In the page: keeps what moves without a person having done anything. */
function noteShifts(): void {
  const shifts: Shift[] = [];
  Object.assign(window, { millraceShifts: shifts });
  new PerformanceObserver((list) => {
    shifts.push(...(list.getEntries() as Shift[]).filter(({ hadRecentInput }) => !hadRecentInput));
  }).observe({ type: 'layout-shift', buffered: true });
}

/** In the page: how much has moved in all, and what. */
async function seenShifts(): Promise<{ readonly sum: number; readonly moved: readonly string[] }> {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const shifts = (window as unknown as { readonly millraceShifts: readonly Shift[] }).millraceShifts;
  const html = (node: Node | null): string => (node instanceof Element ? node.outerHTML.slice(0, 120) : (node?.textContent ?? 'gone'));
  const moved = shifts.flatMap(({ value, sources }) =>
    sources.map(({ node, previousRect, currentRect }) => `${value.toFixed(3)}: from ${previousRect.y} to ${currentRect.y}: ${html(node)}`),
  );
  return { sum: shifts.reduce((all, { value }) => all + value, 0), moved };
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
    await page.addInitScript(noteShifts);
    // No two answers come at once, and none in the order in which it was asked for: what moves does so on any machine.
    let asked = 0;
    await page.route(/\/api\/v1\/(?!live)/, async (route) => {
      await new Promise((later) => setTimeout(later, 50 + ((asked++ * 7) % 10) * 60));
      await route.continue();
    });
    const { path } = (await screens()).find((screen) => screen.name === name) ?? { path: '' };
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    const { sum, moved } = await page.evaluate(seenShifts);
    expect({ isSteady: sum < MOST_SHIFT, moved: sum < MOST_SHIFT ? [] : moved }).toEqual({ isSteady: true, moved: [] });
    await page.context().close();
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
