import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { JsonObject, RecordId } from '#kernel';
import type { CommandBody } from '#runtime';
import { OWNER, testWorkspace, type TestWorkspace } from '../testing/test-workspace.js';
import { PgPurchaseReads } from './customer-purchases.js';
import { PgTextReads } from './customer-texts.js';

jest.setTimeout(60_000);

let at: TestWorkspace;
const submit = (body: CommandBody) =>
  at.runtime.submit({ workspace: at.workspace, actor: OWNER, source: 'test', key: null, occurredAt: null, history: false, origin: null, body });
const create = async (object: string, fields: JsonObject): Promise<RecordId> => {
  const recordId = crypto.randomUUID() as RecordId;
  await submit({ kind: 'record.create', recordId, object, fields, externalKey: null, ownerId: null });
  return recordId;
};

beforeAll(async () => {
  at = await testWorkspace();
});
afterAll(() => at.close());

it.each<[string, JsonObject, () => Promise<string>]>([
  ['ticket', { subject: 'Late' }, () => new PgTextReads(at.sql).stamp(at.workspace)],
  ['contact', { name: 'Anna' }, () => new PgTextReads(at.sql).fieldsStamp(at.workspace, 'contact')],
  ['product', { name: '智能门锁' }, () => new PgTextReads(at.sql).stamp(at.workspace)],
  ['order', { number: '1' }, async () => (await new PgPurchaseReads(at.storage).state(at.workspace)).stamp],
])('what is kept of each %s is reckoned anew when an older one is deleted, and when it is taken back', async (object, fields, stamp) => {
  const older = await create(object, fields);
  await create(object, { ...fields, ...(object === 'order' ? { number: '2' } : {}) });
  const before = await stamp();
  expect(await stamp()).toBe(before);
  await submit({ kind: 'record.delete', recordId: older, expectedVersion: null });
  const after = await stamp();
  await submit({ kind: 'record.restore', recordId: older });
  expect(new Set([before, after, await stamp()]).size).toBe(3);
});

it('what is kept of contacts is reckoned anew when an edit is told late, or rows go without a word', async () => {
  const stamp = () => new PgTextReads(at.sql).fieldsStamp(at.workspace, 'contact');
  const older = await create('contact', { name: 'Clara' });
  await create('contact', { name: 'Dora' });
  const before = await stamp();
  await at.sql(`update records set fields = '{"name":"Klara"}', version = version + 1 where id = $1::uuid`, [older]);
  const edited = await stamp();
  await at.sql('delete from records where id = $1::uuid', [older]);
  expect(new Set([before, edited, await stamp()]).size).toBe(3);
});
