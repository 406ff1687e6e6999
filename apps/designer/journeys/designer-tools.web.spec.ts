import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { asOwner } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

/** first --go--> second --go--> third, each with its place. */
const small = (states: Readonly<Record<string, unknown>>) => ({
  format: 'millrace/1',
  key: 'tools',
  object: 'deal',
  title: { en: 'Tools' },
  initial: 'first',
  states,
});
const FIRST = { stage: true, title: { en: 'First' }, on: { go: { target: 'second', title: { en: 'Go' } } } };
const LAST = { type: 'final', stage: true, title: { en: 'Last' } };
const THREE = small({
  first: FIRST,
  second: { stage: true, title: { en: 'Second' }, on: { go: { target: 'last', title: { en: 'Go on' } } } },
  last: LAST,
});

describe('the tools of the designer', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
    await asOwner(stage, '/api/v1/pipelines/tools/draft', { document: { ...THREE, layout: PLACES } }, 'PUT');
    await asOwner(stage, '/api/v1/pipelines/tools/versions', {});
    const { runId } = await asOwner(stage, '/api/v1/records/deal', { fields: { name: 'Homeless deal' }, pipeline: 'tools' });
    await asOwner(stage, `/api/v1/runs/${runId}/events`, { event: 'go' });
  }, STAGE_MS);
  afterAll(() => stage.stop());

  const node = (id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
  const draft = async () => (await asOwner(stage, '/api/v1/pipelines/tools/draft')).document;
  const saved = async (holds: (document: Awaited<ReturnType<typeof draft>>) => boolean): Promise<void> => {
    for (let tries = 0; tries < 100 && !holds(await draft()); tries++) await page.waitForTimeout(100);
    expect(holds(await draft())).toBe(true);
  };
  const open = async (): Promise<void> => {
    await page.goto('/pipelines/tools');
    await node('first').waitFor();
  };

  it('says what is drawn, and is walked by the arrow keys', async () => {
    await open();
    expect(await node('first').getAttribute('aria-label')).toBe('First, State, stage, begins here');
    expect(await page.locator('.react-flow__edge').first().getAttribute('aria-label')).toMatch(/^Go( on)?: (First to Second|Second to Last)$/);
    expect(await page.locator('.react-flow__node[tabindex="0"]').count()).toBe(1);
    await node('first').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.react-flow__node[data-id="second"].selected:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('.react-flow__node[data-id="last"].selected:focus').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.react-flow__node[data-id="second"].selected:focus').waitFor();
    const before = (await node('second').boundingBox())?.y ?? 0;
    await page.keyboard.press('Shift+ArrowDown');
    await page.waitForFunction((y) => (document.querySelector('.react-flow__node[data-id="second"]')?.getBoundingClientRect().y ?? 0) > y, before);
    await page.keyboard.press('Control+z');
  });

  it('takes a step from the palette where it is dropped', async () => {
    await open();
    await page
      .getByRole('tab', { name: 'Steps' })
      .or(page.getByText('Steps', { exact: true }))
      .first()
      .click();
    await page.getByRole('textbox', { name: 'Find a step…' }).fill('note');
    await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: 'Add a note' }).dragTo(node('second'));
    await saved(({ states }) => states.second.entry?.[0]?.do === 'note.add');
    await page.keyboard.press('Control+z');
    await saved(({ states }) => states.second.entry === undefined);
  });

  it('writes a note', async () => {
    await open();
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.locator('.react-flow__node').getByRole('textbox', { name: 'Text of the note' }).fill('Ask Leo');
    await page.keyboard.press('Escape');
    await saved(({ notes }) => notes?.[0]?.text === 'Ask Leo');
    await page.getByText('Ask Leo').first().waitFor();
  });

  it('lines up what is selected, and takes it back', async () => {
    await open();
    await node('first').click();
    await node('second').click({ modifiers: ['Control'] });
    await node('last').click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Align and distribute' }).click();
    await page.getByRole('menuitem', { name: 'Align top' }).click();
    await saved(({ layout }) => layout.first.y === layout.second.y && layout.second.y === layout.last.y);
    await page.keyboard.press('Control+z');
    await saved(({ layout }) => layout.first.y !== layout.second.y);
  });

  it.each([
    ['Pipeline (JSON)', 'json', /"format": "millrace\/1"/],
    ['XState machine (JSON)', 'json', /"initial": "first"/],
    ['Mermaid diagram', 'mmd', /stateDiagram-v2/],
    ['Picture (SVG)', 'svg', /^<svg[\s\S]*First[\s\S]*<\/svg>\s*$/],
    ['Picture (PNG)', 'png', /PNG/],
  ])('writes a file: %s', async (name, ending, holds) => {
    await open();
    await page.getByRole('button', { name: 'Import and export' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()]);
    expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${ending}$`));
    expect(await readFile(await file.path(), 'latin1')).toMatch(holds);
  });

  it('publishes with a place for the runs whose state is gone', async () => {
    await asOwner(stage, '/api/v1/pipelines/tools/draft', { document: small({ first: { ...FIRST, on: { go: 'last' } }, last: LAST }) }, 'PUT');
    await open();
    await page.getByRole('button', { name: 'Review and publish' }).click();
    await page.getByRole('button', { name: 'Publish…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish as version 2' });
    await dialog.getByText('need a state to go to').waitFor();
    await dialog.getByRole('radio', { name: 'Move all of them' }).check();
    expect(await dialog.getByRole('button', { name: 'Publish and move' }).isDisabled()).toBe(true);
    await dialog.getByRole('combobox', { name: /1 run in “Second” goes to/ }).click();
    await page.getByRole('option', { name: 'First', exact: true }).click();
    await dialog.getByText('go to the state chosen for them').waitFor();
    await dialog.getByRole('button', { name: 'Publish and move' }).click();
    await page.getByText('1 open run was moved.').first().waitFor();
    const [run] = (await asOwner(stage, '/api/v1/runs?pipeline=tools')).items;
    expect(await asOwner(stage, `/api/v1/runs/${run.id}`)).toMatchObject({ version: 2, snapshot: { configuration: ['first'] } });
  });

  it('brings a version back as the draft', async () => {
    await page.goto('/pipelines/tools?tab=history');
    await page
      .getByRole('navigation', { name: 'Versions' })
      .getByRole('button', { name: /Version 1/ })
      .click();
    await page.getByRole('heading', { level: 2, name: 'Version 1' }).waitFor();
    await page.getByRole('button', { name: 'Restore as draft' }).click();
    await node('second').waitFor();
    await saved(({ states }) => states.second !== undefined);
    await page.keyboard.press('Control+z');
    await node('second').waitFor({ state: 'hidden' });
  });

  it('archives the pipeline and takes it back; open runs are said before', async () => {
    await page.goto('/pipelines');
    const more = page.getByRole('button', { name: 'More for Tools' });
    await more.click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    const dialog = page.getByRole('dialog', { name: 'Archive “Tools”' });
    await dialog.getByText('1 run is still open.').waitFor();
    await dialog.getByRole('button', { name: 'Archive' }).click();
    const archive = page.getByRole('region', { name: 'Archived' });
    await archive.getByRole('heading', { name: 'Tools' }).waitFor();
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Tools' }).waitFor({ state: 'hidden' });
    await archive.getByRole('button', { name: 'More for Tools' }).click();
    await page.getByRole('menuitem', { name: 'Take out of the archive' }).click();
    await archive.waitFor({ state: 'hidden' });
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Tools' }).waitFor();
  });

  it('leaves the browser nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});

const PLACES = { first: { x: 0, y: 0 }, second: { x: 320, y: 40 }, last: { x: 640, y: 80 } };
