import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import type { WorkspaceId } from '#kernel';
import { describeScheduleStore } from '../../runtime/schedule-contract.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { PgRunStore } from './pg-run-store.js';
import { PgScheduleStore } from './pg-schedule-store.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

describeScheduleStore('PostgreSQL', async () => ({
  store: new PgRunStore(db.storage.runtimePool),
  schedules: new PgScheduleStore(db.storage.sql),
  workspace: async () => randomUUID() as WorkspaceId,
  id: () => randomUUID(),
  pass: (ms) => new Promise((go) => setTimeout(go, ms)),
  // What a test left behind would be claimed by the next one.
  close: async () => void (await db.storage.sql('delete from schedules')),
}));
