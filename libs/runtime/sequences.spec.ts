import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject, RecordId, RunId } from '#kernel';
import type { Command, CommandBody, StepOutcome } from './commands.js';
import { BOSS, TestBench } from './testing/bench.js';

const HOUR = 3_600_000;

/*
 * Everything at once: parallel regions, history, paused and business clocks, steps with results and without, approvals,
 * waits, signals, idle and changed rules.
 */
const MAIN: JsonObject = {
  format: 'millrace/1',
  key: 'main',
  object: 'deal',
  title: { en: 'Main' },
  roles: ['sales', 'manager'],
  vars: { n: { type: 'number', default: 0 } },
  initial: 'open',
  states: {
    open: {
      stage: true,
      initial: 'a',
      states: {
        a: {
          invoke: {
            id: 'call',
            step: 'http.request',
            with: { url: 'https://x.example/{{record.name}}' },
            retry: { attempts: 2, backoff: 'PT1M' },
            onDone: 'b',
            onError: 'c',
          },
          on: { next: 'b' },
        },
        b: {
          entry: [{ do: 'vars.set', with: { n: { '+': [{ var: 'vars.n' }, 1] } } }],
          invoke: {
            id: 'ask',
            step: 'approval.ask',
            with: { role: 'manager' },
            onDone: [{ target: 'c', when: { var: 'event.output.approved' } }, { target: 'a' }],
          },
          after: [{ in: 'PT5H', target: 'c', pausedIn: ['waiting'] }],
          on: { next: 'c', hold: 'hold' },
        },
        c: {
          invoke: { id: 'pause', step: 'wait', with: { for: 'PT2H' }, until: { '>': [{ var: 'record.amount' }, 50] }, onDone: 'b' },
          on: { tell: { actions: [{ do: 'run.signal', with: { pipeline: 'side', event: 'poke' } }] } },
        },
        hold: {
          type: 'parallel',
          states: {
            clock: { initial: 'waiting', states: { waiting: { after: [{ in: 'PT1H', target: 'over' }] }, over: { type: 'final' } } },
            mind: { initial: 'calm', states: { calm: { on: { next: 'done' } }, done: { type: 'final' } } },
          },
          onDone: 'past',
        },
        past: { type: 'history', target: 'a' },
      },
      on: {
        win: { target: 'won', requires: ['amount'] },
        set: {
          actions: [
            { do: 'record.set', with: { amount: { '+': [{ var: 'vars.n' }, 40] }, mood: 'set' } },
            { do: 'email.send', with: { to: 'x@example.org', subject: 's', text: 't' }, retry: { attempts: 1 } },
          ],
        },
      },
    },
    won: { type: 'final', stage: true, outcome: 'won', entry: [{ do: 'run.start', with: { pipeline: 'side' } }] },
  },
};
const SIDE: JsonObject = {
  format: 'millrace/1',
  key: 'side',
  object: 'deal',
  title: { en: 'Side' },
  initial: 'x',
  states: {
    x: { stage: true, on: { poke: { target: 'y', actions: [{ do: 'record.set', with: { reason: 'poked' } }] } } },
    y: { stage: true, after: [{ in: 'PT3H', target: 'x' }], always: { target: 'z', when: { '==': [{ var: 'record.mood' }, 'end'] } } },
    z: { type: 'final', stage: true },
  },
};
const RULES: readonly JsonObject[] = [
  { key: 'idle', pipeline: 'main', title: { en: 'Idle' }, on: { idle: 'PT4H', in: 'open' }, do: [{ do: 'task.create', with: { title: 'Idle' } }] },
  { key: 'seen', pipeline: 'side', title: { en: 'Seen' }, on: { changed: ['amount'] }, do: [{ do: 'note.add', with: { text: 'now {{record.amount}}' } }] },
];

