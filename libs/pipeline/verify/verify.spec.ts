import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json, JsonObject, Problem } from '#kernel';
import { B2B, EVERYTHING } from '../definition/documents.fixture.js';
import { parseAttachedRule, parsePipeline, type AttachedRule, type Definition } from '../definition/index.js';
import { randomChart } from '../testing/random-chart.js';
import { TYPE_CODES } from './checks/types.js';
import { CHECKS } from './registry.js';
import { SURROUNDINGS } from './surroundings.fixture.js';
import { verify } from './verify.js';

type Given = { readonly states: JsonObject; readonly rules?: readonly JsonObject[] } & JsonObject;

function definitionOf(all: Given): Definition {
  const given = Object.fromEntries(Object.entries(all).filter(([key]) => key !== 'rules')) as Given;
  const [first] = Object.keys(given.states);
  const parsed = parsePipeline({ format: 'millrace/1', key: 'p', object: 'deal', title: { en: 'P' }, ...(given['type'] ? {} : { initial: first }), ...given });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error, null, 1));
  return parsed.value;
}

function rulesOf({ rules = [] }: Given): AttachedRule[] {
  return rules.map((rule, n) => {
    const parsed = parseAttachedRule({ key: `r${n}`, pipeline: 'p', title: { en: `R${n}` }, ...rule });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error, null, 1));
    return parsed.value;
  });
}

const problemsOf = (given: Given): readonly Problem[] => verify(definitionOf(given), rulesOf(given), SURROUNDINGS).problems;

const END: JsonObject = { end: { type: 'final' } };
const v = (path: string): Json => ({ var: path });
const amount = v('record.amount');
/** One state with these members, and an end. */
const one = (state: JsonObject, more: JsonObject = {}): Given => ({ states: { a: state, ...END }, ...more }) as Given;
const go = (transition: Json): Given => one({ on: { go: transition } });
const choose = (...conditions: readonly (Json | null)[]): Given =>
  go(conditions.map((when, n) => ({ target: 'end', ...(when === null ? {} : { when }), actions: [{ do: 'note.add', with: { text: `${n}` } }] })));
const watch = (changed: string, ...actions: readonly JsonObject[]): JsonObject => ({ on: { changed: [changed] }, do: [...actions] });
const set = (fields: JsonObject): JsonObject => ({ do: 'record.set', with: fields });
const withRules = (...rules: readonly JsonObject[]): Given => ({ ...go('end'), rules }) as Given;

