import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { instantAt, parseRecordId, parseRunId, UserError, type EffectId, type Json, type JsonObject, type WorkspaceId } from '#kernel';
import type { StepOutcome } from '#runtime';
import { stepCatalogue } from '../definitions.js';
import { createHandlers } from '../handlers.js';
import { insightsOf } from '../testing/unused-insights.js';
import type { InsightPorts } from './ports.js';

const id = '01890000-0000-7000-8000-00000000000a';
const NOW = instantAt(0);
const LACK = { code: 'analysis.too-few', text: { en: 'Too few.', 'zh-CN': '太少。' } };

async function perform(step: string, input: Json, ports: Partial<InsightPorts>): Promise<StepOutcome> {
  const never = () => Promise.reject(new Error('unused'));
  const handlers = createHandlers({
    outbound: { request: never, close: async () => undefined },
    mailer: { send: never, close: () => undefined },
    secrets: { reveal: async () => null },
    models: { score: never },
    insights: insightsOf(ports),
    nowMs: () => 0,
  });
  const [runId, recordId] = [parseRunId(id), parseRecordId(id)];
  const handler = handlers.get(step);
  if (!handler || !runId || !recordId) throw new Error(step);
  const outcome = await handler({
    workspace: 'w' as WorkspaceId,
    step,
    input,
    idempotencyKey: `${id}.1.1` as EffectId,
    attempt: 1,
    recordId,
    runId,
    signal: new AbortController().signal,
  });
  if (outcome.kind === 'done') {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(stepCatalogue().get(step)?.output as object);
    expect([validate(outcome.output), validate.errors]).toEqual([true, null]);
  }
  return outcome;
}

const texts = (given: Partial<InsightPorts['texts']>): Partial<InsightPorts> => ({ texts: { ...insightsOf().texts, ...given } });
const offers = (given: Partial<InsightPorts['offers']>): Partial<InsightPorts> => ({ offers: { ...insightsOf().offers, ...given } });
const basis = { asOf: NOW } as never;

