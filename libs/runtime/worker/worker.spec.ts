import { afterEach, describe, expect, it } from '@jest/globals';
import { type EffectId, type Json, type JsonObject, type RunId, TransientError, UserError, effectId } from '#kernel';
import type { StepOutcome } from '../commands.js';
import type { StepHandler, StepRequest } from '../ports.js';
import { BOSS, TestBench, W } from '../testing/bench.js';
import { ALL_KINDS } from '../work-kinds.js';
import { backoffMs, StepDesk } from './step-desk.js';

const http = (extra: JsonObject = {}): JsonObject => ({ step: 'http.request', with: { url: 'https://x.example/' }, ...extra });

/*
 *  calling --(http)--> ok
 *     \--error--> bad
 */
const chart = (invoke: JsonObject, more: JsonObject = {}): JsonObject => ({
  format: 'millrace/1',
  key: 'p',
  object: 'deal',
  title: { en: 'P' },
  initial: 'calling',
  states: {
    calling: { stage: true, invoke: { id: 'call', onDone: 'ok', ...invoke }, on: { leave: 'left' } },
    ok: { stage: true },
    bad: { stage: true },
    left: { stage: true },
  },
  ...more,
});
const ACTION: JsonObject = {
  format: 'millrace/1',
  key: 'p',
  object: 'deal',
  title: { en: 'P' },
  initial: 'a',
  states: {
    a: {
      stage: true,
      on: { go: { target: 'b', actions: [{ do: 'http.request', with: { url: 'https://x.example/' }, retry: { attempts: 2, backoff: 'PT10S' } }] } },
    },
    b: { stage: true },
  },
};

const done = (output: Json = { status: 200 }): StepOutcome => ({ kind: 'done', output });
const fail = (retryable: boolean, retryAfterMs: number | null = null): StepOutcome => ({
  kind: 'failed',
  error: { code: 'http.status', message: '503' },
  retryable,
  retryAfterMs,
});
/** Answers with each in turn, then with the last one for ever. */
const scripted = (...outcomes: readonly (StepOutcome | Error)[]): { handler: StepHandler; requests: StepRequest[] } => {
  const requests: StepRequest[] = [];
  const handler: StepHandler = async (request) => {
    requests.push(request);
    const next = outcomes[Math.min(requests.length, outcomes.length) - 1] ?? done();
    if (next instanceof Error) throw next;
    return next;
  };
  return { handler, requests };
};

async function running(document: JsonObject, handler?: StepHandler): Promise<{ bench: TestBench; run: RunId; call: EffectId }> {
  const bench = new TestBench({ pipelines: [document], handlers: handler ? { 'http.request': handler } : {} });
  const run = await bench.start(await bench.record(), 'p');
  return { bench, run, call: effectId(run, 1, 0) };
}
const incidents = (bench: TestBench): readonly { reason: string; status: string; id: string }[] =>
  [...bench.tables.incidents.values()].map(({ reason, status, id }) => ({ reason: reason.split(':')[0] ?? '', status, id }));

