import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Instant } from '#kernel';
import { PgWatchStore } from '#storage';
import { asOwner } from './given.js';
import { Stage, STAGE_MS } from './stage.js';

/** A model from its making to its removal, as somebody who may train does it. */
describe('models on screen', () => {
  let stage: Stage;
  let page: Page;
  const chosen = () => page.getByRole('combobox', { name: 'Models' });
  const inUse = (version: number) => page.getByRole('row', { name: new RegExp(`version ${version}.*In use`, 'i') });
  /** Without a reload: the page asks for as long as something trains. */
  const train = async (button: string, version: number): Promise<void> => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await inUse(version).waitFor();
  };

  beforeAll(async () => {
    stage = await Stage.start();
    page = await stage.page();
  }, STAGE_MS);
  afterAll(() => stage.stop());

  it('makes one, naming what it predicts and what it learns from', async () => {
    await page.goto('/insights/models');
    await page.getByRole('button', { name: 'New model' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Size of a deal');
    await page.getByRole('combobox', { name: 'What it tells' }).selectOption({ label: 'A number' });
    expect(await page.getByRole('button', { name: 'Make it' }).isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Field' }).selectOption({ label: 'Value' });
    await page.getByRole('checkbox', { name: 'Age of the record' }).uncheck();
    await page.getByText(/^\d+ of \d+ chosen$/).waitFor();
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('By its stated rule').waitFor();
    const made = await asOwner(stage, '/api/v1/models/size-of-a-deal');
    expect(made).toMatchObject({ kind: 'regression', target: { kind: 'field', field: 'close_value' } });
    expect(made.features).not.toContain('run.age_days');
  });

  it('trains it twice, and the page follows by itself', async () => {
    await train('Train', 1);
    await page.getByRole('figure', { name: 'Drift since training' }).waitFor();
    await train('Train again', 2);
  });

  it('goes one version back by one click', async () => {
    await page.getByRole('button', { name: 'Use version 1' }).click();
    await inUse(1).waitFor();
    expect(await asOwner(stage, '/api/v1/models/size-of-a-deal')).toMatchObject({ activeVersion: 1, versions: 2 });
  });

  it('is told of in the notifications once it has drifted, and says since when on its page', async () => {
    const { parts, workspace } = stage.api.engine;
    const found = { version: 1, asOf: '2026-01-31T09:00:00.000Z' as Instant, n: 250, state: 'drifted', psi: 0.4, feature: { en: 'Source' } } as const;
    const notice = { text: { en: 'The model has drifted.', 'zh-CN': '模型已漂移。' }, roles: ['owner'], newId: () => parts.ids.next() };
    expect(await new PgWatchStore(parts.storage).keep(workspace.id, 'size-of-a-deal', found, notice)).toBe(true);
    await page.goto('/');
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
    await page.getByRole('link', { name: /The model has drifted\./ }).click();
    await page.getByText(/^Drift noticed on /).waitFor();
    expect(await chosen().inputValue()).toBe('size-of-a-deal');
  });

  it('is chosen from a list in a step that scores by it; one that is not there yet is written', async () => {
    const document = (key: string, model: string) => ({
      format: 'millrace/1',
      key,
      object: 'deal',
      title: { en: 'Scoring' },
      initial: 'first',
      states: { first: { stage: true, entry: [{ do: 'score.custom', with: { model } }], on: { go: 'last' } }, last: { type: 'final', stage: true } },
    });
    const modelIn = async (key: string, model: string) => {
      await asOwner(stage, `/api/v1/pipelines/${key}/draft`, { document: document(key, model) }, 'PUT');
      const designer = await stage.page();
      await designer.goto(`/pipelines/${key}`);
      await designer.locator('.react-flow__node[data-id="first"]').click();
      await designer.getByRole('button', { name: 'Step 1: Score by any model', exact: true }).click();
      return { designer, input: designer.getByRole('group', { name: 'Input of Score by any model' }).getByRole('combobox', { name: 'Model' }) };
    };
    const later = await modelIn('later', 'made-later');
    await later.designer.getByText('The workspace has none of this name yet.').waitFor();
    expect(await later.input.inputValue()).toBe('made-later');
    await later.designer.getByText('1 warning').waitFor();
    await later.designer.context().close();
    const there = await modelIn('scoring', 'deal-win');
    expect(await there.input.inputValue()).toBe('Deal is won');
    await there.input.click();
    await there.designer.getByRole('option', { name: 'Size of a deal' }).click();
    const saved = async () => (await asOwner(stage, '/api/v1/pipelines/scoring/draft')).document.states.first.entry[0].with.model;
    for (let tries = 0; tries < 100 && (await saved()) === 'deal-win'; tries++) await there.designer.waitForTimeout(100);
    expect(await saved()).toBe('size-of-a-deal');
    await there.designer.context().close();
  });

  it('is neither missed nor overwritten in a step while it is not known which there are', async () => {
    const designer = await stage.page();
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await designer.route(/\/api\/v1\/models(\?|$)/, async (route) => {
      await asked;
      await route.continue();
    });
    await designer.goto('/pipelines/later');
    await designer.locator('.react-flow__node[data-id="first"]').click();
    await designer.getByRole('button', { name: 'Step 1: Score by any model', exact: true }).click();
    const input = designer.getByRole('combobox', { name: 'Model' });
    await input.waitFor();
    expect(await input.inputValue()).toBe('made-later');
    await designer.getByText('Nothing to report: this can be published.').waitFor();
    expect(await designer.getByText('The workspace has none of this name yet.').count()).toBe(0);
    answer();
    await designer.getByText('The workspace has none of this name yet.').waitFor();
    await designer.getByText('1 warning').waitFor();
    await designer.context().close();
  });

  it('changes how it learns, beside the advice of its leak check', async () => {
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText('Advice of the leak check of version 2').waitFor();
    await page.getByRole('combobox', { name: 'Trains' }).selectOption({ label: 'Weekly' });
    await page.getByRole('button', { name: 'Save' }).click();
    await chosen().waitFor();
    expect(await asOwner(stage, '/api/v1/models/size-of-a-deal')).toMatchObject({ schedule: 'weekly', activeVersion: 1 });
  });

  it('removes it after asking', async () => {
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('option', { name: 'Size of a deal' }).waitFor({ state: 'detached' });
    const { items } = await asOwner(stage, '/api/v1/models');
    expect(items.map(({ key }: { key: string }) => key)).not.toContain('size-of-a-deal');
  });

  it('says what to install before it takes a file of a model trained elsewhere', async () => {
    await asOwner(stage, '/api/v1/models', { key: 'elsewhere', title: { en: 'Elsewhere' }, kind: 'onnx', object: 'deal', target: { kind: 'given' } });
    await page.goto('/insights/models?key=elsewhere');
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page.getByText('npm install onnxruntime-node').waitFor();
    expect(await page.getByRole('button', { name: 'Choose an ONNX file' }).count()).toBe(0);
  });

  it('offers nothing of this to whoever may only look', async () => {
    const { link } = await asOwner(stage, '/api/v1/members', { name: 'Grace', email: 'grace@example.com', role: 'viewer' });
    const hers = await stage.page({ isOwner: false });
    await hers.goto(link);
    await hers.getByRole('textbox', { name: 'Your name' }).fill('Grace');
    await hers.getByRole('textbox', { name: 'E-mail' }).fill('grace@example.com');
    await hers.locator('input[name=password]').fill('a fine long password');
    await hers.locator('button[type=submit]').click();
    await hers.getByRole('heading', { level: 1, name: 'Hello, Grace' }).waitFor();
    await hers.goto('/insights/models');
    await hers.getByRole('combobox', { name: 'Models' }).waitFor();
    expect(await hers.getByRole('button', { name: /^(New model|Train|Change|Remove|Put back)/ }).count()).toBe(0);
    await hers.goto('/insights/models?edit=new');
    await hers.getByRole('combobox', { name: 'Models' }).waitFor();
  });

  it('leaves the browser nothing to complain of', () => expect(stage.complaints).toEqual([]));
});