/** code, what it is about, a document with the fault (and its place), one without. */
const rows: readonly (readonly [code: string, about: string, at: string, faulty: Given, sound: Given])[] = [
  ['object.unknown', 'object', '/object', one({ on: { go: 'end' } }, { object: 'opportunity' }), go('end')],
  [
    'state.unknown',
    'enter',
    '/rules/r0/on/enter',
    withRules({ on: { enter: 'b' }, do: [set({ name: 'x' })] }),
    withRules({ on: { enter: 'a' }, do: [set({ name: 'x' })] }),
  ],
  [
    'state.unknown',
    'in',
    '/rules/r0/when/in',
    withRules({ on: { enter: 'a' }, when: { in: 'b' }, do: [set({ name: 'x' })] }),
    withRules({ on: { leave: 'a' }, when: { in: 'a' }, do: [set({ name: 'x' })] }),
  ],
  [
    'step.unknown',
    'action',
    '/states/a/entry/0/do',
    one({ entry: [{ do: 'note.ad' }], on: { go: 'end' } }),
    one({ entry: [{ do: 'note.add', with: { text: 'x' } }], on: { go: 'end' } }),
  ],
  [
    'step.misplaced',
    'wait as action',
    '/states/a/entry/0/do',
    one({ entry: [{ do: 'wait' }], on: { go: 'end' } }),
    one({ invoke: { id: 'i', step: 'wait', onDone: 'end' } }),
  ],
  [
    'step.misplaced',
    'note as invoke',
    '/states/a/invoke/step',
    one({ invoke: { id: 'i', step: 'note.add', with: { text: 'x' }, onDone: 'end' } }),
    one({ invoke: { id: 'i', step: 'approval.ask', onDone: 'end' } }),
  ],
  [
    'step.input',
    'missing',
    '/states/a/entry/0/with',
    one({ entry: [{ do: 'task.create' }], on: { go: 'end' } }),
    one({ entry: [{ do: 'task.create', with: { title: '{{record.name}}' } }], on: { go: 'end' } }),
  ],
  [
    'step.input',
    'kind',
    '/states/a/entry/0/with/retries',
    one({ entry: [{ do: 'http.request', with: { url: 'x', retries: -1 } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'http.request', with: { url: 'x', retries: v('record.seats') } }], on: { go: 'end' } }),
  ],
  [
    'step.input',
    'alternatives',
    '/states/a/entry/0/with/due',
    one({ entry: [{ do: 'task.create', with: { title: 'x', due: 'soon' } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'task.create', with: { title: 'x', due: v('record.due') } }], on: { go: 'end' } }),
  ],
  [
    'step.input',
    'extra',
    '/states/a/entry/0/with/texts',
    one({ entry: [{ do: 'note.add', with: { text: 'x', texts: '' } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'note.add', with: { text: 'x' } }], on: { go: 'end' } }),
  ],
  ['field.unknown', 'requires', '/states/a/on/go/requires/0', go({ target: 'end', requires: ['amuont'] }), go({ target: 'end', requires: ['amount'] })],
  [
    'field.unknown',
    'set',
    '/states/a/entry/0/with/nmae',
    one({ entry: [set({ nmae: 'x' })], on: { go: 'end' } }),
    one({ entry: [set({ name: 'x' })], on: { go: 'end' } }),
  ],
  ['field.unknown', 'changed', '/rules/r0/on/changed/0', withRules(watch('nmae', set({ checked: true }))), withRules(watch('name', set({ checked: true })))],
  [
    'field.retired-named',
    'requires',
    '/states/a/on/go/requires/0',
    go({ target: 'end', requires: ['former'] }),
    one({ on: { go: { target: 'end', requires: ['former'] } } }, { fields: { former: { type: 'text', title: { en: 'Brought by the pipeline' } } } }),
  ],
  [
    'field.retired-named',
    'set',
    '/states/a/entry/0/with/former',
    one({ entry: [set({ former: 'x' })], on: { go: 'end' } }),
    one({ entry: [set({ name: 'x' })], on: { go: 'end' } }),
  ],
  [
    'field.retired-named',
    'condition',
    '/states/a/on/go/0/when',
    one({ on: { go: [{ target: 'end', when: { '==': [v('record.former'), 'x'] } }, { target: 'end' }] } }),
    one({ on: { go: [{ target: 'end', when: { '==': [v('record.name'), 'x'] } }, { target: 'end' }] } }),
  ],
  [
    'field.retired-named',
    'text',
    '/states/a/entry/0/with',
    one({ entry: [{ do: 'note.add', with: { text: 'Was {{record.former}}' } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'note.add', with: { text: 'Is {{record.name}}' } }], on: { go: 'end' } }),
  ],
  [
    'field.retired-named',
    'changed',
    '/rules/r0/on/changed/0',
    withRules(watch('former', set({ checked: true }))),
    withRules(watch('name', set({ checked: true }))),
  ],
  [
    'var.unknown',
    'set',
    '/states/a/entry/0/with/tires',
    one({ entry: [{ do: 'vars.set', with: { tires: 1 } }], on: { go: 'end' } }, { vars: { tries: { type: 'number' } } }),
    one({ entry: [{ do: 'vars.set', with: { tries: 1 } }], on: { go: 'end' } }, { vars: { tries: { type: 'number' } } }),
  ],
  [
    'role.unknown',
    'by',
    '/states/a/on/go/by/0',
    one({ on: { go: { target: 'end', by: ['salse'] } } }, { roles: ['sales'] }),
    one({ on: { go: { target: 'end', by: ['sales'] } } }, { roles: ['sales'] }),
  ],
  [
    'role.unknown',
    'input',
    '/states/a/entry/0/with/role',
    one({ entry: [{ do: 'approval.ask', with: { role: 'boss' } }], on: { approve: 'end', reject: 'end' } }),
    one({ entry: [{ do: 'approval.ask', with: { role: 'admin' } }], on: { approve: 'end', reject: 'end' } }),
  ],
  [
    'calendar.unknown',
    'timer',
    '/states/a/after/0/in/calendar',
    one({ after: [{ in: { business: 'PT8H', calendar: 'suport' }, target: 'end' }] }),
    one({ after: [{ in: { business: 'PT8H', calendar: 'support' }, target: 'end' }] }),
  ],
  [
    'calendar.unknown',
    'input',
    '/states/a/entry/0/with/due/calendar',
    one({ entry: [{ do: 'task.create', with: { title: 'x', due: { business: 'PT1H', calendar: 'x' } } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'task.create', with: { title: 'x', due: { business: 'PT1H', calendar: 'support' } } }], on: { go: 'end' } }),
  ],
  [
    'pipeline.unknown',
    'start',
    '/states/a/entry/0/with/pipeline',
    one({ entry: [{ do: 'run.start', with: { pipeline: 'onbording' } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'run.start', with: { pipeline: 'onboarding' } }], on: { go: 'end' } }),
  ],
  [
    'secret.missing',
    'auth',
    '/states/a/entry/0/with/auth/secret',
    one({ entry: [{ do: 'http.request', with: { url: 'https://x.example', auth: { secret: 'crn' } } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'http.request', with: { url: 'https://x.example', auth: { secret: 'crm' } } }], on: { go: 'end' } }),
  ],
  [
    'model.missing',
    'model',
    '/states/a/entry/0/with/model',
    one({ entry: [{ do: 'score.custom', with: { model: 'churm' } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'score.custom', with: { model: 'churn' } }], on: { go: 'end' } }),
  ],
  [
    'model.missing',
    'segment set',
    '/states/a/entry/0/with/set',
    one({ entry: [{ do: 'segment.assign', with: { set: 'byers' } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'segment.assign', with: { set: 'buyers' } }], on: { go: 'end' } }),
  ],
  [
    'rule.type',
    'date and number',
    '/states/a/on/go/when/>/1',
    go({ target: 'end', when: { '>': [v('record.due'), 5] } }),
    go({ target: 'end', when: { '>': [v('record.due'), '2026-01-01'] } }),
  ],
  [
    'rule.path-computed',
    'computed path',
    '/states/a/on/go/when/var',
    go({ target: 'end', when: { var: { cat: ['record.', 'name'] } } }),
    go({ target: 'end', when: { '!!': v('record.name') } }),
  ],
  [
    'rule.option',
    'choice',
    '/states/a/on/go/when/==/1',
    go({ target: 'end', when: { '==': [v('record.region'), 'africa'] } }),
    go({ target: 'end', when: { '==': [v('record.region'), 'asia'] } }),
  ],
  [
    'field.unknown',
    'in a rule',
    '/states/a/on/go/when/>/0/var',
    go({ target: 'end', when: { '>': [v('record.amuont'), 5] } }),
    go({ target: 'end', when: { '>': [amount, 5] } }),
  ],
  [
    'condition.never',
    'interval',
    '/states/a/on/go/when',
    go({ target: 'end', when: { and: [{ '>': [amount, 100] }, { '<': [amount, 50] }] } }),
    go({ target: 'end', when: { and: [{ '>': [amount, 50] }, { '<': [amount, 100] }] } }),
  ],
  [
    'condition.never',
    'no whole number',
    '/states/a/on/go/when',
    go({ target: 'end', when: { '<': [3, v('record.seats'), 4] } }),
    go({ target: 'end', when: { '<': [3, v('record.score'), 4] } }),
  ],
  [
    'condition.never',
    'enumeration',
    '/states/a/on/go/when',
    go({ target: 'end', when: { and: [{ '==': [v('record.region'), 'eu'] }, { '==': [v('record.region'), 'us'] }] } }),
    go({ target: 'end', when: { or: [{ '==': [v('record.region'), 'eu'] }, { '==': [v('record.region'), 'us'] }] } }),
  ],
  [
    'condition.always',
    'negation',
    '/states/a/on/go/when',
    go({ target: 'end', when: { or: [{ '==': [v('record.region'), 'eu'] }, { '!=': [v('record.region'), 'eu'] }] } }),
    go({ target: 'end', when: { in: [v('record.region'), ['eu', 'us', 'asia']] } }),
  ],
  [
    'transition.overlap',
    'numbers',
    '/states/a/on/go/1/when',
    choose({ '<=': [amount, 1000] }, { '>=': [amount, 1000] }),
    choose({ '<': [amount, 1000] }, { '>=': [amount, 1000] }),
  ],
  [
    'transition.overlap',
    'two fields',
    '/states/a/on/go/1/when',
    choose({ '>': [amount, 5] }, v('record.checked')),
    choose({ and: [{ '>': [amount, 5] }, v('record.checked')] }, { '!': v('record.checked') }, null),
  ],
  [
    'transition.overlap',
    'dates',
    '/states/a/on/go/1/when',
    choose({ '<': [v('record.due'), '2026-03-01'] }, { '>': [v('record.due'), '2026-02-01'] }),
    choose({ '<': [v('record.due'), '2026-02-01'] }, { '>=': [v('record.due'), '2026-02-01'] }),
  ],
  [
    'transition.gap',
    'numbers',
    '/states/a/on/go',
    choose({ '<': [amount, 1000] }, { '>': [amount, 1000] }),
    choose({ '<': [amount, 1000] }, { '>=': [amount, 1000] }),
  ],
  [
    'transition.gap',
    'cents',
    '/states/a/on/go',
    choose({ '<=': [amount, 99.98] }, { '>=': [amount, 100] }),
    choose({ '<=': [amount, 99.99] }, { '>=': [amount, 100] }),
  ],
  [
    'transition.gap',
    'enumeration',
    '/states/a/on/go',
    choose({ '==': [v('record.region'), 'eu'] }, { '==': [v('record.region'), 'us'] }),
    choose({ '==': [v('record.region'), 'eu'] }, { '==': [v('record.region'), 'us'] }, { '==': [v('record.region'), 'asia'] }),
  ],
  [
    'transition.gap',
    'dates',
    '/states/a/on/go',
    choose({ '<': [v('record.due'), '2026-02-01'] }, { '>': [v('record.due'), '2026-02-02'] }),
    choose({ '<=': [v('record.due'), '2026-02-01'] }, { '>=': [v('record.due'), '2026-02-02'] }),
  ],
  [
    'transition.gap',
    'path and path',
    '/states/a/on/go',
    choose({ '<': [amount, v('record.score')] }, { '>': [amount, v('record.score')] }),
    choose({ '<': [amount, v('record.score')] }, { '>=': [amount, v('record.score')] }),
  ],
  ['transition.shadowed', 'else first', '/states/a/on/go/1', choose(null, { '>': [amount, 5] }), choose({ '>': [amount, 5] }, null)],
  [
    'transition.shadowed',
    'covered',
    '/states/a/on/go/1',
    choose({ '>': [amount, 5] }, { '>': [amount, 10] }),
    choose({ '>': [amount, 10] }, { '>': [amount, 5] }),
  ],
  [
    'approval.anybody',
    'the usual event',
    '/states/a/on/approve/by',
    one({ entry: [{ do: 'approval.ask', with: { role: 'admin' } }], on: { approve: 'end', reject: { target: 'end', by: ['sales'] } } }, { roles: ['sales'] }),
    one(
      {
        entry: [{ do: 'approval.ask', with: { role: 'admin' } }],
        on: { approve: { target: 'end', by: ['sales'] }, reject: { target: 'end', by: ['sales'] } },
      },
      { roles: ['sales'] },
    ),
  ],
  [
    'approval.anybody',
    'an event of its own',
    '/states/a/on/price.ok/by',
    one({ entry: [{ do: 'approval.ask', with: { approve: 'price.ok', reject: 'price.no' } }], on: { 'price.ok': 'end', approve: 'end' } }),
    one({ invoke: { id: 'i', step: 'approval.ask', onDone: 'end' }, on: { approve: 'end' } }),
  ],
  ['transition.nobody', 'by nobody', '/states/a/on/go/by', one({ on: { go: { target: 'end', by: [] }, no: 'end' } }), go('end')],
  [
    'transition.nobody',
    'refused',
    '/rules/r0/refuse',
    withRules({ on: { event: 'go' }, refuse: { en: 'no' } }),
    withRules({ on: { event: 'go' }, when: { '>': [amount, 5] }, refuse: { en: 'no' } }),
  ],
  [
    'field.unsettable',
    'json',
    '/states/a/on/go/requires/0',
    go({ target: 'end', requires: ['scan'] }),
    one({ entry: [set({ scan: v('event.payload') })], on: { go: { target: 'end', requires: ['scan'] } } }),
  ],
  [
    'var.unset',
    'condition',
    '/states/a/on/go/when',
    one({ on: { go: { target: 'end', when: { '>': [v('vars.n'), 1] }, actions: [{ do: 'vars.set', with: { n: 1 } }] } } }, { vars: { n: { type: 'number' } } }),
    one({ entry: [{ do: 'vars.set', with: { n: 1 } }], on: { go: { target: 'end', when: { '>': [v('vars.n'), 1] } } } }, { vars: { n: { type: 'number' } } }),
  ],
  [
    'event.unhandled',
    'rule',
    '/rules/r0/on/event',
    withRules({ on: { event: 'stop' }, do: [set({ name: 'x' })] }),
    withRules({ on: { event: 'go' }, do: [set({ name: 'x' })] }),
  ],
  [
    'event.unhandled',
    'raise',
    '/states/a/entry/0/with/event',
    one({ entry: [{ do: 'raise', with: { event: 'stop' } }], on: { go: 'end' } }),
    one({ entry: [{ do: 'raise', with: { event: 'go.now' } }], on: { 'go.*': 'end' } }),
  ],
  [
    'invoke.no-error',
    'http',
    '/states/a/invoke',
    one({ invoke: { id: 'i', step: 'http.request', with: { url: 'x' }, onDone: 'end' } }),
    one({ invoke: { id: 'i', step: 'http.request', with: { url: 'x' }, onDone: 'end', onError: 'end' } }),
  ],
  [
    'state.unreachable',
    'no way in',
    '/states/b',
    { states: { a: { on: { go: 'end' } }, b: { on: { go: 'end' } }, ...END } },
    { states: { a: { on: { go: 'b' } }, b: { on: { go: 'end' } }, ...END } },
  ],
  [
    'state.unreachable',
    'behind a condition that never holds',
    '/states/b',
    {
      states: { a: { on: { go: 'end', no: { target: 'b', when: { and: [{ '>': [amount, 1] }, { '<': [amount, 1] }] } } } }, b: { on: { go: 'end' } }, ...END },
    },
    { states: { a: { on: { go: 'end', no: { target: 'b', when: { '>': [amount, 1] } } } }, b: { on: { go: 'end' } }, ...END } },
  ],
  [
    'state.trap',
    'no way out',
    '/states/b',
    { states: { a: { on: { go: 'end', hold: 'b' } }, b: {}, ...END } },
    { states: { a: { on: { go: 'end', hold: 'b' } }, b: { on: { back: 'a' } }, ...END } },
  ],
  ['state.trap', 'a join that cannot be', '/states/p', parallelJoin(false), parallelJoin(true)],
  [
    'state.dead-end',
    'no way out',
    '/states/b',
    { states: { a: { on: { go: 'b' } }, b: {} } },
    { states: { a: { on: { go: 'b' } }, b: { on: { back: 'a' } } } },
  ],
  ['pipeline.endless', 'no end', '', { states: { a: { on: { go: 'b' } }, b: { on: { back: 'a' } } } }, go('end')],
  [
    'always.cycle',
    'two states',
    '/states/a/always',
    { states: { a: { always: 'b', on: { go: 'end' } }, b: { always: 'a' }, ...END } },
    { states: { a: { on: { go: 'b' } }, b: { always: 'a', on: { x: 'end' } }, ...END } },
  ],
  [
    'always.cycle',
    'conditions together',
    '/states/a/always',
    {
      states: {
        a: { always: { target: 'b', when: { '>': [amount, 5] } }, on: { go: 'end' } },
        b: { always: { target: 'a', when: { '>': [amount, 1] } } },
        ...END,
      },
    },
    {
      states: {
        a: { always: { target: 'b', when: { '>': [amount, 5] } }, on: { go: 'end' } },
        b: { always: { target: 'a', when: { '<': [amount, 5] } } },
        ...END,
      },
    },
  ],
  [
    'always.cycle',
    'raised',
    '/states/a/on/go',
    {
      states: {
        a: { on: { go: 'b', x: 'end' }, entry: [{ do: 'raise', with: { event: 'go' } }] },
        b: { on: { go: 'a' }, entry: [{ do: 'raise', with: { event: 'go' } }] },
        ...END,
      },
    },
    { states: { a: { on: { go: 'b', x: 'end' }, entry: [{ do: 'raise', with: { event: 'go' } }] }, b: { on: { back: 'a' } }, ...END } },
  ],
  [
    'rules.cycle',
    'each other',
    '/rules/r0',
    withRules(watch('score', set({ seats: v('record.score') })), watch('seats', set({ score: v('record.seats') }))),
    withRules(watch('score', set({ seats: 1 })), watch('amount', set({ score: 2 }))),
  ],
  [
    'rules.cycle',
    'itself',
    '/rules/r0',
    withRules(watch('score', set({ score: { '+': [v('record.score'), 1] } }))),
    withRules(watch('score', set({ score: 1 }))),
  ],
  [
    'rules.cycle',
    'stopped by what it writes',
    '/rules/r0',
    withRules({ ...watch('checked', set({ checked: { '!': v('record.checked') } })), when: v('record.checked') }),
    withRules({ ...watch('checked', set({ checked: false, score: v('record.amount') })), when: v('record.checked') }),
  ],
  [
    'rules.cycle',
    'by an event',
    '/rules/r0',
    {
      states: { a: { on: { go: { actions: [set({ score: { '+': [v('record.score'), 1] } })] }, x: 'end' } }, ...END },
      rules: [watch('score', { do: 'raise', with: { event: 'go' } })],
    } as Given,
    { states: { a: { on: { go: {}, x: 'end' } }, ...END }, rules: [watch('score', { do: 'raise', with: { event: 'go' } })] } as Given,
  ],
  [
    'rules.cycle',
    'two values in turn',
    '/rules/r0',
    withRules(watch('score', set({ score: 1 })), watch('score', set({ score: 2 }))),
    withRules(watch('score', set({ score: 1 })), watch('score', set({ score: 1 }))),
  ],
  [
    'timer.never',
    'left before',
    '/states/a/after/1',
    one({ after: [{ in: 'P3D', target: 'end' }, { in: 'P7D' }] }),
    one({ after: [{ in: 'P3D' }, { in: 'P7D', target: 'end' }] }),
  ],
  [
    'timer.never',
    'left at once',
    '/states/b/after/0',
    { states: { a: { on: { go: 'b' } }, b: { always: 'end', after: [{ in: 'P1D', target: 'a' }] }, ...END } },
    { states: { a: { on: { go: 'b' } }, b: { always: { target: 'end', when: { '>': [amount, 5] } }, after: [{ in: 'P1D', target: 'a' }] }, ...END } },
  ],
  [
    'timer.never',
    'paused in itself',
    '/states/a/after/0',
    one({ on: { go: 'end' }, after: [{ in: 'P1D', target: 'end', pausedIn: ['a'] }] }),
    { states: { a: { on: { go: 'end', hold: 'b' }, after: [{ in: 'P1D', target: 'end', pausedIn: ['b'] }] }, b: { on: { back: 'a' } }, ...END } },
  ],
  [
    'timer.never',
    'idle',
    '/rules/r0/on/idle',
    { ...one({ after: [{ in: 'P3D', target: 'end' }] }), rules: [{ on: { idle: 'P5D', in: 'a' }, do: [set({ name: 'x' })] }] } as Given,
    { ...one({ after: [{ in: 'P3D', target: 'end' }] }), rules: [{ on: { idle: 'P1D', in: 'a' }, do: [set({ name: 'x' })] }] } as Given,
  ],
  ['timer.at-once', 'zero', '/states/a/after/0/in', one({ after: [{ in: 'PT0S', target: 'end' }] }), one({ after: [{ in: 'PT1S', target: 'end' }] })],
  [
    'stage.several',
    'nested',
    '/states/a/states/b',
    { states: { a: { stage: true, initial: 'b', states: { b: { stage: true, on: { go: 'end' } } } }, end: { type: 'final', stage: true } } },
    { states: { a: { stage: true, initial: 'b', states: { b: { on: { go: 'end' } } } }, end: { type: 'final', stage: true } } },
  ],
  ['stage.several', 'regions', '/states/p/states/y/states/y1', stages(false), stages(true)],
  [
    'stage.none',
    'between',
    '/states/b',
    { states: { a: { stage: true, on: { go: 'b' } }, b: { on: { go: 'end' } }, end: { type: 'final', stage: true } } },
    { states: { a: { stage: true, on: { go: 'b' } }, b: { always: 'end' }, end: { type: 'final', stage: true } } },
  ],
  ['exploration.cut', 'many regions', '', regions(10, 4), regions(3, 3)],
];

