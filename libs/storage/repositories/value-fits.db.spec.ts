import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Model, ModelKind, Report, Version } from '#models';
import { testWorkspace, type TestWorkspace } from '../testing/test-workspace.js';
import { PgModelStore } from './models-store.js';
import { PgValueFits } from './value-fits.js';

jest.setTimeout(60_000);

let at: TestWorkspace;
beforeAll(async () => {
  at = await testWorkspace();
});
afterAll(() => at.close());

const modelOf = (key: string, kind: ModelKind): Model => ({
  ...{ key, kind, title: { en: key }, object: 'account', pipeline: null, target: { kind: 'purchases' }, decision: { at: 'start' }, features: null },
  ...{ methods: ['logistic'], windowDays: null, keepLeaks: [], schedule: 'never', autoActivate: true },
});
async function learn(key: string, kind: ModelKind, fitted: object): Promise<void> {
  const store = new PgModelStore(at.storage);
  await store.save(at.workspace, modelOf(key, kind));
  const learned = { report: {} as Report, fitted: fitted as Version['fitted'] };
  const version = await store.addVersion(at.workspace, { model: key, method: 'bg-nbd', by: { kind: 'system', id: 'schedule' }, ...learned, file: null });
  await store.activate(at.workspace, key, version);
}
const fit = () => new PgValueFits(at.storage.sql).of(at.workspace);

it('the fit of customer value is that of a model of this kind, the shipped one before others, and says whose it is', async () => {
  await learn('a-network', 'binary', { kind: 'clv', purchases: 'no', spending: 'no' });
  expect(await fit()).toBeNull();
  await learn('vip-value', 'clv', { kind: 'clv', purchases: { r: 2 }, spending: { meanValue: 2 } });
  expect(await fit()).toMatchObject({ model: 'vip-value', version: 1, purchases: { r: 2 }, spending: { meanValue: 2 } });
  await learn('account-value', 'clv', { kind: 'clv', purchases: { r: 1 }, spending: { meanValue: 1 } });
  expect(await fit()).toMatchObject({ model: 'account-value', version: 1, purchases: { r: 1 } });
});
