import type { Locator, Page } from 'playwright-core';

/** A column of the board by its stage. */
export const column = (page: Page, stage: string): Locator => page.getByRole('region', { name: stage, exact: true });

export const card = (within: Locator, name: string): Locator =>
  within.getByRole('article').filter({ has: within.page().getByRole('link', { name, exact: true }) });

/** A card held by the mouse, to be looked at before it is let go. */
export async function hold(page: Page, held: Locator, over: Locator): Promise<void> {
  const from = await centre(held);
  const to = await centre(over);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // A drag begins after some way, and a place notices it after the pointer has moved over it.
  for (let n = 1; n <= 6; n++) await page.mouse.move(from.x + ((to.x - from.x) * n) / 6, from.y + ((to.y - from.y) * n) / 6);
  await page.mouse.move(to.x + 4, to.y + 4);
}

async function centre(of: Locator): Promise<{ x: number; y: number }> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('It is not to be seen.');
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 120) };
}