type Move =
  | { readonly kind: 'send'; readonly event: string; readonly fields: JsonObject; readonly keyed: boolean }
  | { readonly kind: 'edit'; readonly fields: JsonObject }
  | { readonly kind: 'start'; readonly pipeline: string }
  | { readonly kind: 'answer'; readonly answer: 'approve' | 'reject' }
  | { readonly kind: 'undo' | 'reopen' | 'delete' | 'restore' | 'note' | 'resolve' | 'rules' }
  | { readonly kind: 'pass'; readonly ms: number };

const fields = fc.record(
  { amount: fc.option(fc.integer({ min: 0, max: 99 })), mood: fc.constantFrom('x', 'end') },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      event: fc.constantFrom('next', 'next', 'hold', 'tell', 'set', 'win', 'poke', 'nope'),
      fields: fc.oneof(fc.constant({}), fields),
      keyed: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), fields }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('start' as const), pipeline: fc.constantFrom('main', 'side') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), answer: fc.constantFrom('approve' as const, 'reject' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'undo' as const,
        'reopen' as const,
        'delete' as const,
        'restore' as const,
        'restore' as const,
        'note' as const,
        'resolve' as const,
        'rules' as const,
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 60_000, HOUR, 3 * HOUR, 30 * HOUR) }) },
);

/** Plays moves against one record; several at a time form one batch. */
class Play {
  readonly bench: TestBench;
  readonly sent = new Map<string, number>();
  #keys = 0;
  record = '' as RecordId;

  constructor(faulty: readonly boolean[], failing: readonly boolean[]) {
    let at = 0;
    // Some turns are always free, and a batch is patient enough to meet them.
    const faults = (): boolean => at++ % 8 < 5 && faulty[at % Math.max(1, faulty.length)] === true;
    let step = 0;
    const handler = async ({ idempotencyKey }: { idempotencyKey: string }): Promise<StepOutcome> => {
      this.sent.set(idempotencyKey, (this.sent.get(idempotencyKey) ?? 0) + 1);
      const fails = failing[step++ % Math.max(1, failing.length)] === true;
      return fails
        ? { kind: 'failed', error: { code: 'x', message: 'x' }, retryable: step % 2 === 0, retryAfterMs: null }
        : { kind: 'done', output: { status: 200 } };
    };
    this.bench = new TestBench({ pipelines: [MAIN, SIDE], rules: RULES, faults, tries: 1_000, handlers: { 'http.request': handler, 'email.send': handler } });
  }

  async run(moves: readonly Move[]): Promise<void> {
    this.record = await this.bench.record({ name: 'A' });
    await this.bench.start(this.record, 'main');
    let gathered: Promise<unknown>[] = [];
    for (const [n, each] of moves.entries()) {
      if (each.kind === 'pass') {
        await Promise.all(gathered);
        gathered = [];
        await this.bench.pass(each.ms);
        continue;
      }
      const command = this.#command(each, n);
      if (command) gathered.push(this.bench.runtime.submitMany([command]));
    }
    await Promise.all(gathered);
    await this.bench.runtime.drain();
  }