describe('steps that look at customers and texts', () => {
  it.each<[string, string, JsonObject, Partial<InsightPorts>, JsonObject]>([
    [
      'a segment with what it is known for',
      'segment.assign',
      { set: 'buyers' },
      {
        segments: {
          ...insightsOf().segments,
          assign: async (_w, set, record) => ({ segment: 2, name: `${set} of ${record}`, summary: { en: 'much', 'zh-CN': '多' }, version: 4 }),
        },
      },
      { segment: 2, name: `buyers of ${id}`, version: 4, reasons: [{ en: 'much', 'zh-CN': '多' }] },
    ],
    [
      'no segment where a number is missing',
      'segment.assign',
      { set: 'buyers' },
      { segments: { ...insightsOf().segments, assign: async () => null } },
      { segment: null, version: null },
    ],
    [
      'the offers with what led to them',
      'recommend.offer',
      { except: 'Wheel', most: 1 },
      offers({
        customerOf: async () => ({ object: 'account', id }),
        offers: async (_w, object, customer, wish) => ({
          basis,
          lacking: null,
          owned: [],
          offers: [
            {
              product: { id, name: `${object} ${customer === id} ${wish.except?.join()} ${wish.most}` },
              score: 2,
              margin: 1,
              price: null,
              by: 'rule',
              because: [{ id, name: 'Cart' }],
              text: { en: 'With Cart' },
            },
          ],
        }),
      }),
      { product: 'account true Wheel 1', productId: id, reasons: [{ en: 'With Cart' }], lacking: null },
    ],
    [
      'no offer without a customer',
      'recommend.offer',
      {},
      offers({ customerOf: async () => null }),
      { product: null, offers: [], lacking: { code: 'customer.none' } },
    ],
    [
      'the next action',
      'recommend.next-action',
      { most: 2 },
      {
        actions: {
          of: async (_w, run, most) => ({
            lacking: null,
            actions: [{ event: 'propose', title: { en: `${run === id} ${most}` }, share: 0.7, cases: 9, text: { en: 'Because' } }],
          }),
        },
      },
      { event: 'propose', title: { en: 'true 2' }, reasons: [{ en: 'Because' }] },
    ],
    [
      'a class with its words',
      'text.classify',
      { text: 'cannot sign in' },
      texts({ classify: async () => ({ classes: [{ label: 'problem', p: 0.91234, because: ['sign'] }], learnedFrom: 40, lacking: null }) }),
      { class: 'problem', chance: 0.912, learnedFrom: 40, reasons: [{ en: 'Because of the words: sign.' }] },
    ],
    [
      'no class, and why',
      'text.classify',
      { text: 'x' },
      texts({ classify: async () => ({ classes: [], learnedFrom: 0, lacking: LACK }) }),
      { class: null, chance: null, lacking: LACK, reasons: [] },
    ],
    [
      'keywords',
      'text.keywords',
      { text: 'x' },
      texts({ keywords: async (_w, _t, most) => [{ term: `k${most}`, weight: 0.5 }] }),
      { keywords: ['k5'], weights: [0.5] },
    ],
    ['a summary', 'text.summary', { text: 'A. B.', sentences: 1 }, texts({ summary: async (_w, text, n) => [text, String(n)] }), { summary: 'A. B. 1' }],
    [
      'answers, the asking record left out',
      'text.answer',
      { text: 'sign in' },
      texts({
        answersTo: async (_w, { except, most }) => ({
          asOf: NOW,
          lacking: null,
          searched: { articles: 1, tickets: 0 },
          items: [{ object: 'article', id, title: `${except === id}`, answer: 'Reset', score: most, because: ['sign'] }],
        }),
      }),
      { answer: 'Reset', title: 'true', answers: [{ score: 3 }] },
    ],
    [
      'a mood',
      'text.sentiment',
      { text: 'x' },
      texts({ sentiment: async () => ({ sentiment: { score: -0.5, mood: 'bad', because: ['late'] }, learnedFrom: 30, lacking: null }) }),
      { mood: 'bad', score: -0.5 },
    ],
    [
      'no mood, and why',
      'text.sentiment',
      { text: 'x' },
      texts({ sentiment: async () => ({ sentiment: null, learnedFrom: 3, lacking: LACK }) }),
      { mood: null, score: null, lacking: LACK },
    ],
    [
      'conformance with its deviations in words',
      'mine.conformance',
      { pipeline: 'p' },
      {
        conformance: {
          of: async (_w, pipeline, days) => ({ cases: days, fitting: 80, fitness: 0.95, deviations: [{ kind: 'move', from: pipeline, to: 'b', count: 3 }] }),
        },
      },
      { cases: 90, fitness: 0.95, reasons: [{ en: '3 went from p to b, which the chart does not allow.' }] },
    ],
    [
      'no runs',
      'mine.conformance',
      { pipeline: 'p' },
      { conformance: { of: async () => null } },
      { cases: 0, fitness: null, lacking: { code: 'analysis.empty' } },
    ],
  ])('%s', async (_name, step, input, ports, output) => {
    expect(await perform(step, input, ports)).toMatchObject({ kind: 'done', output });
  });

  it.each<[string, JsonObject]>([
    ['segment.assign', {}],
    ['segment.assign', { set: 'a', record: 'x' }],
    ['segment.refresh', { set: 'a', how: 'guess' }],
    ['recommend.offer', { customer: 'x' }],
    ['recommend.offer', { most: 0 }],
    ['recommend.next-action', { most: 1.5 }],
    ['text.classify', { text: ' ' }],
    ['text.keywords', { text: 'a', most: 31 }],
    ['mine.conformance', { pipeline: 'p', days: -1 }],
  ])('%s refuses %j', async (step, input) => {
    await expect(perform(step, input, offers({ customerOf: async () => ({ object: 'account', id }) }))).rejects.toThrow(UserError);
  });
});
