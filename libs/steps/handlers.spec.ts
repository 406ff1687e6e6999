import { describe, expect, it } from '@jest/globals';
import { parseRecordId, parseRunId, UserError, type EffectId, type Json, type JsonObject, type WorkspaceId } from '#kernel';
import { verifyWebhook, webhookSecret, type Mail, type Outbound, type OutboundRequest, type OutboundResponse } from '#outbound';
import type { Score, ScoreWish } from '#models';
import type { StepOutcome } from '#runtime';
import { stepCatalogue } from './definitions.js';
import { createHandlers } from './handlers.js';
import { pauseOf } from './http-answer.js';
import { insightsOf } from './testing/unused-insights.js';

const run = '01890000-0000-7000-8000-00000000000a';
const key = `${run}.3.1` as EffectId;
const nowMs = Date.UTC(2026, 0, 5);
const signing = webhookSecret(new Uint8Array(32).fill(7));

/** What a model would say; the one of no version falls back to its rule. */
const scored = ({ model, kind, record }: ScoreWish): Score => ({
  model: model ?? 'fitting',
  title: { en: 'Fits' },
  kind: kind ?? 'binary',
  score: 0.734,
  unit: kind === 'clv' ? 'money' : 'chance',
  currency: null,
  band: 'high',
  label: null,
  reasons: [{ feature: 'record.source', text: { en: 'Because' }, contribution: 0.4 }],
  version: model === 'young' ? null : 3,
  trainedAt: null,
  fallback: model === 'young' ? { en: 'Rule' } : null,
  more: {},
  scored: { object: 'deal', id: record },
});

/** The outbound port as far as handlers see it: keeps what was asked, answers what it is told. */
class Sent implements Outbound {
  readonly requests: OutboundRequest[] = [];
  readonly mails: Mail[] = [];
  readonly wishes: ScoreWish[] = [];
  constructor(private readonly answer: Partial<OutboundResponse> & { readonly text?: string } = {}) {}
  async request(request: OutboundRequest): Promise<OutboundResponse> {
    this.requests.push(request);
    return { status: 200, headers: {}, url: request.url, body: new TextEncoder().encode(this.answer.text ?? ''), ...this.answer };
  }
  async close(): Promise<void> {}
  async perform(step: string, input: Json): Promise<StepOutcome> {
    const handlers = createHandlers({
      outbound: this,
      mailer: { send: async (mail) => (this.mails.push(mail), { messageId: '<m@x>', accepted: mail.to }), close: () => undefined },
      secrets: {
        reveal: async (_workspace, name) =>
          name === 'crm' ? { value: 'user:pass', hosts: ['api.example.com'] } : name === 'signing' ? { value: signing, hosts: ['hook.example.com'] } : null,
      },
      insights: insightsOf(),
      models: { score: async (_workspace, wish) => (this.wishes.push(wish), scored(wish)) },
      nowMs: () => nowMs,
    });
    const handler = handlers.get(step);
    if (!handler) throw new Error(`no handler for ${step}`);
    const [runId, recordId] = [parseRunId(run), parseRecordId(run)];
    if (!runId || !recordId) throw new Error('ids');
    return handler({ workspace: 'w' as WorkspaceId, step, input, idempotencyKey: key, attempt: 1, recordId, runId, signal: new AbortController().signal });
  }
}

it('exactly the kinds that a worker does have a handler', () => {
  const handlers = createHandlers({
    outbound: new Sent(),
    mailer: { send: () => Promise.reject(new Error('unused')), close: () => undefined },
    secrets: { reveal: async () => null },
    models: { score: () => Promise.reject(new Error('unused')) },
    insights: insightsOf(),
    nowMs: () => 0,
  });
  const worker = (mode: string): boolean => mode === 'external' || mode === 'computed';
  expect(
    stepCatalogue()
      .all()
      .filter(({ kind }) => handlers.get(kind))
      .map(({ kind }) => kind),
  ).toEqual(
    stepCatalogue()
      .all()
      .filter(({ mode }) => worker(mode))
      .map(({ kind }) => kind),
  );
  expect(handlers.get('constructor')).toBeUndefined();
});