  #command(each: Exclude<Move, { kind: 'pass' }>, n: number): Command | null {
    const body = this.#body(each, n);
    const keyed = each.kind === 'send' && each.keyed;
    return body && this.bench.command(body, { actor: BOSS, ...(keyed && { key: `k${this.#keys++}` }) });
  }

  #body(each: Exclude<Move, { kind: 'pass' }>, n: number): CommandBody | null {
    const runs = [...this.bench.tables.runs.values()];
    const run = runs[n % runs.length];
    if (!run) return null;
    if (each.kind === 'send') return { kind: 'run.event', runId: run.id, event: each.event, payload: null, fields: each.fields };
    if (each.kind === 'edit') return { kind: 'record.change', recordId: this.record, fields: each.fields, expectedVersion: null };
    if (each.kind === 'start')
      return { kind: 'run.start', runId: this.bench.ids.next() as RunId, recordId: this.record, pipeline: each.pipeline, vars: {}, at: null };
    if (each.kind === 'answer') return this.#answer(each.answer);
    if (each.kind === 'resolve') return this.#resolve((['retry', 'skip', 'retry'] as const)[n % 3] ?? 'skip');
    const plain: Readonly<Record<typeof each.kind, CommandBody>> = {
      undo: { kind: 'run.undo', runId: run.id },
      reopen: { kind: 'run.reopen', runId: run.id },
      rules: { kind: 'run.rules-changed', runId: run.id, revision: 1 },
      delete: { kind: 'record.delete', recordId: this.record, expectedVersion: null },
      restore: { kind: 'record.restore', recordId: this.record },
      note: { kind: 'note.add', recordId: this.record, noteId: this.bench.ids.next(), text: 'n' },
    };
    return plain[each.kind];
  }

  #answer(answer: 'approve' | 'reject'): CommandBody | null {
    const task = [...this.bench.tables.tasks.values()].find(({ status, approval }) => status === 'open' && approval);
    return task ? { kind: 'task.complete', taskId: task.id, recordId: this.record, answer, comment: null } : null;
  }

  #resolve(action: 'retry' | 'skip'): CommandBody | null {
    const incident = [...this.bench.tables.incidents.values()].find(({ status }) => status === 'open');
    return incident ? { kind: 'incident.resolve', incidentId: incident.id, runId: incident.runId, action, input: null } : null;
  }

  /** Waits that nothing will ever answer: neither a live effect, nor an open task, nor an incident, nor a condition. */
  hanging(): readonly string[] {
    const { runs, records, effects, tasks } = this.bench.tables;
    const live = new Set(['waiting', 'claimed', 'incident']);
    return [...runs.values()].flatMap((run) => {
      if (run.endedAt !== null || records.get(run.recordId)?.deletedAt !== null) return [];
      return run.snapshot.waits.flatMap((wait) => {
        const ids = wait.kind === 'timer' ? (wait.due === null ? [] : [wait.id]) : wait.effects.filter((id) => !Object.hasOwn(wait.outputs, id));
        return ids
          .filter((id) => !live.has(effects.get(id)?.stored.status ?? '') && tasks.get(id)?.status !== 'open')
          .map((id) => `${run.pipeline} waits for ${id} (${effects.get(id)?.stored.status ?? tasks.get(id)?.status})`);
      });
    });
  }

  /** Live timers and invokes that no run waits for. */
  stray(): readonly string[] {
    const { runs, effects } = this.bench.tables;
    const awaited = new Set(
      [...runs.values()]
        .filter(({ endedAt }) => endedAt === null)
        .flatMap((run) => run.snapshot.waits.flatMap((wait) => (wait.kind === 'timer' ? [wait.id] : wait.effects)) as string[]),
    );
    return [...effects.values()].flatMap(({ stored }) => {
      const bound = stored.effect.kind === 'timer' || (stored.effect.kind === 'step' && stored.effect.invoke !== null);
      return bound && (stored.status === 'waiting' || stored.status === 'claimed') && !awaited.has(stored.id) ? [`${stored.id} (${stored.effect.kind})`] : [];
    });
  }
}

describe('any sequence of commands, time, failing steps and a failing store', () => {
  it('leaves journals that fold to their snapshots, seqs without gaps, no stray work and nothing that hangs', async () => {
    const plays = fc.record({
      moves: fc.array(move, { minLength: 1, maxLength: 40 }),
      faulty: fc.array(fc.boolean(), { maxLength: 7 }),
      failing: fc.array(fc.boolean(), { maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(plays, async ({ moves, faulty, failing }) => {
        const play = new Play(faulty, failing);
        await play.run(moves);
        expect(play.bench.mismatches()).toEqual([]);
        expect(play.hanging()).toEqual([]);
        expect(play.stray()).toEqual([]);
      }),
      { numRuns: 300, seed: 20260105, timeout: 2_000 },
    );
  }, 60_000);
});
