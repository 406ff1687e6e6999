import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { FEWER_LOOKS, someOf } from './looks.js';
import { allScreens, SCREEN_NAMES, type Screen } from './screens.js';
import { settled } from './settled.js';
import { Stage, STAGE_MS } from './stage.js';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Every screen under axe in one colour scheme and both languages; a file a scheme, so that they run beside each other. */
export const describeAccessible = (scheme: 'light' | 'dark'): void => {
  // With fewer looks each screen is seen once, every other one in the dark and in Chinese.
  const looked = someOf(SCREEN_NAMES, 2, scheme === 'light' ? 0 : 1);
  describe(`accessibility, ${scheme}`, () => {
    let stage: Stage;
    let screens: readonly Screen[];
    beforeAll(async () => {
      stage = await Stage.start();
      screens = await allScreens(stage);
    }, STAGE_MS);
    afterAll(() => stage.stop());

    it('looks at every screen there is', () => {
      expect(screens.map(({ name }) => name)).toEqual(SCREEN_NAMES);
    });

    describe.each(FEWER_LOOKS ? [scheme === 'light' ? ('en' as const) : ('zh-CN' as const)] : (['en', 'zh-CN'] as const))('%s', (language) => {
      let inside: Page;
      beforeAll(async () => {
        inside = await stage.page({ scheme, language, isStill: true });
      });
      afterAll(() => inside.context().close());

      it.each(looked)('%s has no serious finding', async (name) => {
        const screen = screens.find((one) => one.name === name);
        const page = screen?.isOwner === false ? await stage.page({ scheme, language, isStill: true, isOwner: false }) : inside;
        await page.goto(screen?.path ?? '');
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await settled(page);
        expect(await seriousFindings(page)).toEqual([]);
      });
    });

    it('leaves the browser nothing to complain of', () => {
      expect(stage.complaints).toEqual([]);
    });
  });
};

/** What axe finds on a page as it stands, and where. */
export async function seriousFindings(page: Page): Promise<readonly object[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} :: ${failureSummary?.slice(0, 200)}`) }));
}
