import type { Page } from 'playwright-core';
import { bigPipeline } from './big-pipeline.js';
import { type Frames, framesDuring, sweep } from './frames.js';

export interface Measured {
  /** Until states are seen. */
  readonly openMs: number;
  /** Until their lines are seen too. */
  readonly linesMs: number;
  readonly panFar: Frames;
  readonly dragFar: Frames;
  readonly panNear: Frames;
  readonly drag: Frames;
}

/**
 * Opens a pipeline of so many states in the designer and measures: from the answer of the engine to the first state drawn, panning
 * and dragging a state with all of it in view, then the same near. The draft is given to the page in place of the engine's.
 */
export async function measureDesigner(page: Page, states: number): Promise<Measured> {
  const big = bigPipeline(states);
  const head = { ...HEAD, key: big.key, title: big.title };
  await page.route('**/api/v1/pipelines/big/draft', (route) => route.fulfill({ json: { head, document: big } }));
  await page.route('**/api/v1/pipelines/big/rules', (route) => route.fulfill({ json: { revision: 1, items: [] } }));
  // The code is loaded before: what is measured is the pipeline.
  await page.goto('/pipelines/b2b-sales');
  await page.waitForSelector('.react-flow__node');
  const { openMs, linesMs } = await page.evaluate(async () => {
    const start = performance.now();
    history.pushState({}, '', '/pipelines/big');
    dispatchEvent(new PopStateEvent('popstate'));
    while (!document.querySelector('.react-flow__node[data-id="s-0-0"]')) await new Promise(requestAnimationFrame);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const seenMs = performance.now() - start;
    while (!document.querySelector('.react-flow__edge')) await new Promise(requestAnimationFrame);
    return { openMs: Math.round(seenMs), linesMs: Math.round(performance.now() - start) };
  });
  await page.keyboard.press('1');
  await page.waitForTimeout(800);
  const pane = { x: 900, y: 200 };
  const panFar = await framesDuring(page, () => dragBy(page, pane, { x: -300, y: -160 }));
  const dragFar = await dragState(page, { x: 120, y: 60 });
  const state = await stateInView(page);
  await page.mouse.move(state.x, state.y);
  for (let n = 0; n < 12; n++) await page.mouse.wheel(0, -240);
  await page.waitForTimeout(400);
  const empty = await emptySpot(page);
  const panNear = await framesDuring(page, () => dragBy(page, empty, { x: -500, y: -120 }));
  const drag = await dragState(page, { x: 160, y: 90 });
  return { openMs, linesMs, panFar, dragFar, panNear, drag };
}

/** A point of the state that is nearest to the middle of the drawing. */
const stateInView = (page: Page): Promise<{ id: string; x: number; y: number }> =>
  page.evaluate(() => {
    const points = [...document.querySelectorAll('.react-flow__node-state')].map((state) => {
      const box = state.getBoundingClientRect();
      return { id: state.getAttribute('data-id') ?? '', x: box.x + box.width * 0.3, y: box.y + box.height * 0.3 };
    });
    const far = ({ x, y }: { x: number; y: number }): number => Math.hypot(x - 780, y - 440);
    return points.reduce((best, point) => (far(point) < far(best) ? point : best));
  });

/** Drags a state in the middle of the drawing about; fails if it does not follow. */
async function dragState(page: Page, by: { x: number; y: number }): Promise<Frames> {
  const { id, ...at } = await stateInView(page);
  const place = (): Promise<number> => page.evaluate((one) => document.querySelector(`[data-id="${one}"]`)?.getBoundingClientRect().x ?? 0, id);
  const before = await place();
  let farthest = 0;
  const frames = await framesDuring(page, () => dragBy(page, at, by, async () => void (farthest = (await place()) - before)));
  if (Math.abs(farthest - by.x) > 12) throw new Error(`The state ${id} moved by ${farthest} pixels instead of ${by.x}.`);
  return frames;
}

async function dragBy(page: Page, from: { x: number; y: number }, by: { x: number; y: number }, atTurn?: () => Promise<void>): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await sweep(page, from, { x: from.x + by.x, y: from.y + by.y }, 60);
  await atTurn?.();
  await sweep(page, { x: from.x + by.x, y: from.y + by.y }, from, 60);
  await page.mouse.up();
}

/** A place of the pane that no state covers. */
const emptySpot = (page: Page): Promise<{ x: number; y: number }> =>
  page.evaluate(() => {
    for (let x = 1100; x > 620; x -= 16)
      for (let y = 240; y < 700; y += 16) if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return { x, y };
    return { x: 900, y: 500 };
  });

const HEAD = {
  object: 'deal',
  hasDraft: true,
  draftRevision: 1,
  draftUpdatedAt: null,
  draftUpdatedBy: null,
  latestVersion: 0,
  rulesRevision: 1,
  archivedAt: null,
  openRuns: 0,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};

/** One line a person can compare. */
export const sayMeasured = (states: number, { openMs, linesMs, panFar, dragFar, panNear, drag }: Measured): string =>
  `${states} states: open ${openMs} ms, with lines ${linesMs} ms; ` +
  Object.entries({ 'pan (all in view)': panFar, 'drag (all in view)': dragFar, pan: panNear, drag })
    .map(([name, { p50Ms, p95Ms, longestTaskMs }]) => `${name} p50 ${p50Ms} ms, p95 ${p95Ms} ms, longest task ${longestTaskMs} ms`)
    .join('; ');
