import { describe, expect, it } from '@jest/globals';
import type { Notice } from '#runtime';
import type { WorkspaceId } from '#kernel';
import { InProcessWakeups } from './in-process-wakeups.js';
import { describeWakeups } from './wakeups-contract.js';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
};

describeWakeups('in process', async () => ({ wakeups: new InProcessWakeups(), settled, close: async () => undefined }));

describe('notices', () => {
  it('tell listeners in this process everything that changed', async () => {
    const wakeups = new InProcessWakeups();
    const heard: Notice[] = [];
    const stop = wakeups.onNotice((notice) => heard.push(notice));
    const notice: Notice = { workspace: 'w' as WorkspaceId, runs: [], records: [], due: false };
    wakeups.announce(notice);
    await settled();
    stop();
    wakeups.announce(notice);
    await settled();
    expect(heard).toEqual([notice]);
  });
});
