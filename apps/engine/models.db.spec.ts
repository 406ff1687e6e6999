import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '#analytics';
import { instantAt, type JsonObject, type RecordId, type RunId } from '#kernel';
import type { CommandBody } from '#runtime';
import { PgModelJobStore } from '#storage';
import { TestEngine } from './testing/test-engine.js';

const DAY = 86_400_000;
const DEALS = 900;
const START = Date.UTC(2025, 0, 1);

const PIPELINE: JsonObject = {
  format: 'millrace/1',
  key: 'scored',
  object: 'deal',
  title: { en: 'Scored' },
  initial: 'fresh',
  states: {
    fresh: { stage: true, probability: 0.2, title: { en: 'Fresh', 'zh-CN': '新' }, on: { talk: 'talking', lose: 'lost' } },
    talking: { stage: true, probability: 0.6, title: { en: 'Talking' }, on: { win: 'won', lose: 'lost' } },
    won: { type: 'final', stage: true, outcome: 'won' },
    lost: { type: 'final', stage: true, outcome: 'lost' },
  },
};

/** 900 deals: larger ones are won more often, and whoever won got a `next_step` afterwards, outside of any run. Five are open. */
async function furnish(api: TestEngine): Promise<readonly RecordId[]> {
  const { runtime, parts, workspace } = api.engine;
  const random = seededRandom(42);
  const send = (day: number, body: CommandBody) =>
    runtime.submit({
      workspace: workspace.id,
      actor: { kind: 'cli', id: 'test', roles: ['*'] },
      source: 'test',
      key: null,
      occurredAt: instantAt(START + day * DAY),
      history: true,
      origin: null,
      body,
    });
  const open: RecordId[] = [];
  await Promise.all(
    Array.from({ length: DEALS }, async (_, i) => {
      const [recordId, runId, day] = [parts.ids.next() as RecordId, parts.ids.next() as RunId, Math.floor(i / 4)];
      const value = 100 + Math.round(random.next() * 9900);
      const isWon = random.next() < value / 10_000;
      const source = ['web', 'referral', 'event'][random.below(3)] ?? 'web';
      await send(day, {
        kind: 'record.create',
        recordId,
        object: 'deal',
        fields: { name: `Deal ${i}`, close_value: value, source },
        externalKey: null,
        ownerId: null,
      });
      await send(day, { kind: 'run.start', runId, recordId, pipeline: 'scored', vars: {}, at: null });
      await send(day + 3, { kind: 'run.event', runId, event: 'talk', payload: null, fields: {} });
      if (i >= DEALS - 5) return void open.push(recordId);
      await send(day + 9, { kind: 'run.event', runId, event: isWon ? 'win' : 'lose', payload: null, fields: isWon ? {} : { lost_reason: 'price' } });
      if (isWon) await send(day + 10, { kind: 'record.change', recordId, fields: { next_step: `Welcome ${i % 3}` }, expectedVersion: null });
    }),
  );
  return open;
}

/** 80 accounts that order every few weeks; every other one has stopped long ago. */
async function furnishOrders(api: TestEngine): Promise<readonly RecordId[]> {
  const { runtime, parts, workspace } = api.engine;
  const random = seededRandom(9);
  const create = async (object: string, fields: JsonObject): Promise<RecordId> => {
    const recordId = parts.ids.next() as RecordId;
    const body: CommandBody = { kind: 'record.create', recordId, object, fields, externalKey: null, ownerId: null };
    await runtime.submit({
      workspace: workspace.id,
      actor: { kind: 'cli', id: 'test', roles: ['*'] },
      source: 'test',
      key: null,
      occurredAt: null,
      history: false,
      origin: null,
      body,
    });
    return recordId;
  };
  const today = Date.now();
  return Promise.all(
    Array.from({ length: 80 }, async (_, i) => {
      const account = await create('account', { name: `Account ${i}` });
      for (let ago = 700 - random.below(60); ago > (i % 2 === 0 ? 5 : 400); ago -= 15 + random.below(60)) {
        await create('order', { number: `${i}-${ago}`, account, order_date: instantAt(today - ago * DAY).slice(0, 10), amount: 100 + random.below(400) });
      }
      return account;
    }),
  );
}

/** How long the event loop made others wait meanwhile. */
async function watched<T>(work: () => Promise<T>): Promise<{ readonly answer: T; readonly tookMs: number; readonly p99Ms: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const began = performance.now();
  delay.enable();
  const answer = await work();
  delay.disable();
  return { answer, tookMs: performance.now() - began, p99Ms: delay.percentile(99) / 1e6 };
}