/** A join of two regions, one of which may be unable to end. */
function parallelJoin(able: boolean): Given {
  const region = (ends: boolean): JsonObject => ({
    initial: ends ? 'w1' : 'w2',
    states: {
      [ends ? 'w1' : 'w2']: { on: { done: ends ? 'f1' : able ? 'f2' : 'w3' } },
      ...(ends ? { f1: { type: 'final' } } : { w3: {}, f2: { type: 'final' } }),
    },
  });
  const second = region(false) as { states: JsonObject };
  if (able) delete (second.states as Record<string, Json>)['w3'];
  return { states: { a: { on: { go: 'end', both: 'p' } }, p: { type: 'parallel', onDone: 'end', states: { x: region(true), y: second } }, ...END } };
}

/** Stages in two regions: fine only inside a stage. */
function stages(inStage: boolean): Given {
  const region = (name: string): JsonObject => ({
    initial: `${name}1`,
    states: { [`${name}1`]: { stage: true, on: { [`go-${name}`]: `${name}2` } }, [`${name}2`]: { stage: true, type: 'final' } },
  });
  return {
    states: { p: { type: 'parallel', stage: inStage, onDone: 'end', states: { x: region('x'), y: region('y') } }, end: { type: 'final', stage: true } },
  };
}

function regions(count: number, size: number): Given {
  const region = (r: number): JsonObject => ({
    initial: `s${r}-0`,
    states: Object.fromEntries(
      Array.from({ length: size }, (_, n): [string, Json] => [`s${r}-${n}`, n === size - 1 ? { type: 'final' } : { on: { [`e${r}`]: `s${r}-${n + 1}` } }]),
    ),
  });
  return { type: 'parallel', states: Object.fromEntries(Array.from({ length: count }, (_, r) => [`r${r}`, region(r)])) } as unknown as Given;
}