describe('a step', () => {
  it('is done after the commit, its result comes back through the door', async () => {
    const { handler, requests } = scripted(done());
    const { bench, run, call } = await running(chart(http()), handler);
    await bench.runtime.drain();
    expect(requests).toMatchObject([
      { workspace: W, step: 'http.request', input: { url: 'https://x.example/' }, idempotencyKey: call, attempt: 1, runId: run },
    ]);
    expect(bench.states(run)).toEqual(['ok']);
    expect(bench.events(run)).toEqual(['started', 'result']);
    expect(bench.effect(call)).toEqual({ status: 'done', attempt: 1 });
    expect(bench.mismatches()).toEqual([]);
  });

  it('keeps its idempotency key over retries and waits longer each time', async () => {
    const { handler, requests } = scripted(fail(true), new TransientError('reset'), fail(true, 600_000), done());
    const { bench, run } = await running(chart(http({ retry: { attempts: 5, backoff: 'PT30S' } })), handler);
    await bench.runtime.drain();
    for (const [ms, attempts] of [
      [29_999, 1],
      [1, 2],
      [59_999, 2],
      [1, 3],
      [599_999, 3],
      [1, 4],
    ] as const) {
      await bench.pass(ms);
      expect(requests).toHaveLength(attempts);
    }
    expect(new Set(requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(bench.states(run)).toEqual(['ok']);
  });

  it.each<[string, JsonObject, StepOutcome | Error, string[], string[]]>([
    ['that fails for good takes onError', http({ onError: 'bad' }), fail(false), ['bad'], []],
    ['without onError opens an incident', http(), fail(false), ['calling'], ['http.status']],
    [
      'that throws a UserError is not tried again',
      http(),
      new UserError('invalid', { code: 'url.private', at: '', text: { en: 'No.' } }),
      ['calling'],
      ['url.private'],
    ],
    ['whose result is over the cap opens an incident', http(), done('x'.repeat(300_000)), ['calling'], ['step.output-too-large']],
    [
      'set at most once, with an unknown outcome, opens an incident even with onError',
      http({ onError: 'bad', delivery: 'at-most-once' }),
      new Error('reset'),
      ['calling'],
      ['step.outcome-unknown'],
    ],
    ['set at most once that knows it failed takes onError', http({ onError: 'bad', delivery: 'at-most-once' }), fail(false), ['bad'], []],
  ])('%s', async (_title, invoke, outcome, states, reasons) => {
    const { bench, run } = await running(chart(invoke), scripted(outcome).handler);
    await bench.runtime.drain();
    expect(bench.states(run)).toEqual(states);
    expect(incidents(bench).map(({ reason }) => reason)).toEqual(reasons);
    expect(bench.mismatches()).toEqual([]);
  });

  it('without a handler opens an incident', async () => {
    const { bench } = await running(chart(http()));
    await bench.runtime.drain();
    expect(incidents(bench)).toMatchObject([{ reason: 'step.no-handler', status: 'open' }]);
  });

  it('that takes too long is aborted and tried again', async () => {
    const signals: AbortSignal[] = [];
    const handler: StepHandler = ({ signal }) => new Promise(() => signals.push(signal));
    const { bench, call } = await running(chart(http({ retry: { timeout: 'PT20S' } })), handler);
    const draining = bench.runtime.drain();
    await until(() => signals.length === 1);
    bench.clock.advance(20_000);
    await draining;
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(bench.effect(call)).toEqual({ status: 'waiting', attempt: 1 });
  });

  it('whose state is left is cancelled, or late when it was on its way', async () => {
    let finish: (outcome: StepOutcome) => void = () => undefined;
    const { bench, run, call } = await running(chart(http()), () => new Promise((resolve) => (finish = resolve)));
    const draining = bench.runtime.drain();
    await until(() => bench.effect(call).status === 'claimed');
    await bench.send(run, 'leave');
    finish(done());
    await draining;
    expect(bench.effect(call).status).toBe('late');
    expect(bench.events(run)).toEqual(['started', 'leave']);
    const second = await running(chart(http()), scripted(done()).handler);
    await second.bench.send(second.run, 'leave');
    await second.bench.runtime.drain();
    expect(second.bench.effect(second.call)).toEqual({ status: 'cancelled', attempt: 0 });
  });

  it('that is no invoke only closes its effect; its last failure opens an incident', async () => {
    const { bench, run } = await running(ACTION, scripted(done(), fail(true)).handler);
    await bench.send(run, 'go');
    await bench.runtime.drain();
    expect([bench.events(run), bench.effect(effectId(run, 2, 0)).status]).toEqual([['started', 'go'], 'done']);
    const other = await running(ACTION, scripted(fail(true)).handler);
    await other.bench.send(other.run, 'go');
    await other.bench.runtime.drain();
    expect(other.bench.effect(effectId(other.run, 2, 0))).toEqual({ status: 'waiting', attempt: 1 });
    await other.bench.pass(10_000);
    expect(other.bench.effect(effectId(other.run, 2, 0))).toEqual({ status: 'incident', attempt: 2 });
    expect(other.bench.events(other.run)).toEqual(['started', 'go']);
  });

  it('is not sent in history', async () => {
    const { handler, requests } = scripted(done());
    const { bench, run } = await running(ACTION, handler);
    await bench.send(run, 'go', {}, { history: true });
    await bench.runtime.drain();
    expect(requests).toEqual([]);
  });
});

describe('poison', () => {
  it('a worker that dies at it again and again: after the attempts the run has an incident, others go on', async () => {
    const { bench, call } = await running(chart(http({ retry: { attempts: 2 } })), scripted(done()).handler);
    for (const attempt of [1, 2]) {
      expect(await bench.store.claim({ worker: 'dies', limit: 1, leaseMs: 30_000, kinds: ALL_KINDS })).toMatchObject([{ attempt }]);
      bench.clock.advance(30_000);
    }
    await bench.runtime.drain();
    expect(bench.effect(call).status).toBe('incident');
    expect(incidents(bench)).toMatchObject([{ reason: 'effect.poison' }]);
  });
  it('an at-most-once step is not sent again by itself, also when its target says "later"', async () => {
    const { handler, requests } = scripted(fail(true), done());
    const { bench, call } = await running(chart(http({ delivery: 'at-most-once' })), handler);
    await bench.runtime.drain();
    bench.clock.advance(86_400_000);
    await bench.runtime.drain();
    expect(requests).toHaveLength(1);
    expect(bench.effect(call).status).toBe('incident');
    expect([...bench.tables.incidents.values()]).toMatchObject([{ reason: 'step.outcome-unknown: 503', status: 'open' }]);
  });
  it('an at-most-once step that was cut off is not repeated', async () => {
    const { handler, requests } = scripted(done());
    const { bench } = await running(chart(http({ delivery: 'at-most-once' })), handler);
    await bench.store.claim({ worker: 'dies', limit: 1, leaseMs: 30_000, kinds: ALL_KINDS });
    bench.clock.advance(30_000);
    await bench.runtime.drain();
    expect(requests).toEqual([]);
    expect(incidents(bench)).toMatchObject([{ reason: 'step.outcome-unknown' }]);
  });
  it('an at-most-once step at its second attempt is not done, whatever its lease says', async () => {
    const { handler, requests } = scripted(done());
    const { bench } = await running(chart(http({ delivery: 'at-most-once' })), handler);
    const [first] = await bench.store.claim({ worker: 'of an earlier version', limit: 1, leaseMs: 30_000, kinds: ALL_KINDS });
    if (first?.effect.kind !== 'step') throw new Error('a step was expected');
    const desk = new StepDesk({ get: () => handler }, bench.clock, () => 0.5);
    const outcome = await desk.perform({ ...first, attempt: 2, expired: false }, first.effect, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: 'failed', retryable: false });
    expect(requests).toEqual([]);
  });
  it('an outcome from a lost lease is late', async () => {
    const { bench, run, call } = await running(chart(http()));
    const [claimed] = await bench.store.claim({ worker: 'slow', limit: 1, leaseMs: 30_000, kinds: ALL_KINDS });
    bench.clock.advance(30_000);
    await bench.store.claim({ worker: 'other', limit: 1, leaseMs: 30_000, kinds: ALL_KINDS });
    const outcome = { kind: 'effect.outcome', runId: run, effect: call, epoch: claimed?.epoch ?? 0, outcome: done() } as const;
    expect(await bench.codeOf(outcome)).toBe('late');
    expect(await bench.codeOf({ ...outcome, epoch: 2 })).toBe('applied');
    expect(await bench.codeOf({ ...outcome, epoch: 2 })).toBe('late');
  });
});

describe('an incident', () => {
  const stopped = async (
    ...outcomes: readonly StepOutcome[]
  ): Promise<{ bench: TestBench; run: RunId; call: EffectId; requests: StepRequest[]; id: string }> => {
    const { handler, requests } = scripted(fail(false), ...outcomes);
    const made = await running(chart(http()), handler);
    await made.bench.runtime.drain();
    return { ...made, requests, id: incidents(made.bench)[0]?.id ?? '' };
  };
  it.each<['retry' | 'edit' | 'skip', Json, number, JsonObject | null]>([
    ['retry', null, 2, { url: 'https://x.example/' }],
    ['edit', { url: 'https://y.example/' }, 2, { url: 'https://y.example/' }],
    ['skip', null, 1, null],
  ])('%s', async (action, input, calls, seen) => {
    const { bench, run, requests, id } = await stopped(done());
    const answer = await bench.do({ kind: 'incident.resolve', incidentId: id, runId: run, action, input }, { actor: BOSS });
    expect(answer).toMatchObject({ kind: 'applied', id });
    await bench.runtime.drain();
    expect(requests).toHaveLength(calls);
    if (seen) expect(requests.at(-1)).toMatchObject({ input: seen, attempt: 1 });
    expect(bench.states(run)).toEqual(['ok']);
    expect(incidents(bench)).toMatchObject([{ status: 'resolved' }]);
    expect(await bench.codeOf({ kind: 'incident.resolve', incidentId: id, runId: run, action, input })).toBe('incident.resolved');
    expect(bench.mismatches()).toEqual([]);
  });
  it('that fails again is a new one', async () => {
    const { bench, run, id } = await stopped(fail(false));
    await bench.do({ kind: 'incident.resolve', incidentId: id, runId: run, action: 'retry', input: null });
    await bench.runtime.drain();
    expect(incidents(bench).map(({ status }) => status)).toEqual(['resolved', 'open']);
  });
  it('is over when the state is left', async () => {
    const { bench, run, call } = await stopped();
    await bench.send(run, 'leave');
    expect([incidents(bench)[0]?.status, bench.effect(call).status]).toEqual(['resolved', 'cancelled']);
  });
});

describe('runs that start and signal each other', () => {
  const parent: JsonObject = {
    format: 'millrace/1',
    key: 'p',
    object: 'deal',
    title: { en: 'P' },
    initial: 'a',
    states: {
      a: {
        stage: true,
        on: { make: { target: 'b', actions: [{ do: 'run.start', with: { pipeline: 'child', create: { object: 'deal', fields: { name: 'Child' } } } }] } },
      },
      b: {
        stage: true,
        on: {
          tell: { actions: [{ do: 'run.signal', with: { pipeline: 'child', event: 'hello', payload: { n: 1 } } }] },
          same: { actions: [{ do: 'run.start', with: { pipeline: 'child' } }] },
        },
      },
    },
  };
  const child: JsonObject = {
    format: 'millrace/1',
    key: 'child',
    object: 'deal',
    title: { en: 'C' },
    initial: 'new',
    states: { new: { stage: true, on: { hello: 'told' } }, told: { stage: true } },
  };
  const family = async (): Promise<{ bench: TestBench; run: RunId }> => {
    const bench = new TestBench({ pipelines: [parent, child] });
    const run = await bench.start(await bench.record(), 'p', { origin: 'sample' });
    await bench.send(run, 'make');
    return { bench, run };
  };

  it('make a record and a run once, with the origin of who asked', async () => {
    const { bench, run } = await family();
    await bench.runtime.drain();
    const made = [...bench.tables.runs.values()].find(({ pipeline }) => pipeline === 'child');
    expect(made).toMatchObject({ origin: 'sample', stage: 'new' });
    expect(bench.fields(made?.recordId as never)).toEqual({ name: 'Child' });
    expect(bench.effect(effectId(run, 2, 0)).status).toBe('done');
  });
  it('a signal reaches the open run of the record', async () => {
    const { bench, run } = await family();
    await bench.send(run, 'same');
    await bench.send(run, 'tell');
    await bench.runtime.drain();
    const told = [...bench.tables.runs.values()].filter(({ pipeline, recordId }) => pipeline === 'child' && recordId === bench.run(run).recordId);
    expect(told).toMatchObject([{ stage: 'told' }]);
    expect(bench.journal(told[0]?.id as RunId).map(({ actor }) => actor.kind)).toEqual(['signal', 'signal']);
  });
  it('a start that is a conflict, or a signal nobody hears, opens an incident where it was asked for', async () => {
    const { bench, run } = await family();
    await bench.send(run, 'tell');
    await bench.runtime.drain();
    await bench.send(run, 'same');
    await bench.send(run, 'same');
    await bench.runtime.drain();
    expect(incidents(bench).map(({ reason }) => reason)).toEqual(['run.none-open', 'run.open']);
  });
  it('for ever are stopped at depth 16 with the chain shown', async () => {
    const echo: JsonObject = {
      format: 'millrace/1',
      key: 'p',
      object: 'deal',
      title: { en: 'P' },
      initial: 'a',
      states: { a: { stage: true, on: { ping: { actions: [{ do: 'run.signal', with: { pipeline: 'p', event: 'ping' } }] } } } },
    };
    const { bench, run } = await running(echo);
    await bench.send(run, 'ping');
    await bench.runtime.drain();
    expect(bench.events(run)).toHaveLength(2 + 16);
    const [incident] = [...bench.tables.incidents.values()];
    expect(incident?.reason).toMatch(/^chain\.too-deep: .*( > .*){16}$/);
  });
});

describe('approvals', () => {
  const asked: JsonObject = {
    format: 'millrace/1',
    key: 'p',
    object: 'deal',
    title: { en: 'P' },
    roles: ['manager'],
    initial: 'a',
    states: {
      a: {
        stage: true,
        entry: [{ do: 'approval.ask', with: { title: 'May we?', role: 'manager' } }],
        on: { approve: 'yes', reject: { target: 'no', requires: ['reason'] } },
      },
      yes: { stage: true },
      no: { stage: true },
    },
  };
  const invoked: JsonObject = chart(
    { step: 'approval.ask', with: { role: 'manager' }, onDone: [{ target: 'ok', when: { var: 'event.output.approved' } }, { target: 'bad' }] },
    { roles: ['manager'] },
  );
  const task = (bench: TestBench): string => [...bench.tables.tasks.keys()][0] ?? '';
  const answerOf = (bench: TestBench, run: RunId, answer: 'approve' | 'reject' | 'done'): Parameters<TestBench['do']>[0] => ({
    kind: 'task.complete',
    taskId: task(bench),
    recordId: bench.run(run).recordId,
    answer,
    comment: 'fine',
  });
  const MANAGER = { actor: { kind: 'person', id: 'mia', roles: ['manager'] } } as const;

  it.each([
    ['as an action the answer is an event', asked, 'approve', 'yes'],
    ['as an invoke the answer comes to onDone', invoked, 'approve', 'ok'],
    ['a rejection too', invoked, 'reject', 'bad'],
  ] as const)('%s', async (_title, document, answer, state) => {
    const { bench, run } = await running(document);
    expect(await bench.do(answerOf(bench, run, answer), MANAGER)).toMatchObject({ kind: 'applied', id: task(bench), run: { stage: state } });
    expect(bench.tables.tasks.get(task(bench))).toMatchObject({ status: 'done', answer });
    expect(await bench.codeOf(answerOf(bench, run, answer), MANAGER)).toBe('task.closed');
    expect(bench.mismatches()).toEqual([]);
  });
  it.each([
    ['from somebody else', 'approve', 'task.not-yours', {}],
    ['without approve or reject', 'done', 'task.answer', MANAGER],
    ['that the pipeline refuses', 'reject', 'refused event.requires', MANAGER],
  ] as const)('an answer %s leaves the task open', async (_title, answer, code, over) => {
    const { bench, run } = await running(asked);
    expect(await bench.codeOf(answerOf(bench, run, answer), over)).toBe(code);
    expect(bench.tables.tasks.get(task(bench))?.status).toBe('open');
    expect(bench.states(run)).toEqual(['a']);
  });
  it('are handed on only by whom they were asked of', async () => {
    const { bench, run } = await running(asked);
    const { recordId } = bench.run(run);
    const toAnn = { kind: 'task.change', taskId: task(bench), recordId, assignee: 'ann' } as const;
    expect(await bench.codeOf(toAnn)).toBe('task.not-yours');
    expect(await bench.codeOf({ kind: 'task.change', taskId: task(bench), recordId, assignee: null })).toBe('task.not-yours');
    expect(bench.tables.tasks.get(task(bench))?.assignee).toEqual({ role: 'manager' });
    expect(await bench.codeOf({ kind: 'task.change', taskId: task(bench), recordId, title: 'May we, please?' })).toBe('applied');
    expect(await bench.codeOf(toAnn, MANAGER)).toBe('applied');
    expect(await bench.codeOf(answerOf(bench, run, 'approve'))).toBe('applied');
  });
  it('are closed when the state that asked is left', async () => {
    const { bench, run } = await running(invoked);
    await bench.send(run, 'leave');
    expect(bench.tables.tasks.get(task(bench))).toMatchObject({ status: 'done', answer: null });
    await bench.do({ kind: 'run.undo', runId: run });
    expect(bench.tables.tasks.get(task(bench))).toMatchObject({ status: 'open' });
    expect(bench.mismatches()).toEqual([]);
  });
});

describe('the loop in the background', () => {
  const benches: TestBench[] = [];
  afterEach(async () => {
    await Promise.all(benches.splice(0).map((bench) => bench.runtime.stop()));
  });
  const begun = async (handler?: StepHandler): Promise<{ bench: TestBench; run: RunId; call: EffectId }> => {
    const made = await running(chart(http()), handler);
    benches.push(made.bench);
    made.bench.runtime.start();
    return made;
  };

  it('does due work, is woken by an announcement, and sleeps until the next timer', async () => {
    const { bench, run } = await begun(scripted(done()).handler);
    await until(() => bench.states(run)[0] === 'ok');
    const second = await bench.start(await bench.record(), 'p');
    await until(() => bench.states(second)[0] === 'ok' && bench.runtime.load().heldLeases === 0);
    expect(bench.seen.ended.map(({ kind }) => kind)).toEqual(['done', 'done']);
  });
  it('finds what no wake-up told of within a second', async () => {
    const bench = new TestBench({
      pipelines: [chart(http({ retry: { backoff: 'PT0.5S' } }))],
      handlers: { 'http.request': scripted(fail(true), done()).handler },
    });
    benches.push(bench);
    bench.runtime.start();
    const run = await bench.start(await bench.record(), 'p');
    await until(() => bench.effect(effectId(run, 1, 0)).attempt === 1 && bench.effect(effectId(run, 1, 0)).status === 'waiting');
    await until(() => {
      bench.clock.advance(100);
      return bench.states(run)[0] === 'ok';
    });
    expect(bench.clock.nowMs()).toBeLessThan(3_000);
  });
  it('renews the leases of long work', async () => {
    let finish: (outcome: StepOutcome) => void = () => undefined;
    const { bench, run, call } = await running(chart(http({ retry: { timeout: 'PT10M' } })), () => new Promise((resolve) => (finish = resolve)));
    benches.push(bench);
    bench.runtime.start();
    await until(() => bench.effect(call).status === 'claimed');
    for (let ten = 0; ten < 12; ten += 1) {
      bench.clock.advance(10_000);
      await turns(20);
    }
    expect(await bench.store.claim({ worker: 'other', limit: 1, leaseMs: 1, kinds: ALL_KINDS })).toEqual([]);
    finish(done());
    await until(() => bench.states(run)[0] === 'ok');
    expect(bench.effect(call).attempt).toBe(1);
  });
  it('stops gracefully: waits for what runs, aborts what takes too long, leaves nothing claimed', async () => {
    const { bench, call } = await begun(() => new Promise(() => undefined));
    await until(() => bench.runtime.load().heldLeases === 1);
    const stopping = bench.runtime.stop();
    await turns(20);
    bench.clock.advance(5_000);
    await stopping;
    expect(bench.effect(call)).toEqual({ status: 'waiting', attempt: 1 });
    expect(bench.runtime.load().heldLeases).toBe(0);
  });
});

describe('backoff', () => {
  it.each([
    [1, 0.5, 30_000],
    [2, 0.5, 60_000],
    [2, 0, 30_000],
    [5, 0.5, 480_000],
    [19, 0.5, 3_600_000],
  ])('before the attempt after %d with %d: %d ms', (attempt, random, ms) => expect(backoffMs(30_000, attempt, () => random)).toBe(ms));
});

async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await Promise.resolve();
}
/** Lets everything that can go on go on until it holds; fails after many turns. */
async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 5_000; n += 1) {
    if (holds()) return;
    await turns(5);
  }
  throw new Error('it never came to that');
}
