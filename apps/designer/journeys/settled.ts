import type { Page } from 'playwright-core';

/**
 * Waits until the page has loaded nothing for a moment. The browser's own "network idle" never comes, for the live stream stays open.
 */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    let count = -1;
    let since = performance.now();
    while (performance.now() - since < 700) {
      const now = performance.getEntriesByType('resource').length;
      if (now !== count) [count, since] = [now, performance.now()];
      await new Promise((again) => setTimeout(again, 50));
    }
  });
