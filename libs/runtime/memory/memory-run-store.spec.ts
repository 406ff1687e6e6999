import type { Instant, WorkspaceId } from '#kernel';
import { describeRunStore } from '../store-contract.js';
import { CountedIds } from './counted-ids.js';
import { MemoryRunStore } from './memory-run-store.js';
import { VirtualClock } from './virtual-clock.js';

describeRunStore('memory', async () => {
  const clock = new VirtualClock('2026-01-05T09:00:00.000Z' as Instant);
  const ids = new CountedIds();
  return {
    store: new MemoryRunStore(() => clock.now()),
    workspace: async () => ids.next() as WorkspaceId,
    id: () => ids.next(),
    pass: async (ms) => clock.advance(ms),
    close: async () => undefined,
  };
});
