import { small } from '../testing/small.js';
import { findIn } from './index.js';

const CHART = small(
  {
    qualify: {
      title: { en: 'Qualify the lead', 'zh-CN': '线索评估' },
      entry: [{ do: 'task.create', with: { title: 'Call {{record.name}}' } }],
      on: { win: { target: 'won', when: { '>': [{ var: 'record.close_value' }, 0] }, requires: ['account'] } },
      invoke: { id: 'score', step: 'score.lead' },
    },
    won: { type: 'final', title: { en: 'Won' } },
  },
  { fields: { budget: { type: 'money', title: { en: 'Budget', 'zh-CN': '预算' } } }, roles: ['manager'], notes: [{ text: 'Ask Ｌeo about won deals' }] },
);

test.each([
  ['won', ['/states/won', '/notes/0']],
  ['线索', ['/states/qualify']],
  ['lead', ['/states/qualify/invoke', '/states/qualify']],
  ['close_value', ['/states/qualify/on/win']],
  ['CALL record', ['/states/qualify/entry/0']],
  ['预算', ['/fields/budget']],
  ['mana', ['/roles/0']],
  ['leo', ['/notes/0']],
  ['account', ['/states/qualify/on/win']],
  ['nothing like it', []],
  ['  ', []],
])('%s is found at %j', (query, places) => {
  expect(
    findIn(CHART, query, 'en')
      .map((hit) => hit.at)
      .sort(),
  ).toEqual([...places].sort());
});

test('whole texts first, and where in the text', () => {
  const [first] = findIn(CHART, 'won', 'en');
  expect(first).toEqual({ place: { kind: 'state', state: 'won', rest: '' }, at: '/states/won', of: 'Won', text: 'won', from: 0, to: 3 });
});