describe('http.request', () => {
  const url = 'https://api.example.com/x';
  it('sends JSON with the idempotency key', async () => {
    const sent = new Sent();
    await sent.perform('http.request', { method: 'post', url, body: { a: 1 }, headers: { 'X-A': 1 } });
    expect(sent.requests[0]).toMatchObject({
      method: 'POST',
      url,
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', 'x-a': '1', 'idempotency-key': key },
    });
  });
  it('sends a text as it is and keeps a given content type', async () => {
    const sent = new Sent();
    await sent.perform('http.request', { method: 'PUT', url, body: '<a/>', headers: { 'Content-Type': 'text/xml' } });
    expect(sent.requests[0]).toMatchObject({ body: '<a/>', headers: { 'content-type': 'text/xml' } });
  });
  it('has no body by default', async () => {
    const sent = new Sent();
    await sent.perform('http.request', { url });
    expect(sent.requests[0]).toMatchObject({ method: 'GET' });
    expect(sent.requests[0]).not.toHaveProperty('body');
  });
  it.each<[JsonObject, Record<string, string>]>([
    [{ secret: 'crm' }, { authorization: 'Bearer user:pass' }],
    [{ secret: 'crm', as: 'basic' }, { authorization: 'Basic dXNlcjpwYXNz' }],
    [{ secret: 'crm', as: 'header', header: 'x-api-key' }, { 'x-api-key': 'user:pass' }],
  ])('credentials %j', async (auth, headers) => {
    const sent = new Sent();
    await sent.perform('http.request', { url, auth });
    expect(sent.requests[0]?.credentials).toEqual({ hosts: ['api.example.com'], headers });
  });
  it.each<[string, Partial<OutboundResponse> & { text?: string }, Json]>([
    ['JSON', { headers: { 'content-type': 'application/json; charset=utf-8' }, text: '{"a":[1]}' }, { a: [1] }],
    ['problem JSON', { headers: { 'content-type': 'application/problem+json' }, text: '1' }, 1],
    ['broken JSON as text', { headers: { 'content-type': 'application/json' }, text: '{' }, '{'],
    ['JSON that reaches for a prototype as text', { headers: { 'content-type': 'application/json' }, text: '{"__proto__":1}' }, '{"__proto__":1}'],
    ['text', { text: 'hi\u0000' }, 'hi\ufffd'],
    ['nothing', {}, null],
  ])('hands back %s', async (_name, answer, body) => {
    expect(await new Sent(answer).perform('http.request', { url })).toMatchObject({ kind: 'done', output: { status: 200, body } });
  });
  it.each([
    ['as it is', { text: 'you sent user:pass' }, 'you sent [hidden]'],
    ['in base64', { text: 'Basic dXNlcjpwYXNz' }, 'Basic [hidden]'],
    ['in JSON', { headers: { 'content-type': 'application/json' }, text: '{"sent":["user:pass"]}' }, { sent: ['[hidden]'] }],
  ])('hides a secret that the answer repeats %s', async (_name, answer, body) => {
    expect(await new Sent(answer).perform('http.request', { url, auth: { secret: 'crm' } })).toMatchObject({ kind: 'done', output: { body } });
  });
  it('keeps only a few headers', async () => {
    const outcome = await new Sent({ headers: { 'set-cookie': 's', etag: 'e' } }).perform('http.request', { url });
    expect(outcome).toMatchObject({ output: { headers: { etag: 'e' } } });
    expect(JSON.stringify(outcome)).not.toContain('set-cookie');
  });
  it.each<[number, boolean, number | null]>([
    [400, false, null],
    [404, false, null],
    [408, true, 30_000],
    [409, false, null],
    [425, true, 30_000],
    [429, true, 30_000],
    [500, true, 30_000],
    [503, true, 30_000],
  ])('%i', async (status, retryable, retryAfterMs) => {
    const outcome = await new Sent({ status, headers: { 'retry-after': '30' } }).perform('http.request', { url });
    expect(outcome).toEqual({ kind: 'failed', error: { code: `http.${status}`, message: `api.example.com answered ${status}` }, retryable, retryAfterMs });
  });
  it.each<[Json, string, string]>([
    [{}, 'step.input', '/url'],
    [{ url, method: 'TRACE' }, 'step.input', '/method'],
    [{ url, headers: { a: {} } }, 'step.input', '/headers'],
    [{ url, auth: { secret: 'crm', as: 'constructor' } }, 'step.input', '/auth/as'],
    [{ url, auth: { secret: 'none' } }, 'secret.unknown', '/auth/secret'],
  ])('refuses %j', async (input, code, at) => {
    await expect(new Sent().perform('http.request', input)).rejects.toThrow(
      expect.objectContaining({ constructor: UserError, code, problems: [expect.objectContaining({ at })] }),
    );
  });
});

