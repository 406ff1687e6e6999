import { describe, expect, it } from '@jest/globals';
import type { RecordId, RunId, WorkspaceId } from '#kernel';
import type { Notice, Wakeups } from '#runtime';

/** A carrier to be tried, with how to wait until everything announced so far has arrived. */
export interface WakeupsUnderTest {
  readonly wakeups: Wakeups;
  settled(): Promise<void>;
  close(): Promise<void>;
}

const notice = (due: boolean): Notice => ({ workspace: 'w' as WorkspaceId, runs: ['run' as RunId], records: ['record' as RecordId], due });

/** What every carrier of wake-ups promises: it carries ids only, may lose but never invents, and a bad listener hurts nobody. */
export function describeWakeups(name: string, make: () => Promise<WakeupsUnderTest>): void {
  const withCarrier = async (test: (under: WakeupsUnderTest) => Promise<void>): Promise<void> => {
    const under = await make();
    try {
      await test(under);
    } finally {
      await under.close();
    }
  };

  describe(`wake-ups: ${name}`, () => {
    it.each([
      ['work that is due wakes', true, 1],
      ['a change without due work wakes nobody', false, 0],
    ])('%s', (_title, due, times) =>
      withCarrier(async ({ wakeups, settled }) => {
        let woken = 0;
        wakeups.onWork(() => (woken += 1));
        wakeups.announce(notice(due));
        await settled();
        expect(woken).toBe(times);
      }),
    );

    it('reaches every listener, also beside one that throws', () =>
      withCarrier(async ({ wakeups, settled }) => {
        const heard: string[] = [];
        wakeups.onWork(() => {
          throw new Error('a bad listener');
        });
        wakeups.onWork(() => heard.push('a'));
        wakeups.onWork(() => heard.push('b'));
        expect(() => wakeups.announce(notice(true))).not.toThrow();
        await settled();
        expect(heard.sort()).toEqual(['a', 'b']);
      }));

    it('does not call back within announce', () =>
      withCarrier(async ({ wakeups, settled }) => {
        let within = true;
        const calls: boolean[] = [];
        wakeups.onWork(() => calls.push(within));
        wakeups.announce(notice(true));
        within = false;
        await settled();
        expect(calls).toEqual([false]);
      }));

    it('is silent after the listener stopped; stopping twice is fine', () =>
      withCarrier(async ({ wakeups, settled }) => {
        let woken = 0;
        const stop = wakeups.onWork(() => (woken += 1));
        stop();
        stop();
        wakeups.announce(notice(true));
        await settled();
        expect(woken).toBe(0);
      }));

    it('the same function may listen twice and stop once', () =>
      withCarrier(async ({ wakeups, settled }) => {
        let woken = 0;
        const listener = (): number => (woken += 1);
        const stop = wakeups.onWork(listener);
        wakeups.onWork(listener);
        stop();
        wakeups.announce(notice(true));
        await settled();
        expect(woken).toBe(1);
      }));
  });
}
