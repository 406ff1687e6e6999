import type { Instant, WorkspaceId } from '#kernel';
import { describeScheduleStore } from '../schedule-contract.js';
import { CountedIds } from './counted-ids.js';
import { MemoryRunStore } from './memory-run-store.js';
import { MemoryScheduleStore } from './memory-schedule-store.js';
import { VirtualClock } from './virtual-clock.js';

describeScheduleStore('memory', async () => {
  const clock = new VirtualClock('2026-01-05T09:00:00.000Z' as Instant);
  const ids = new CountedIds();
  const store = new MemoryRunStore(() => clock.now());
  return {
    store,
    schedules: new MemoryScheduleStore(() => clock.now(), store),
    workspace: async () => ids.next() as WorkspaceId,
    id: () => ids.next(),
    pass: async (ms) => clock.advance(ms),
    close: async () => undefined,
  };
});
