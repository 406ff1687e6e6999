import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from './stage.js';

describe('the front door', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.start({ sample: false });
  });
  afterAll(() => stage.stop());

  it('sends a stranger to sign in, and brings them back to where they wanted to go', async () => {
    const page = await stage.page({ isOwner: false });
    await page.goto('/inbox');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').fill(stage.api.owner.email);
    await page.getByLabel('Password').first().fill('wrong, and long enough');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').first().fill(stage.api.owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/inbox');
  });

  it('lets an invited colleague in by a link that works once', async () => {
    const made = await stage.api.ask('/api/v1/members', stage.api.owner.cookie, {
      method: 'POST',
      body: { name: 'Grace', email: 'grace@example.com', role: 'viewer' },
    });
    const page = await stage.page({ isOwner: false, language: 'zh-CN' });
    for (const isFirst of [true, false]) {
      await page.goto(String(made.body.link));
      await page.getByRole('heading', { name: '设置账户' }).waitFor();
      await page.getByLabel('您的姓名').fill('Grace');
      await page.getByLabel('电子邮箱').fill('grace@example.com');
      await page.locator('input[name=password]').fill('a fine long password');
      await page.getByRole('button', { name: '开始' }).click();
      if (isFirst) await page.waitForURL((url) => url.pathname === '/');
      else await page.getByRole('alert').waitFor();
      await page.context().clearCookies();
    }
  });

  it('keeps to its content policy', () => {
    expect(stage.complaints).toEqual([]);
  });
});