describe('models', () => {
  let api: TestEngine;
  let who: string;
  let viewer: string;
  let open: readonly RecordId[];
  const ask = (path: string, method = 'GET', body?: unknown, as = who) => api.ask(`/api/v1${path}`, as, { method, ...(body === undefined ? {} : { body }) });
  const train = async (model: string) => {
    const begun = await ask(`/models/${model}/train`, 'POST', {});
    await api.engine.parts.models.trainings.drain();
    return (await ask(`/models/${model}/jobs/${begun.body.id}`)).body;
  };

  beforeAll(async () => {
    api = await TestEngine.start();
    who = await api.key('designer');
    viewer = await api.key('viewer');
    await ask('/pipelines/scored/draft', 'PUT', { document: PIPELINE });
    expect((await ask('/pipelines/scored/versions', 'POST', {})).status).toBe(201);
    open = await furnish(api);
  });
  afterAll(() => api.stop());

  it('are there from the start, scoring by their stated rules', async () => {
    const { body } = await ask('/models');
    expect(body.items.map(({ key }: { key: string }) => key)).toEqual([
      'lead-quality',
      'deal-win',
      'renewal-churn',
      'deal-forecast',
      'account-value',
      'account-loyalty',
    ]);
    expect(body.items[1]).toMatchObject({ activeVersion: null, job: null, shipped: true, minimum: { en: expect.stringContaining('200') } });
  });

  it('score by the rule until there is a version, and say so', async () => {
    const made = await ask('/models', 'POST', {
      key: 'own-win',
      title: { en: 'Own' },
      kind: 'lead-score',
      object: 'deal',
      pipeline: 'scored',
      target: { kind: 'outcome', positive: 'won' },
      schedule: 'weekly',
    });
    expect(made.status).toBe(201);
    expect(made.body.nextTrainingAt).not.toBeNull();
    const { body } = await ask(`/records/deal/${open[0]}/scores`, 'GET', undefined, viewer);
    expect(body.items).toMatchObject([{ model: 'own-win', version: null, band: 'medium', fallback: { en: expect.stringContaining('Rule') } }]);
    expect(body.items[0].reasons[0].text).toEqual({ en: 'The stage “Talking” has a probability of 60 %.', 'zh-CN': '阶段“Talking”的概率为 60%。' });
  });

  it('are trained on what was known at the decision: what was filled in after the outcome is named and not used', async () => {
    const { answer: job, tookMs, p99Ms } = await watched(() => train('own-win'));
    console.info(`event loop in a training of ${Math.round(tookMs)} ms: p99 of its delay ${p99Ms.toFixed(1)} ms`);
    // Done on the loop itself, it stands still for three quarters of the time; a busy machine stretches both.
    expect(p99Ms).toBeLessThan(tookMs / 3);
    expect(job).toMatchObject({ status: 'done', version: 1, progress: 1, rows: DEALS - 5 });
    const { body } = await ask('/models/own-win/versions/1');
    expect(body.metrics).toMatchObject({ kind: 'binary', n: expect.any(Number) });
    expect(body.metrics.auc).toBeGreaterThan(0.75);
    expect(body.metrics.auc).toBeLessThan(0.95);
    expect(body.leaks).toContainEqual(expect.objectContaining({ name: 'record.next_step', kind: 'later', used: false }));
    // Empty before the end in every run: the end filled it in.
    expect(body.leftOut.map(({ name }: { name: string }) => name)).toContain('record.lost_reason');
    const best = [...body.features].sort((a: { importance: number }, b: { importance: number }) => b.importance - a.importance)[0];
    expect(best.name).toBe('record.close_value');
    expect(body.tried).toHaveLength(2);
    expect(body.window.from < body.window.to).toBe(true);
  });

  it('then score with the version, and give three reasons in both languages', async () => {
    const { body } = await ask(`/records/deal/${open[0]}/scores`);
    expect(body.items).toMatchObject([{ model: 'own-win', version: 1, fallback: null, unit: 'chance' }]);
    expect(body.items[0].reasons.map(({ text }: { text: JsonObject }) => text['en']).join(' ')).toMatch(/Value is [\d,]+ \(average [\d,]+/);
    expect(body.items[0].reasons[0].text['zh-CN']).toMatch(/赢单的可能。$/);
  });

  it('tell drift against the rows of the training', async () => {
    const { body } = await ask('/models/own-win/drift');
    expect(body).toMatchObject({ version: 1, n: 5, text: { en: expect.stringContaining('too few') } });
    expect(body.features.length).toBeGreaterThan(3);
  });

  it('roll back and forth, and the newest training is one of several', async () => {
    expect(await train('own-win')).toMatchObject({ status: 'done', version: 2 });
    expect((await ask('/models/own-win')).body).toMatchObject({ activeVersion: 2, versions: 2 });
    expect((await ask('/models/own-win/versions/1/activate', 'POST', {})).body).toMatchObject({ activeVersion: 1, active: { version: 1, active: true } });
    expect((await ask(`/records/deal/${open[0]}/scores`)).body.items[0].version).toBe(1);
    expect((await ask('/models/own-win/versions')).body.items.map(({ version, active }: JsonObject) => [version, active])).toEqual([
      [2, false],
      [1, true],
    ]);
    expect((await ask('/models/own-win/versions/9/activate', 'POST', {})).body.code).toBe('model.version-not-found');
  });

  it('say when there is too little data', async () => {
    expect(await train('deal-win')).toMatchObject({ status: 'too-few', version: null, error: { code: 'analysis.empty' } });
    expect(await train('account-value')).toMatchObject({ status: 'too-few', error: { code: 'analysis.too-few' } });
  });

  it('forecast the value of an open deal from the chart', async () => {
    await ask('/models', 'POST', {
      key: 'own-forecast',
      title: { en: 'F' },
      kind: 'forecast',
      object: 'deal',
      pipeline: 'scored',
      target: { kind: 'outcome', positive: 'won' },
    });
    expect(await train('own-forecast')).toMatchObject({ status: 'done', version: 1 });
    const { body } = await ask(`/records/deal/${open[0]}/scores?model=own-forecast`);
    expect(body.items).toMatchObject([{ unit: 'money', currency: 'USD', version: 1 }]);
    expect(body.items[0].score).toBeGreaterThan(0);
  });

  it('estimate a number', async () => {
    await ask('/models', 'POST', { key: 'size', title: { en: 'Size' }, kind: 'regression', object: 'deal', target: { kind: 'field', field: 'close_value' } });
    expect(await train('size')).toMatchObject({ status: 'done', version: 1 });
    expect((await ask('/models/size/versions/1')).body.metrics).toMatchObject({ kind: 'regression' });
  });

  it('learn from their window only, and say what is older', async () => {
    const target = { kind: 'field', field: 'close_value' };
    const days = Math.floor((Date.now() - START) / DAY) - 150;
    await ask('/models', 'POST', { key: 'late', title: { en: 'Late' }, kind: 'regression', object: 'deal', pipeline: 'scored', target, windowDays: days });
    const job = await train('late');
    expect(job).toMatchObject({ status: 'done', version: 1 });
    const { body } = await ask('/models/late/versions/1');
    expect(body.rows).toBeLessThan(DEALS / 2);
    expect(Date.parse(body.window.from)).toBeGreaterThanOrEqual(START + 149 * DAY);
    expect(body.notes).toContainEqual({ en: `${DEALS - 5 - body.rows} were left out: older than ${days} days.`, 'zh-CN': expect.any(String) });
    expect((await ask('/models/late', 'PATCH', { windowDays: null })).body.windowDays).toBeNull();
    await ask('/models/late', 'DELETE');
  });

  it('are trained again when their schedule has come due, once over all engines', async () => {
    await api.database.storage.sql(`update models set next_training_at = now() - interval '1 minute' where key = 'own-win'`);
    // An engine that is lost on the way has moved nothing on.
    const lost = (): never => {
      throw new Error('lost');
    };
    await expect(new PgModelJobStore(api.database.storage).beginDue(lost)).rejects.toThrow('lost');
    const { trainings } = api.engine.parts.models;
    expect((await Promise.all([trainings.housekeep(), trainings.housekeep()])).reduce((a, b) => a + b)).toBe(1);
    await trainings.drain();
    expect((await ask('/models/own-win/jobs')).body.items[0]).toMatchObject({ status: 'done', version: 3, startedBy: { kind: 'system', id: 'schedule' } });
  });

  it('of value and loyalty learn from orders, begin by themselves once there are enough, and score the account of a deal', async () => {
    const { parts } = api.engine;
    const accounts = await furnishOrders(api);
    // Loyalty was never asked for; value was, too early, and waits for its schedule or for somebody.
    expect(await parts.models.trainings.housekeep()).toBe(1);
    expect(await parts.models.trainings.drain()).toBe(1);
    expect((await ask('/models/account-loyalty')).body).toMatchObject({ activeVersion: 1, job: { startedBy: { kind: 'system' } } });
    expect(await train('account-value')).toMatchObject({ status: 'done', version: 1 });
    expect((await ask('/models/account-value')).body).toMatchObject({ activeVersion: 1, active: { checked: { measure: 'error-ratio' } } });
    const { body } = await ask(`/records/account/${accounts[0]}/scores`);
    expect(body.items).toMatchObject([
      { model: 'account-value', unit: 'money', version: 1 },
      { model: 'account-loyalty', unit: 'points', version: 1 },
    ]);
    const deal = (await ask('/records/deal', 'POST', { fields: { name: 'Of an account', account: accounts[0] } })).body.id as RecordId;
    // What purchases say of all customers rests on the same fit.
    expect((await ask('/customers/value')).body.model).toMatchObject({ kind: 'bg-nbd', version: 1 });
    const profile = (await ask(`/customers/profiles/account/${accounts[0]}`)).body;
    // A day may begin between the two.
    expect(profile.value.value / body.items[0].score).toBeCloseTo(1, 2);
    expect((await ask('/customers/value?asOf=2020-01-01T00:00:00Z')).body.model?.version ?? null).toBeNull();
    const score = await parts.models.scores.score(api.engine.workspace.id, { record: deal, model: null, kind: 'clv' });
    expect(score).toMatchObject({ model: 'account-value', scored: { object: 'account', id: accounts[0] }, score: body.items[0].score });
    expect(await parts.models.trainings.housekeep()).toBe(0);
  });

  it('go on in another engine when theirs is lost, and give up after three times', async () => {
    const { sql } = api.database.storage;
    const lost = async () => sql(`update model_jobs set lease_until = now() - interval '1 second' where ended_at is null`);
    const { trainings } = api.engine.parts.models;
    await ask('/models/own-win/train', 'POST', {});
    await sql(`update model_jobs set status = 'running', attempt = 1, lease_until = now() + interval '1 minute' where ended_at is null`);
    expect(await trainings.drain()).toBe(0);
    await lost();
    expect(await trainings.drain()).toBe(1);
    expect((await ask('/models/own-win/jobs')).body.items[0]).toMatchObject({ status: 'done', version: 4 });
    await ask('/models/own-win/train', 'POST', {});
    await sql(`update model_jobs set status = 'running', attempt = 3 where ended_at is null`);
    await lost();
    expect(await trainings.drain()).toBe(0);
    expect((await ask('/models/own-win/jobs')).body.items[0]).toMatchObject({ status: 'failed', error: { code: 'model.job-lost' } });
  });

  it('are looked at once a day over all engines; those who may train are told once when one has drifted', async () => {
    const mine = async (as: string) => (await ask('/notifications', 'GET', undefined, as)).body;
    const again = () => api.database.storage.sql('update models set drift_due_at = null');
    const look = async (): Promise<number> => {
      const { watch } = api.engine.parts.models;
      return (await Promise.all([watch.housekeep(), watch.housekeep()])).reduce((a, b) => a + b);
    };
    expect(await look()).toBe(2);
    expect(await look()).toBe(0);
    expect((await ask('/models/own-win')).body.watch).toMatchObject({ version: 4, n: 5, state: 'too-few', noticedAt: null });
    for (let i = 0; i < 95; i += 1) await ask('/records/deal', 'POST', { fields: { name: `Huge ${i}`, close_value: 5_000_000 + i }, pipeline: 'scored' });
    await again();
    expect(await look()).toBe(2);
    const { watch } = (await ask('/models/own-win')).body;
    expect(watch).toMatchObject({ version: 4, n: 100, state: 'drifted', psi: expect.any(Number), feature: { en: expect.any(String) } });
    expect(watch.noticedAt).toMatch(/Z$/);
    await again();
    await look();
    const { items, unread } = await mine(api.owner.cookie);
    const own = items.filter(({ model }: { model: JsonObject | null }) => model?.['key'] === 'own-win');
    expect(own).toMatchObject([{ record: null, model: { title: { en: 'Own' } }, words: { 'zh-CN': expect.stringContaining('重新训练') }, read: false }]);
    expect((await mine(viewer)).items).toEqual([]);
    await ask('/notifications/read', 'POST', { ids: [own[0].id] }, api.owner.cookie);
    expect((await mine(api.owner.cookie)).unread).toBe(unread - 1);
    // What was found of a version is not that of another one; that one has drifted as well, which nobody needs to be told twice.
    expect((await ask('/models/own-win/versions/3/activate', 'POST', {})).body.watch).toBeNull();
    expect(await look()).toBe(1);
    expect((await ask('/models/own-win')).body.watch).toMatchObject({ version: 3, state: 'drifted', noticedAt: watch.noticedAt });
    expect((await mine(api.owner.cookie)).items).toHaveLength(items.length);
    await ask('/models/own-win/versions/4/activate', 'POST', {});
  });

  it('of a kind that is imported say that the runtime is missing', async () => {
    expect((await ask('/onnx')).body).toEqual({ installed: false, package: 'onnxruntime-node', install: 'npm install onnxruntime-node' });
    expect(await ask('/onnx/look', 'POST', { file: 'A'.repeat(4_000_000) })).toMatchObject({ status: 409, body: { code: 'model.onnx-missing' } });
    expect(await ask('/onnx/look', 'POST', { file: 'A'.repeat(6_900_000) })).toMatchObject({ status: 413, body: { code: 'model.onnx-size' } });
    expect(await ask('/onnx/look', 'POST', { file: 'A'.repeat(11_000_000) })).toMatchObject({ status: 413, body: { code: 'body.too-large' } });
    await ask('/models', 'POST', { key: 'else', title: { en: 'Else' }, kind: 'onnx', object: 'deal', pipeline: 'scored', target: { kind: 'given' } });
    const given = { file: Buffer.from('onnx').toString('base64'), input: 'x', output: 'y', columns: [{ feature: 'record.close_value' }] };
    expect(await ask('/models/else/onnx', 'POST', given)).toMatchObject({ status: 409, body: { code: 'model.onnx-missing' } });
    expect(await ask('/models/else/onnx', 'POST', { ...given, columns: [{ feature: 'record.nothing' }] })).toMatchObject({
      status: 422,
      body: { code: 'model.feature' },
    });
    expect(await ask('/models/else/train', 'POST', {})).toMatchObject({ status: 409, body: { code: 'model.onnx-only' } });
    expect((await ask(`/records/deal/${open[0]}/scores?model=else`)).body).toMatchObject({ items: [], why: { en: expect.stringContaining('no version') } });
  });

  it.each<[string, JsonObject, string]>([
    ['a target of another kind', { target: { kind: 'purchases' } }, 'model.target'],
    ['an outcome that is none', { target: { kind: 'outcome', positive: 'maybe' } }, 'model.target'],
    ['no pipeline', { pipeline: null }, 'model.pipeline'],
    ['a feature that is none', { features: ['record.nothing'] }, 'model.feature'],
    ['a personal field', { object: 'lead', pipeline: null, target: { kind: 'field', field: 'email', equals: 'x' } }, 'model.target'],
    ['a stage that is none', { decision: { at: 'stage', stage: 'nowhere' } }, 'model.decision'],
    ['an object that is none', { object: 'nothing' }, 'object.unknown'],
    ['a key that is taken', { key: 'deal-win' }, 'model.exists'],
  ])('refuse %s', async (_name, wish, code) => {
    const usual = { key: 'bad', title: { en: 'Bad' }, kind: 'binary', object: 'deal', pipeline: 'scored', target: { kind: 'outcome', positive: 'won' } };
    const answer = await ask('/models', 'POST', { ...usual, ...wish });
    expect([answer.status < 500, answer.body.code]).toEqual([true, code]);
  });

  it('are changed and removed; a shipped one is put back', async () => {
    expect((await ask('/models/own-win', 'PATCH', { schedule: 'never', methods: ['tree'] })).body).toMatchObject({
      schedule: 'never',
      methods: ['tree'],
      nextTrainingAt: null,
      activeVersion: 4,
    });
    expect((await ask('/models/own-win', 'DELETE')).status).toBe(204);
    expect((await ask('/models/own-win')).body.code).toBe('model.not-found');
    expect((await ask('/models/deal-win', 'DELETE')).status).toBe(204);
    expect((await ask('/models/deal-win')).body).toMatchObject({ job: null, schedule: 'weekly' });
    expect((await ask('/models/deal-win/train', 'POST', {}, viewer)).status).toBe(403);
  });
});
