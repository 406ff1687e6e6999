import { describe, expect, it } from '@jest/globals';
import { type Instant, type RecordId, type RunId, type WorkspaceId, addMs } from '#kernel';
import type { StateId } from '#pipeline';
import { NO_WRITES } from './no-writes.js';
import type { RunStore, ScheduleStore, StoredRun } from './ports.js';

/** A schedule store to be tried, over the runs of a run store. */
export interface ScheduleStoreUnderTest {
  readonly schedules: ScheduleStore;
  readonly store: RunStore;
  workspace(): Promise<WorkspaceId>;
  /** A UUID that was not used before. */
  id(): string;
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Every promise of the schedule port, for each store the same. */
export function describeScheduleStore(name: string, make: () => Promise<ScheduleStoreUnderTest>): void {
  const on = (test: (under: ScheduleStoreUnderTest, workspace: WorkspaceId, now: Instant) => Promise<void>) => async (): Promise<void> => {
    const under = await make();
    try {
      await test(under, await under.workspace(), (await under.store.sweep(1)).now);
    } finally {
      await under.close();
    }
  };
  const claim = async (
    { schedules }: ScheduleStoreUnderTest,
    workspace: WorkspaceId,
    leaseMs = 30_000,
  ): Promise<Awaited<ReturnType<ScheduleStore['claimSchedules']>>> =>
    (await schedules.claimSchedules({ limit: 100, leaseMs })).filter((schedule) => schedule.workspace === workspace);

  describe(`schedule store: ${name}`, () => {
    it(
      'claims what is due, once',
      on(async (under, workspace, now) => {
        await under.schedules.replaceSchedules(workspace, 'p', [
          { rule: 'a', due: addMs(now, -1000) },
          { rule: 'b', due: addMs(now, 3_600_000) },
        ]);
        expect(await claim(under, workspace)).toEqual([{ workspace, pipeline: 'p', rule: 'a', due: addMs(now, -1000), cursor: null, epoch: 1 }]);
        expect(await claim(under, workspace)).toEqual([]);
      }),
    );

    it(
      'an expired lease is taken over at the place that was reached; the earlier holder writes nothing more',
      on(async (under, workspace, now) => {
        await under.schedules.replaceSchedules(workspace, 'p', [{ rule: 'a', due: addMs(now, -1) }]);
        const [first] = await claim(under, workspace, 50);
        if (!first) throw new Error('nothing claimed');
        const cursor = under.id() as RunId;
        expect(await under.schedules.saveSchedule(first, { cursor })).toBe(true);
        await under.pass(80);
        const [second] = await claim(under, workspace);
        expect(second).toMatchObject({ cursor, epoch: 2 });
        expect(await under.schedules.saveSchedule(first, { cursor: null, due: null })).toBe(false);
        expect(second && (await under.schedules.saveSchedule(second, { cursor: null, due: addMs(now, -5) }))).toBe(true);
        expect(await claim(under, workspace)).toMatchObject([{ cursor: null, due: addMs(now, -5), epoch: 3 }]);
      }),
    );

    it(
      'without a further occurrence the schedule is gone',
      on(async (under, workspace, now) => {
        await under.schedules.replaceSchedules(workspace, 'p', [{ rule: 'a', due: addMs(now, -1) }]);
        const [only] = await claim(under, workspace, 50);
        expect(only && (await under.schedules.saveSchedule(only, { cursor: null, due: null }))).toBe(true);
        await under.pass(80);
        expect(await claim(under, workspace)).toEqual([]);
      }),
    );

    it(
      'replacing drops what is not named, of that pipeline alone, and keeps an earlier due time',
      on(async (under, workspace, now) => {
        const due = addMs(now, -1000);
        await under.schedules.replaceSchedules(workspace, 'p', [
          { rule: 'a', due },
          { rule: 'b', due },
        ]);
        await under.schedules.replaceSchedules(workspace, 'q', [{ rule: 'a', due }]);
        await under.schedules.replaceSchedules(workspace, 'p', [{ rule: 'a', due: addMs(now, 1000) }]);
        const claimed = await claim(under, workspace);
        expect(claimed.map(({ pipeline, rule }) => `${pipeline}/${rule}`).sort()).toEqual(['p/a', 'q/a']);
        expect(claimed.every((schedule) => schedule.due === due)).toBe(true);
      }),
    );

    it(
      'pages through the open runs of a pipeline in order',
      on(async (under, workspace, now) => {
        const ids = Array.from({ length: 5 }, () => under.id() as RunId).sort();
        await startRuns(under, workspace, now, ids);
        const page = (after: RunId | null): Promise<readonly RunId[]> => under.schedules.openRuns(workspace, 'p', after, 2);
        const open = ids.slice(0, 4); // the last one has ended
        expect([await page(null), await page(open[1] ?? null), await page(open[3] ?? null)]).toEqual([open.slice(0, 2), open.slice(2), []]);
        expect(await under.schedules.openRuns(workspace, 'other', null, 10)).toEqual([]);
      }),
    );
  });
}

async function startRuns(under: ScheduleStoreUnderTest, workspace: WorkspaceId, now: Instant, ids: readonly RunId[]): Promise<void> {
  const run = (id: RunId, n: number): StoredRun => {
    const done = n === ids.length - 1;
    const snapshot = { status: done ? 'done' : 'active', configuration: ['a' as StateId], history: {}, vars: {}, outcome: null, waits: [] } as const;
    return {
      id,
      recordId: under.id() as RecordId,
      pipeline: 'p',
      version: 1,
      rulesRevision: 1,
      seq: 1,
      snapshot,
      stage: 'a',
      startedAt: now,
      endedAt: done ? now : null,
      updatedAt: now,
      before: null,
      origin: null,
    };
  };
  const request = { workspace, records: [], runs: [], tasks: [], incidents: [], effects: [], effectsOf: [], keys: [], externalKeys: [] };
  await under.store.batch(request, {
    prepare: async () => [],
    decide: () => ({ ...NO_WRITES, runs: ids.map((id, n) => ({ run: run(id, n), expectedSeq: 0 })) }),
  });
}
