import { describe, expect, it } from '@jest/globals';
import type { EffectId, RecordId, RunId, WorkspaceId } from '#kernel';
import type { BeginWork, DueWork, KindFilter, Notice, Wakeups, WorkKind } from '#runtime';
import { isWanted } from '#runtime';
import type { WorkLimits } from './work-lines.js';

/** A carrier to be tried, with how to let time pass until everything announced so far has arrived. */
export interface WakeupsUnderTest {
  readonly wakeups: Wakeups;
  /** Lets about this much of the carrier's time pass. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export type MakeWakeups = (limits: WorkLimits) => Promise<WakeupsUnderTest>;

const FREE: WorkLimits = { steps: 8, turns: 50, byStep: {} };
const W = 'w' as WorkspaceId;
/** Long enough for any carrier to bring a wake-up. */
const ARRIVED_MS = 400;

/** Due work in place of a store: what is put here can be begun, and ends when it is told to. */
class Work {
  readonly #due: DueWork[] = [];
  readonly #ends = new Map<string, () => void>();
  readonly begun: string[] = [];
  #over = false;
  most = 0;
  calls = 0;

  readonly begin: BeginWork = async ({ kinds, atMost }) => {
    this.calls += 1;
    const taken = this.#take(kinds, atMost);
    return taken.map((one) => {
      this.begun.push(one.effect);
      const end = this.#over ? Promise.resolve() : new Promise<void>((resolve) => this.#ends.set(one.effect, resolve));
      this.most = Math.max(this.most, this.#ends.size);
      return end;
    });
  };

  put(count: number, kind: WorkKind, from = 0): readonly DueWork[] {
    const made = Array.from({ length: count }, (_, n) => ({ workspace: W, effect: `${kind}-${from + n}` as EffectId, kind }));
    this.#due.push(...made);
    return made;
  }

  end(): void {
    for (const end of this.#ends.values()) end();
    this.#ends.clear();
  }

  /** Nothing takes any time from now on. */
  finish(): void {
    this.#over = true;
    this.end();
  }

  #take(kinds: KindFilter, atMost: number): readonly DueWork[] {
    const taken = this.#due.filter(({ kind }) => isWanted(kinds, kind)).slice(0, atMost);
    for (const one of taken) this.#due.splice(this.#due.indexOf(one), 1);
    return taken;
  }
}

const notice = (due: readonly DueWork[]): Notice => ({ workspace: W, runs: ['run' as RunId], records: ['record' as RecordId], due });

/**
 * What every carrier of wake-ups promises: due work is begun within the limits of its kind, an announcement never calls back
 * or throws, the same wake-up twice does no harm, and a store that is away loses nothing that is offered again.
 */
export function describeWakeups(name: string, make: MakeWakeups): void {
  const withCarrier = async (limits: Partial<WorkLimits>, test: (under: WakeupsUnderTest, work: Work) => Promise<void>): Promise<void> => {
    const under = await make({ ...FREE, ...limits });
    const work = new Work();
    try {
      await test(under, work);
    } finally {
      work.finish();
      await under.close();
    }
  };

  describe(`wake-ups: ${name}`, () => {
    it.each(['announce', 'offer'] as const)('%s begins work that is due, of any kind', (way) =>
      withCarrier({}, async ({ wakeups, pass }, work) => {
        wakeups.onWork(work.begin);
        const due = [...work.put(2, 'timer'), ...work.put(1, 'signal'), ...work.put(3, 'http.request')];
        if (way === 'announce') wakeups.announce(notice(due));
        else wakeups.offer(due);
        await pass(ARRIVED_MS);
        expect([...work.begun].sort()).toEqual(due.map(({ effect }) => effect).sort());
      }),
    );

    it('a change without due work begins nothing', () =>
      withCarrier({}, async ({ wakeups, pass }, work) => {
        wakeups.onWork(work.begin);
        wakeups.announce(notice([]));
        wakeups.offer([]);
        await pass(ARRIVED_MS);
        expect(work.calls).toBe(0);
      }));

    it('does not call back within announce, and a worker that throws hurts nobody', () =>
      withCarrier({}, async ({ wakeups, pass }, work) => {
        let within = true;
        const calls: boolean[] = [];
        wakeups.onWork(async () => {
          calls.push(within);
          throw new Error('the store is away');
        });
        const due = work.put(1, 'http.request');
        expect(() => wakeups.announce(notice(due))).not.toThrow();
        within = false;
        await pass(ARRIVED_MS);
        expect(calls.length).toBeGreaterThan(0);
        expect(calls).not.toContain(true);
      }));

    it('work that could not be begun is begun when it is offered again', () =>
      withCarrier({}, async ({ wakeups, pass }, work) => {
        let away = true;
        wakeups.onWork(async (call) => {
          if (away) throw new Error('the store is away');
          return work.begin(call);
        });
        const due = work.put(1, 'http.request');
        wakeups.announce(notice(due));
        await pass(ARRIVED_MS);
        away = false;
        wakeups.offer(due);
        await pass(ARRIVED_MS);
        expect(work.begun).toEqual(['http.request-0']);
      }));

    it('the same wake-up many times begins the work once', () =>
      withCarrier({}, async ({ wakeups, pass }, work) => {
        wakeups.onWork(work.begin);
        const due = work.put(1, 'http.request');
        for (let n = 0; n < 5; n += 1) wakeups.offer(due);
        await pass(ARRIVED_MS);
        expect(work.begun).toEqual(['http.request-0']);
      }));

    it('is silent after the worker stopped listening; stopping twice is fine', () =>
      withCarrier({}, async ({ wakeups, pass }, work) => {
        const stop = wakeups.onWork(work.begin);
        stop();
        stop();
        wakeups.announce(notice(work.put(1, 'http.request')));
        await pass(ARRIVED_MS);
        expect(work.calls).toBe(0);
      }));

    it('never has more steps under way than there is room, and goes on as they end', () =>
      withCarrier({ steps: 3 }, async ({ wakeups, pass }, work) => {
        wakeups.onWork(work.begin);
        wakeups.announce(notice(work.put(7, 'http.request')));
        await pass(ARRIVED_MS);
        expect(work.begun).toHaveLength(3);
        for (let round = 0; round < 3; round += 1) {
          work.end();
          await pass(ARRIVED_MS);
        }
        expect(work.begun).toHaveLength(7);
        expect(work.most).toBe(3);
      }));

    it('a kind with a concurrency of its own neither takes the room of others nor gives them its own', () =>
      withCarrier({ steps: 2, byStep: { 'email.send': { concurrency: 1 } } }, async ({ wakeups, pass }, work) => {
        wakeups.onWork(work.begin);
        wakeups.announce(notice([...work.put(4, 'email.send'), ...work.put(4, 'http.request'), ...work.put(4, 'timer')]));
        await pass(ARRIVED_MS);
        const of = (kind: string): number => work.begun.filter((id) => id.startsWith(kind)).length;
        expect([of('email.send'), of('http.request'), of('timer')]).toEqual([1, 2, 4]);
      }));

    it('a kind with a rate is begun no faster than that, and not forgotten', () =>
      withCarrier({ byStep: { 'http.request': { perSecond: 5 } } }, async ({ wakeups, pass }, work) => {
        wakeups.onWork(work.begin);
        const due = work.put(30, 'http.request');
        wakeups.announce(notice(due));
        for (let half = 0; half < 4; half += 1) {
          await pass(500);
          work.end();
          wakeups.offer(due);
        }
        expect(work.begun.length).toBeGreaterThanOrEqual(5);
        expect(work.begun.length).toBeLessThanOrEqual(16);
      }));

    it('where room is short the urgent kind goes first', () =>
      withCarrier({ steps: 1, byStep: { 'email.send': { priority: 9 }, 'http.request': { priority: 1 } } }, async ({ wakeups, pass }, work) => {
        wakeups.onWork(work.begin);
        wakeups.announce(notice(work.put(1, 'webhook.send')));
        await pass(ARRIVED_MS);
        wakeups.announce(notice(work.put(2, 'email.send')));
        wakeups.announce(notice(work.put(2, 'http.request')));
        await pass(ARRIVED_MS);
        for (let round = 0; round < 4; round += 1) {
          work.end();
          await pass(ARRIVED_MS);
        }
        expect(work.begun.slice(1)).toEqual(['http.request-0', 'http.request-1', 'email.send-0', 'email.send-1']);
      }));
  });
}
