import type { JsonObject } from '#kernel';

/** For tests: the document of the format's description. */
export const B2B: JsonObject = {
  format: 'millrace/1',
  key: 'b2b-sales',
  object: 'deal',
  title: { en: 'B2B sales', 'zh-CN': '企业销售' },
  fields: { budget_checked: { type: 'boolean', title: { en: 'Budget checked' } } },
  roles: ['sales', 'manager'],
  initial: 'prospecting',
  states: {
    prospecting: {
      stage: true,
      probability: 0.1,
      title: { en: 'Prospecting', 'zh-CN': '线索跟进' },
      on: { engage: { target: 'engaging', title: { en: 'Engage' }, by: ['sales'] } },
      after: [{ in: 'P14D', actions: [{ do: 'task.create', with: { title: 'Idle two weeks: call or close' } }] }],
    },
    engaging: {
      stage: true,
      probability: 0.4,
      entry: [{ do: 'task.create', with: { title: 'Call {{record.contact.name}}', due: 'P3D' } }],
      invoke: {
        id: 'score',
        step: 'score.lead',
        with: { model: 'lead-conversion' },
        onDone: { actions: [{ do: 'record.set', with: { score: { var: 'event.output.score' } } }] },
        onError: { actions: [{ do: 'incident.open' }] },
      },
      on: {
        win: { target: 'won', requires: ['account', 'close_value', 'close_date'], when: { '>': [{ var: 'record.close_value' }, 0] } },
        lose: { target: 'lost', requires: ['lost_reason'] },
        return: 'prospecting',
      },
    },
    won: { type: 'final', stage: true, outcome: 'won' },
    lost: { type: 'final', stage: true, outcome: 'lost' },
  },
  layout: { prospecting: { x: 0, y: 0 } },
};

/** For tests: every part of the format at least once. */
export const EVERYTHING: JsonObject = {
  $schema: 'urn:millrace:pipeline:1',
  format: 'millrace/1',
  key: 'everything',
  object: 'ticket',
  title: { en: 'Everything' },
  description: { en: 'One of each' },
  timeZone: 'Asia/Shanghai',
  roles: ['agent', 'lead'],
  fields: {
    severity: {
      type: 'choice',
      title: { en: 'Severity' },
      options: [
        { value: 'low', title: { en: 'Low' } },
        { value: 'high', title: { en: 'High' } },
      ],
      indexed: true,
    },
    parent: { type: 'reference', title: { en: 'Parent' }, object: 'ticket' },
    phone: { type: 'phone', title: { en: 'Phone' }, personal: true, required: false, unique: false, schema: { maxLength: 20 } },
  },
  vars: { tries: { type: 'number', default: 0 }, log: { type: 'list', title: { en: 'Log' } }, seen: { type: 'datetime', default: '2026-01-01T00:00:00Z' } },
  type: 'parallel',
  entry: [{ do: 'note.add', with: { text: 'opened' } }],
  exit: [],
  on: { 'mail.*': { actions: [{ do: 'raise', with: { event: 'touched', payload: { from: "{{event.payload.from | default('?')}}" } } }] }, '*': [{}] },
  states: {
    response: {
      initial: 'waiting',
      states: {
        waiting: {
          after: [{ in: { business: 'PT8H', calendar: 'support' }, target: 'late', pausedIn: ['customer'], late: 'skip', when: { in: 'working' } }],
          on: {
            answer: [
              { target: 'answered', when: { '!': [{ in: 'customer' }] } },
              { target: 'late', requires: ['severity'], by: ['agent'], reenter: true },
            ],
          },
        },
        late: { always: [{ target: 'answered', when: { '==': [{ var: 'vars.tries' }, 3] }, title: { en: 'Enough' } }], on: { answer: 'answered' } },
        answered: { type: 'final' },
      },
      onDone: { actions: [{ do: 'tag.add', with: { tag: 'answered' }, if: { '>': [{ var: 'vars.tries' }, 0] } }] },
    },
    resolution: {
      initial: ['working'],
      states: {
        working: {
          initial: 'one',
          states: {
            one: {
              invoke: [
                {
                  id: 'ask',
                  step: 'http.request',
                  with: { url: 'https://example.org/{{record.id}}' },
                  retry: { attempts: 3, backoff: 'PT5S', timeout: 'PT10S' },
                  delivery: 'at-most-once',
                  forEach: { items: { var: 'vars.log' }, as: 'entry', join: 2 },
                  onDone: 'second',
                  onError: [{ target: 'customer' }],
                },
                { id: 'pause', step: 'wait', with: { for: 'P1D' }, until: { '>': [{ var: 'vars.tries' }, 5] }, onDone: 'second' },
              ],
            },
            two: { id: 'second', on: { back: 'back' } },
            back: { type: 'history', history: 'deep', target: 'one' },
          },
        },
        customer: { on: { reply: 'back' } },
        solved: {
          type: 'final',
          outcome: 'solved',
          entry: [{ do: 'vars.set', with: { tries: { '+': [{ var: 'vars.tries' }, 1] } }, retry: {}, delivery: 'at-least-once' }],
        },
      },
    },
  },
  layout: {},
  notes: [{ text: 'hello' }],
};