it.each<[string | undefined, number | null]>([
  [undefined, null],
  ['0', 0],
  ['120', 120_000],
  ['Mon, 05 Jan 2026 00:01:00 GMT', 60_000],
  ['Mon, 05 Jan 2015 00:01:00 GMT', 0],
  ['999999999', 24 * 3_600_000],
  ['soon', null],
])('Retry-After %j', (header, ms) => expect(pauseOf(header, nowMs)).toBe(ms));

describe('webhook.send', () => {
  const input = { url: 'https://hook.example.com/in', secret: 'signing', type: 'deal.won', data: { a: 1 } };
  it('signs what it sends, for the hosts of its secret', async () => {
    const sent = new Sent();
    expect(await sent.perform('webhook.send', input)).toEqual({ kind: 'done', output: { status: 200 } });
    const [request] = sent.requests;
    expect(JSON.parse(String(request?.body))).toEqual({ type: 'deal.won', data: { a: 1 }, record: run, run });
    expect(request?.credentials?.hosts).toEqual(['hook.example.com']);
    expect(verifyWebhook([signing], request?.credentials?.headers ?? {}, String(request?.body), nowMs / 1000)).toEqual({
      ok: true,
      value: { id: key, timestamp: nowMs / 1000 },
    });
  });
  it('may be tried again when the endpoint is busy', async () => {
    expect(await new Sent({ status: 503 }).perform('webhook.send', input)).toMatchObject({ kind: 'failed', retryable: true });
  });
  it('refuses too much', async () => {
    await expect(new Sent().perform('webhook.send', { ...input, data: 'x'.repeat(300_000) })).rejects.toThrow(/256 KiB/);
  });
});

describe('email.send', () => {
  it('hands the mail over with the idempotency key', async () => {
    const sent = new Sent();
    expect(await sent.perform('email.send', { to: 'a@b.example', cc: ['c@d.example'], subject: 'S', text: 'T' })).toEqual({
      kind: 'done',
      output: { messageId: '<m@x>', accepted: ['a@b.example'] },
    });
    expect(sent.mails).toEqual([{ to: ['a@b.example'], cc: ['c@d.example'], bcc: [], subject: 'S', text: 'T', idempotencyKey: key }]);
  });
  it.each<[Json, string]>([
    [{ to: 'a@b.example', subject: 'S' }, '/text'],
    [{ to: { a: 1 }, subject: 'S', text: 'T' }, '/to'],
    [{ to: Array(51).fill('a@b.example'), subject: 'S', text: 'T' }, '/to'],
  ])('refuses %j', async (input, at) => {
    await expect(new Sent().perform('email.send', input)).rejects.toThrow(expect.objectContaining({ problems: [expect.objectContaining({ at })] }));
  });
});

describe('scores', () => {
  it.each<[string, JsonObject, Partial<ScoreWish>, JsonObject]>([
    [
      'score.lead',
      {},
      { model: null, kind: 'lead-score', record: run as never },
      { score: 0.734, points: 73, band: 'high', version: 3, fallback: false, rule: null },
    ],
    ['score.churn', { model: 'own' }, { model: 'own', kind: 'churn' }, { model: 'own', fallback: false }],
    ['score.clv', {}, { kind: 'clv' }, { points: 1 }],
    ['score.loyalty', {}, { kind: 'loyalty' }, { model: 'fitting' }],
    ['forecast.value', {}, { kind: 'forecast' }, { model: 'fitting' }],
    ['score.custom', { model: 'young' }, { model: 'young', kind: null }, { version: null, fallback: true, rule: { en: 'Rule' } }],
  ])('%s %j', async (step, input, wish, output) => {
    const sent = new Sent();
    expect(await sent.perform(step, input)).toMatchObject({ kind: 'done', output });
    expect(sent.wishes).toMatchObject([wish]);
  });
  it('hand back what their definition says', async () => {
    const { output } = (await new Sent().perform('score.lead', {})) as { readonly output: JsonObject };
    const schema = stepCatalogue().get('score.lead')?.output as unknown as { readonly properties: JsonObject } | undefined;
    expect(Object.keys(output).sort()).toEqual(Object.keys(schema?.properties ?? {}).sort());
  });
  it.each<[string, JsonObject]>([
    ['score.custom', {}],
    ['score.onnx', { model: 'fitting' }],
    ['score.lead', { record: 'x' }],
  ])('%s refuses %j', async (step, input) => {
    await expect(new Sent().perform(step, input)).rejects.toThrow(UserError);
  });
});
