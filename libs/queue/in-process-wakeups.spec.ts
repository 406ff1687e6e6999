import { describe, expect, it } from '@jest/globals';
import type { Instant, WorkspaceId } from '#kernel';
import type { Notice } from '#runtime';
import { VirtualClock } from '#runtime/memory';
import { InProcessWakeups } from './in-process-wakeups.js';
import { describeWakeups } from './wakeups-contract.js';

const START = '2026-01-05T09:00:00.000Z' as Instant;
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};

describeWakeups('in process', async (limits) => {
  const clock = new VirtualClock(START);
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 10) {
      await settled();
      clock.advance(10);
    }
    await settled();
  };
  return { wakeups: new InProcessWakeups(clock, limits), pass, close: async () => undefined };
});

describe('notices', () => {
  it('tell listeners in this process everything that changed, also beside one that throws', async () => {
    const wakeups = new InProcessWakeups(new VirtualClock(START));
    const heard: Notice[] = [];
    wakeups.onNotice(() => {
      throw new Error('a bad listener');
    });
    const stop = wakeups.onNotice((notice) => heard.push(notice));
    const notice: Notice = { workspace: 'w' as WorkspaceId, runs: [], records: [], due: [] };
    wakeups.announce(notice);
    await settled();
    stop();
    wakeups.announce(notice);
    await settled();
    expect(heard).toEqual([notice]);
  });
});
