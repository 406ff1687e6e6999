import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Json } from '#kernel';
import { parsePipeline } from '#pipeline';
import { timesFor, shippedCalendars } from '../../cli/calendars.js';
import { compiled, parseRules } from '../../cli/pipeline-files.js';
import { playScenario } from '../../cli/scenario/play-scenario.js';
import { parseScenarios } from '../../cli/scenario/scenario.js';
import { asOwner, someAccount } from './given.js';
import { hold } from './on-board.js';
import { Stage, STAGE_MS } from './stage.js';

const DRAFT = '/api/v1/pipelines/deep/draft';
/** first --go--> second --on--> last, and a state that stands by itself. */
const FOUR = {
  format: 'millrace/1',
  key: 'deep',
  object: 'deal',
  title: { en: 'Deep' },
  initial: 'first',
  states: {
    first: { stage: true, title: { en: 'First' }, on: { go: { target: 'second', title: { en: 'Go' } }, leap: { target: 'aside', title: { en: 'Leap' } } } },
    second: { stage: true, title: { en: 'Second' }, on: { on: { target: 'last', title: { en: 'Go on' } } } },
    aside: { title: { en: 'Aside' }, on: { back: { target: 'last', title: { en: 'Come back' } } } },
    last: { type: 'final', stage: true, outcome: 'won', title: { en: 'Last' } },
  },
};
const PLACES = { first: { x: 0, y: 0 }, second: { x: 320, y: 40 }, aside: { x: 320, y: 400 }, last: { x: 760, y: 80 } };