describe('each check finds its fault at its place, and nothing in the sound twin', () => {
  it.each(rows)('%s: %s', (code, _, at, faulty, sound) => {
    const found = problemsOf(faulty).filter((p) => p.code === code);
    expect(found.map((p) => p.at)).toContain(at);
    for (const { text } of found) {
      expect(text.en.length).toBeGreaterThan(5);
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
    expect(problemsOf(sound).filter((p) => p.code === code)).toEqual([]);
  });

  it('has a row for every check', () => {
    expect(new Set(rows.map(([code]) => code))).toEqual(new Set([...CHECKS.map((c) => c.code), 'rule.path-computed', 'rule.option']));
  });

  it('reports nothing but documented codes', () => {
    const codes = new Set<string>([...CHECKS.map((c) => c.code), ...Object.keys(TYPE_CODES)]);
    for (const [, , , faulty] of rows) for (const { code } of problemsOf(faulty)) expect(codes).toContain(code);
  });
});

describe('conditions in words', () => {
  const said = (given: Given, code: string): string => problemsOf(given).find((p) => p.code === code)?.text.en ?? '';
  it.each([
    [choose({ '<=': [amount, 5000] }, { '>=': [amount, 1000] }), 'transition.overlap', '"Amount" is at least 1000 and at most 5000 (for example '],
    [choose({ '<': [amount, 1000] }, { '>': [amount, 5000] }), 'transition.gap', '"Amount" is at least 1000 and at most 5000 (for example '],
    [choose({ '==': [v('record.region'), 'eu'] }, { '==': [v('record.region'), 'us'] }), 'transition.gap', '"Region" is "asia"'],
    [choose({ '!!': v('record.name') }, { '==': [v('record.name'), 'x'] }), 'transition.gap', ''],
  ] as const)('%#', (given, code, words) => {
    expect(said(given, code)).toContain(words);
  });
});

describe('what it does not know it does not say', () => {
  it.each([
    ['arithmetic', { '>': [{ '*': [amount, 2] }, 10] }, { '<': [{ '*': [amount, 2] }, 5] }],
    ['texts in order', { '<': [v('record.name'), 'm'] }, { '>': [v('record.name'), 'm'] }],
    ['two states', { in: 'a' }, { in: 'end' }],
    ['one path in two comparisons', { '<': [amount, v('record.score')] }, { '>': [amount, 5] }],
    ['loops', { some: [v('record.scan'), { '>': [v('x'), 1] }] }, { none: [v('record.scan'), { '>': [v('x'), 1] }] }],
  ])('%s', (_, first, second) => {
    const codes = problemsOf(choose(first as Json, second as Json)).map((p) => p.code);
    expect(codes.filter((c) => /overlap|gap|never|always|shadowed/.test(c))).toEqual([]);
  });
});

describe('any document that can be parsed', () => {
  it.each([
    ['b2b', B2B],
    ['everything', EVERYTHING],
  ])('%s is verified with documented codes', (_, document) => {
    const parsed = parsePipeline(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const codes = new Set<string>([...CHECKS.map((c) => c.code), ...Object.keys(TYPE_CODES)]);
    for (const { code, text } of verify(parsed.value, [], SURROUNDINGS).problems) {
      expect(codes).toContain(code);
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
  });

  it('never throws, and says the same again', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }), fc.array(fc.json({ maxDepth: 3 }), { maxLength: 4 }), (seed, conditions) => {
        const on = Object.fromEntries(conditions.map((text, n) => [`c${n}`, { when: JSON.parse(text) as Json }]));
        const parsed = parsePipeline({ format: 'millrace/1', key: 'random', object: 'deal', title: { en: 'R' }, ...randomChart(seed), on });
        if (!parsed.ok) return;
        expect(verify(parsed.value, [], SURROUNDINGS)).toEqual(verify(parsed.value, [], SURROUNDINGS));
      }),
      { numRuns: 100 },
    );
  });
});

