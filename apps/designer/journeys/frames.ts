import type { Page } from 'playwright-core';

/** How long frames took while something went on, in milliseconds. */
export interface Frames {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Scripts of the page alone in the longest stretch without giving way. */
  readonly longestTaskMs: number;
}

/** Counts the frames that the page draws while the gesture goes on. */
export async function framesDuring(page: Page, gesture: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const seen: { times: number[]; longest: number; isOver: boolean } = { times: [], longest: 0, isOver: false };
    Object.assign(window, { millraceFrames: seen });
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (seen.longest = Math.max(seen.longest, duration)))).observe({
      type: 'longtask',
    });
    const tick = (at: number): void => {
      seen.times.push(at);
      if (!seen.isOver) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await gesture();
  const { times, longest } = await page.evaluate(() => {
    const seen = (window as unknown as { millraceFrames: { times: number[]; longest: number; isOver: boolean } }).millraceFrames;
    seen.isOver = true;
    return { times: seen.times, longest: seen.longest };
  });
  const lengths = times
    .slice(1)
    .map((at, n) => at - (times[n] ?? at))
    .sort((a, b) => a - b);
  const at = (share: number): number => Math.round((lengths[Math.floor((lengths.length - 1) * share)] ?? 0) * 10) / 10;
  return { count: lengths.length, p50Ms: at(0.5), p95Ms: at(0.95), longestTaskMs: Math.round(longest) };
}

/** Moves the pointer along a path in small steps, as a hand does. */
export async function sweep(page: Page, from: { x: number; y: number }, to: { x: number; y: number }, steps: number): Promise<void> {
  for (let n = 1; n <= steps; n++) {
    await page.mouse.move(from.x + ((to.x - from.x) * n) / steps, from.y + ((to.y - from.y) * n) / steps);
    await page.waitForTimeout(8);
  }
}
