import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseInstant, type Instant, type JsonObject } from '#kernel';
import { dueTimes } from '#calendar';
import type { AttachedRuleDocument, FieldDefinition, PipelineDocument } from '#pipeline';
import { compileDocument } from './compile-document.js';
import { scenarioOf } from './scenario.js';
import { tryRule, type Trial } from './trial.js';
import { answerStep, fireTimer, invokesOf, possibleEvents, sendEvent, startWalk, timersOf, type Beginning, type Walk, type Walked } from './walk.js';

const field = (type: FieldDefinition['type']): FieldDefinition => ({ type, title: { en: type } });
const FIELDS = {
  name: field('text'),
  account: { ...field('reference'), object: 'account' },
  close_value: field('money'),
  close_date: field('date'),
  lost_reason: field('text'),
  discount_percent: field('number'),
  discount_approved: field('boolean'),
};
const fieldsOf = (object: string) => (object === 'deal' ? FIELDS : object === 'account' ? { name: field('text') } : null);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../../../workflows/${file}`, import.meta.url), 'utf8'));
const SALES = read('b2b-sales/pipeline.json') as PipelineDocument;
const RULES = (read('b2b-sales/rules.json') as AttachedRuleDocument[]).map((rule) => ({ ...rule, enabled: true }));
const ACCOUNT = '01920000-0000-7000-8000-00000000000a';
const START = parseInstant('2026-01-05T09:00:00Z') as Instant;

function begin(
  document: PipelineDocument,
  rules: readonly AttachedRuleDocument[] = [],
  record: JsonObject = {},
  at: readonly string[] | null = null,
): Beginning {
  const compiled = compileDocument(document, rules, fieldsOf);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return { pipeline: compiled.pipeline, recordId: 'r1', record, related: {}, vars: {}, roles: ['*'], times: dueTimes('UTC', new Map()), start: START, at };
}
const moved = (walked: Walked): Walk => {
  if (walked.kind !== 'moved') throw new Error(JSON.stringify(walked));
  return walked.walk;
};

describe('a walk', () => {
  const begun = begin(SALES, [], { name: 'Northwind', account: ACCOUNT, close_date: '2026-02-10' });

  it('goes on by events, and says what is refused with the values', () => {
    const walk = moved(sendEvent(moved(startWalk(begun)), 'engage'));
    expect(walk.snapshot.configuration).toContain('discovery');
    expect(sendEvent(walk, 'win')).toMatchObject({ kind: 'refused', reasons: [{ code: 'event.condition' }] });
    const won = moved(sendEvent(walk, 'win', { close_value: 900 }));
    expect(won.snapshot).toMatchObject({ status: 'done', outcome: 'won' });
    expect(won.record['close_value']).toBe(900);
    expect(won.before).toBe(walk);
    expect(possibleEvents(won)).toEqual([]);
  });

  it('lets time pass until a clock runs out', () => {
    const walk = moved(startWalk(begun));
    const [timer] = timersOf(walk);
    const later = moved(fireTimer(walk, timer?.id ?? ''));
    expect(later.now).toBe(timer?.due);
    expect(later.steps.at(-1)?.did.kind).toBe('timer');
  });

  it('is answered in place of a step', () => {
    const asking: PipelineDocument = {
      format: 'millrace/1',
      key: 'ask',
      object: 'deal',
      title: { en: 'Ask' },
      initial: 'a',
      states: {
        a: { invoke: { id: 'call', step: 'http.request', with: { url: 'https://example.org' }, onDone: 'b', onError: 'c' } },
        b: { type: 'final' },
        c: { type: 'final', outcome: 'lost' },
      },
    };
    const walk = moved(startWalk(begin(asking)));
    expect(invokesOf(walk).map(({ id }) => id)).toEqual(['call']);
    expect(moved(answerStep(walk, 'call', null, { ok: true, output: { status: 200 } })).snapshot.configuration).toEqual(['b']);
    const failed = moved(answerStep(walk, 'call', null, { ok: false, error: { code: 'http', message: 'no' } }));
    expect(scenarioOf(failed, { en: 'Fails' })).toEqual({
      name: { en: 'Fails' },
      start: START,
      record: {},
      steps: [
        { expect: { leaves: ['a'] } },
        { fails: 'call', error: { code: 'http', message: 'no' }, expect: { leaves: ['c'], status: 'done', outcome: 'lost' } },
      ],
    });
  });

  it('becomes a scenario', () => {
    const start = moved(startWalk(begun));
    const waited = moved(fireTimer(start, timersOf(start)[0]?.id ?? ''));
    const lost = moved(sendEvent(moved(sendEvent(waited, 'engage')), 'lose', { lost_reason: 'price' }));
    expect(scenarioOf(lost, { en: 'Lost', 'zh-CN': '输单' })).toMatchObject({
      name: { en: 'Lost', 'zh-CN': '输单' },
      record: { name: 'Northwind', close_date: '2026-02-10' },
      steps: [
        { expect: { leaves: ['prospecting'] } },
        { after: 'PT336H' },
        { event: 'engage' },
        { event: 'lose', fields: { lost_reason: 'price' }, expect: { outcome: 'lost', status: 'done' } },
      ],
    });
  });
});

describe('a rule tried on a record', () => {
  const brief = (trial: Trial): string => {
    switch (trial.kind) {
      case 'acts':
        return trial.actions.map((action) => `${action.do} ${JSON.stringify(action.input)}`).join('; ');
      case 'not-reached':
        return `not reached: ${trial.reasons.map(({ code }) => code).join(', ')}`;
      case 'failed':
        return JSON.stringify(trial.problems);
      default:
        return trial.kind;
    }
  };
  it.each<[string, JsonObject, readonly string[] | null, string]>([
    [
      'big-deal-heads-up',
      { name: 'N', close_value: 60000 },
      null,
      'tag.add {"tag":"big-deal"}; notify {"role":"manager","text":"Big deal: N, 60000 · 大额商机"}',
    ],
    ['big-deal-heads-up', { name: 'N', close_value: 10 }, null, 'holds-not'],
    ['no-unapproved-discount', { close_value: 5, close_date: '2026-01-01', discount_percent: 20 }, ['discovery'], 'refuses'],
    ['no-unapproved-discount', { account: ACCOUNT, close_value: 5, close_date: '2026-01-01', discount_percent: 10 }, ['discovery'], 'lets-pass'],
    ['no-unapproved-discount', {}, null, 'not reached: event.not-expected'],
    ['close-date-moved', { close_date: '2026-03-01' }, null, 'note.add {"text":"Close date is now 2026-03-01 · 成交日期更新"}'],
    ['three-quiet-weeks', {}, null, 'tag.add {"tag":"quiet"}'],
    ['no-longer-quiet', { close_value: 5, close_date: '2026-01-01', lost_reason: 'x' }, null, 'tag.remove {"tag":"quiet"}'],
    ['start-onboarding', { account: ACCOUNT }, null, 'run.start {"pipeline":"onboarding","record":"' + ACCOUNT + '"}'],
  ])('%s on %j', (key, record, at, expected) => {
    const rule = RULES.find((one) => one.key === key) as AttachedRuleDocument;
    expect(brief(tryRule(rule, begin(SALES, RULES, record, at)))).toBe(expected);
  });
  it('that listens to any event, with the first that is possible', () => {
    const rule: AttachedRuleDocument = {
      key: 'any',
      pipeline: 'b2b-sales',
      title: { en: 'Any' },
      on: { event: '*' },
      do: [{ do: 'tag.add', with: { tag: 'moved' } }],
    };
    expect(brief(tryRule(rule, begin(SALES, [rule], {}, null)))).toBe('tag.add {"tag":"moved"}');
  });
});