describe('the designer in depth', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  }, STAGE_MS);
  afterAll(() => stage.stop());

  const node = (id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
  /** Attributes that say how a state stands out are on what is drawn inside the node. */
  const marked = (id: string, mark: string): Locator => node(id).locator(`> ${mark}`);
  const tree = (): Locator => page.getByRole('tree', { name: 'States of the pipeline' });
  const row = (name: string): Locator => tree().getByRole('treeitem', { name, exact: true });
  const draft = async () => (await asOwner(stage, DRAFT)).document;
  const saved = async (holds: (document: Awaited<ReturnType<typeof draft>>) => boolean): Promise<void> => {
    for (let tries = 0; tries < 100 && !holds(await draft()); tries++) await page.waitForTimeout(100);
    expect(holds(await draft())).toBe(true);
  };
  const open = async (layout: object = PLACES): Promise<void> => {
    await asOwner(stage, DRAFT, { document: { ...FOUR, layout } }, 'PUT');
    await page.goto('/pipelines/deep');
    await node('first').waitFor();
  };

  it('adds a state inside another, and takes a third in by the mouse', async () => {
    await open();
    await row('Second').getByRole('button', { name: 'More for Second' }).click();
    await page.getByRole('menuitem', { name: 'Add a state inside' }).click();
    await tree().getByRole('textbox', { name: 'Name' }).fill('Price asked');
    await page.keyboard.press('Enter');
    await saved(({ states }) => Object.values(states.second.states ?? {}).some((inner) => (inner as typeof FOUR.states.first).title?.en === 'Price asked'));
    await marked('second', '[data-kind="compound"]').waitFor();
    expect(await row('Price asked').getAttribute('aria-level')).toBe('2');
    await hold(page, node('aside'), node('second'));
    await page.mouse.up();
    await saved(({ states }) => states.aside === undefined && states.second.states.aside !== undefined);
    expect(await row('Aside').getAttribute('aria-level')).toBe('2');
    // What led to it leads to it still.
    expect((await draft()).states.first.on.leap.target).toBe('aside');
  });

  it('makes a group parallel: what was inside are its regions', async () => {
    await node('second').click({ position: { x: 60, y: 20 } });
    await page.getByRole('button', { name: 'Change kind', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Parallel regions/ }).click();
    await saved(({ states }) => states.second.type === 'parallel' && Object.keys(states.second.states).length === 2);
    await marked('second', '[data-kind="parallel"]').waitFor();
    expect(await page.locator('.react-flow__node [data-region]').count()).toBe(2);
    await page.keyboard.press('Control+z');
    await saved(({ states }) => states.second.type !== 'parallel');
  });

  it('tidies what is new and leaves what was placed by hand where it is', async () => {
    const { last: _last, aside: _aside, ...byHand } = PLACES;
    await open(byHand);
    await page.getByRole('button', { name: 'Tidy', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Tidy new states/ }).click();
    await saved(({ layout }) => layout.last !== undefined && layout.aside !== undefined);
    expect((await draft()).layout).toMatchObject(byHand);
    await page.getByRole('button', { name: 'Tidy', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Tidy everything/ }).click();
    await saved(({ layout }) => layout.first.x !== byHand.first.x || layout.second.y !== byHand.second.y);
    await page.keyboard.press('Control+z');
    await saved(({ layout }) => layout.first.x === byHand.first.x && layout.second.y === byHand.second.y);
  });

  it('is edited in the outline by keys: the drawing follows', async () => {
    await open();
    await row('First').click();
    await tree().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tree().getByRole('textbox', { name: 'Name' }).fill('Talked over');
    await page.keyboard.press('Enter');
    await node('second').getByText('Talked over', { exact: true }).waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await saved(({ states }) => states.second.title.en === 'Talked over' && Object.keys(states)[0] === 'second');
  });

  it('copies states as JSON text and pastes them with what connects them', async () => {
    await open();
    await node('second').click();
    await node('last').click({ modifiers: ['Control'] });
    await page.keyboard.press('Control+c');
    const text = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    expect(text.states).toEqual({ second: FOUR.states.second, last: FOUR.states.last });
    await page.keyboard.press('Control+v');
    await saved(({ states }) => Object.keys(states).length === 6);
    const { states } = await draft();
    const [copy = '', end] = Object.keys(states).filter((id) => !(id in FOUR.states));
    expect(states[copy].on.on.target).toBe(end);
    await page.locator(`.react-flow__node[data-id="${copy}"].selected`).waitFor();
  });

  it('plays a real record, lights where it stands, and keeps the walk as a scenario that comes out the same', async () => {
    const fields = { name: 'Walked deal', account: await someAccount(stage), close_value: 900, close_date: '2027-02-10' };
    await asOwner(stage, '/api/v1/records/deal', { fields });
    await page.goto('/pipelines/b2b-sales?tab=simulate');
    await page.getByRole('combobox', { name: 'Record' }).fill('Walked deal');
    await page.getByRole('option', { name: 'Walked deal' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await marked('prospecting', '[data-shine="active"]').waitFor();
    await page.getByRole('button', { name: 'Engage', exact: true }).click();
    await marked('engaging', '[data-shine="active"]').waitFor();
    expect(await page.locator('[data-shine="active"]').filter({ hasText: 'Prospecting' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Win', exact: true }).click();
    await page.getByRole('status').getByText('Ended: won').waitFor();
    await page.getByText('Save as scenario').click();
    await page.getByRole('textbox', { name: 'Name of the scenario' }).fill('Won at once');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
    expect(await replayed(JSON.parse(await readFile(await file.path(), 'utf8')))).toEqual([{ name: { en: 'Won at once' }, steps: 3, problems: [] }]);
  });

  /** The scenarios of a file played against the pipeline that is live, as `millrace scenarios` does. */
  async function replayed(file: Json) {
    const { document } = await asOwner(stage, '/api/v1/pipelines/b2b-sales/draft');
    const rules = (await asOwner(stage, '/api/v1/pipelines/b2b-sales/rules')).items.map((rule: { readonly document: Json }) => rule.document);
    const [definition, attached, scenarios] = [parsePipeline(document), parseRules(rules), parseScenarios(file)];
    if (!definition.ok || !attached.ok || !scenarios.ok) throw new Error(JSON.stringify([definition, attached, scenarios]));
    const times = timesFor(definition.value.timeZone ?? 'UTC', await shippedCalendars(undefined));
    return scenarios.value.map((scenario) => playScenario(scenario, compiled(definition.value, attached.value), times));
  }

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
