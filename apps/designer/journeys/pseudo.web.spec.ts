import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { stepCatalogue } from '#steps/definitions';
import { someOf } from './looks.js';
import { SCREEN_NAMES, allScreens, type Screen } from './screens.js';
import { settled } from './settled.js';
import { Stage, STAGE_MS } from './stage.js';
import { Answered, clipped, hardCoded } from './texts-on-screen.js';

/** Names of the product, what is called the same everywhere, and what the document itself says in both languages. */
const SAME = [
  'Millrace',
  'Ctrl K',
  'English',
  '简体中文',
  'Language · 语言',
  'Olga Owner',
  'OO',
  'CSV',
  'JSON',
  'XState',
  'Mermaid',
  'H*',
  'without a history',
];

/** What kinds of step and their fields are called: the catalogue is a part of the page and says it in two languages, not in a third. */
const ofSteps = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && typeof value.en === 'string') return [value.en];
  return Object.values(value).flatMap(ofSteps);
};
const STEP_TEXTS = ofSteps(stepCatalogue().all());

describe('the pseudo language, a third longer', () => {
  let stage: Stage;
  let screens: readonly Screen[];
  /** Of all pages: what one has loaded is there for the next. */
  let context: BrowserContext;
  beforeAll(async () => {
    stage = await Stage.start();
    context = (await stage.page()).context();
    screens = await allScreens(stage);
  }, STAGE_MS);
  afterAll(() => stage.stop());

  it.each(someOf(SCREEN_NAMES, 2))('%s: every wording is translated, and none is cut off', async (name) => {
    const { path, isOwner } = screens.find((screen) => screen.name === name) as Screen;
    const page = isOwner === false ? await stage.page({ isOwner }) : await context.newPage();
    const answered = new Answered(page);
    answered.add(SAME);
    if (name === 'rule') answered.add(STEP_TEXTS);
    const [at = '', hash] = path.split('#');
    await page.goto(`${at}${at.includes('?') ? '&' : '?'}pseudo${hash === undefined ? '' : `#${hash}`}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    const found = { hardCoded: await hardCoded(page, answered), clipped: await clipped(page) };
    await page.close();
    expect(found).toEqual({ hardCoded: [], clipped: [] });
  });
});