describe('budget', () => {
  // A third of a second on a quiet core; ten times that still tells work that grows with the square from work that does not.
  it('checks 500 states in time that grows with their number', () => {
    const chain: Record<string, Json> = {};
    for (let n = 0; n < 499; n++)
      chain[`s${n}`] = {
        entry: [{ do: 'task.create', with: { title: `Task ${n}` } }],
        after: [{ in: 'P14D', actions: [{ do: 'note.add', with: { text: 'x' } }] }],
        on: {
          next: { target: n === 498 ? 'end' : `s${n + 1}`, when: { '>': [amount, n] } },
          back: `s${Math.max(0, n - 1)}`,
          jump: [
            { target: `s${(n * 7) % 499}`, when: { '<': [amount, 10] } },
            { target: 's0', when: { '>=': [amount, 10] } },
          ],
        },
      };
    const flat = definitionOf({ states: { ...chain, ...END } });
    const wide = definitionOf(regions(24, 19));
    verify(flat, [], SURROUNDINGS);
    for (const [definition, cut] of [
      [flat, false],
      [wide, true],
    ] as const) {
      // Processor time, the least of some runs: other work on the machine does not count.
      const runs = Array.from({ length: 4 }, () => {
        const start = process.cpuUsage();
        expect(verify(definition, [], SURROUNDINGS).cut).toBe(cut);
        const { user, system } = process.cpuUsage(start);
        return (user + system) / 1000;
      });
      expect(Math.min(...runs)).toBeLessThan(3_000);
    }
  });
});
