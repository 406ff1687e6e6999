import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allScreens } from './screens.js';
import { settled } from './settled.js';
import { Stage } from './stage.js';

/** Where the pictures go: `SCREENSHOTS`, or `.tmp/screenshots`. */
const FOLDER = process.env['SCREENSHOTS'] ?? join(import.meta.dirname, '../../../.tmp/screenshots');

const LOOKS = [
  { look: 'en-light', language: 'en', scheme: 'light', width: 1440 },
  { look: 'zh-dark', language: 'zh-CN', scheme: 'dark', width: 1440 },
  { look: 'en-dark', language: 'en', scheme: 'dark', width: 1440 },
  { look: 'zh-light', language: 'zh-CN', scheme: 'light', width: 1440 },
  { look: 'phone', language: 'en', scheme: 'light', width: 375 },
] as const;

/** `npm run screenshots`: a picture of every screen in every look, to be looked at and for the README. */
describe('screenshots', () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    stage = await Stage.start();
  });
  afterAll(() => stage.stop());

  it.each(LOOKS)('$look', async ({ look, language, scheme, width }) => {
    const looks = { language, scheme, width, height: width < 600 ? 812 : 900 };
    const inside = await stage.page(looks);
    for (const { name, path, isOwner } of await allScreens(stage)) {
      const page = isOwner === false ? await stage.page({ ...looks, isOwner }) : inside;
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`), animations: 'disabled' });
    }
    expect(stage.complaints).toEqual([]);
  });
});
