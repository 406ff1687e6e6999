import type { Json } from '#kernel';
import { small } from '../testing/small.js';
import { freshId, idFromTitle } from './fresh-id.js';
import { openDocument } from './shape.js';

test('unfinished work opens: wrong targets, no initial state, unknown steps', () => {
  const draft = small({ a: { on: { go: 'nobody' }, entry: [{ do: 'no.such' }], states: {} } }, { initial: 'gone' });
  expect(openDocument(draft as unknown as Json)).toEqual({ ok: true, value: draft });
});

test.each<readonly [string, Json, readonly string[]]>([
  ['not an object', 5, ['']],
  ['no states', { format: 'millrace/1', title: { en: 'x' } }, ['/states']],
  ['states in a list', { format: 'millrace/1', title: { en: 'x' }, states: [] }, ['/states']],
  ['a title that is a text', { format: 'millrace/1', title: 'x', states: {} }, ['/title']],
  ['a note that is a text', { format: 'millrace/1', title: { en: 'x' }, states: {}, notes: ['n'] }, ['/notes/0']],
  ['a delay that is a number', { format: 'millrace/1', title: { en: 'x' }, states: { a: { after: [{ in: 5 }] } } }, ['/states/a/after/0/in']],
  ['an invoke without a step', { format: 'millrace/1', title: { en: 'x' }, states: { a: { invoke: { id: 'i' } } } }, ['/states/a/invoke/step']],
  ['a rule is not looked into', { format: 'millrace/1', title: { en: 'x' }, states: { a: { always: { target: 'a', when: 7 } } } }, []],
])('%s', (_, input, places) => {
  const opened = openDocument(input);
  expect(opened.ok ? [] : opened.error.map((problem) => problem.at)).toEqual(places);
});

test.each([
  ['Waiting for the manager', 'waiting-for-the-manager'],
  ['等待经理', '等待经理'],
  ['  50 %  ', 'state-50'],
  ['***', 'state'],
  ['Größe', 'größe'],
])('a state titled %s is called %s', (title, id) => {
  expect(idFromTitle(title)).toBe(id);
});

test('a taken id is counted on', () => {
  const chart = small({ new: {}, 'new-2': {} });
  expect(freshId(chart, 'New')).toBe('new-3');
  expect(freshId(chart, 'new-2')).toBe('new-3');
  expect(freshId(chart, 'Other')).toBe('other');
});
