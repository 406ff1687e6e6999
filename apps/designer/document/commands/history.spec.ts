import { small } from '../testing/small.js';
import { execute, redo, redoText, seal, startHistory, undo, undoText, type Command, type History } from './index.js';

const START = startHistory(small({ a: {}, b: {} }));

const run = (history: History, ...commands: readonly Command[]): History =>
  commands.reduce((at, command) => {
    const next = execute(at, command);
    if (!next.ok) throw new Error(next.error.code);
    return next.value;
  }, history);

const title = (id: string, en: string): Command => ({ kind: 'state.set', id, values: { title: { en } } });
const drag = (x: number): Command => ({ kind: 'layout.set', positions: { a: { x, y: 0 } } });

test.each<readonly [string, (history: History) => History, number]>([
  ['typing in one field is one entry', (h) => run(h, title('a', 'N'), title('a', 'Ne'), title('a', 'New')), 1],
  ['another field starts another', (h) => run(h, title('a', 'N'), title('b', 'N')), 2],
  ['leaving the field ends the entry', (h) => run(seal(run(h, title('a', 'N'))), title('a', 'Ne')), 2],
  ['a drag is one entry', (h) => run(h, drag(4), drag(8), drag(12)), 1],
  ['a command that changes nothing is none', (h) => run(h, drag(4), { kind: 'event.rename', from: 'x', to: 'y' }), 1],
  ['a batch is one entry', (h) => run(h, { kind: 'batch', commands: [title('a', 'X'), drag(4), title('b', 'Y')] }), 1],
])('%s', (_, act, entries) => {
  const history = act(START);
  expect(history.past).toHaveLength(entries);
  let back = history;
  for (let n = 0; n < entries; n++) back = undo(back);
  expect(back.document).toBe(START.document);
});

test('after undo a new command forgets what could be done again, and typing starts anew', () => {
  const typed = run(START, title('a', 'N'), title('a', 'Ne'));
  const undone = undo(typed);
  expect(redo(undone).document).toBe(typed.document);
  const other = run(undone, title('a', 'X'));
  expect([other.past.length, other.future.length]).toEqual([1, 0]);
});

test('what undo and redo would do is said', () => {
  const history = run(START, title('a', 'N'), { kind: 'batch', commands: [drag(4)], text: { en: 'Tidy', 'zh-CN': '整理' } });
  expect([undoText(history)?.en, redoText(history)]).toEqual(['Tidy', null]);
  expect([undoText(undo(history)), redoText(undo(history))?.['zh-CN']]).toEqual([{ en: 'Edit state', 'zh-CN': '编辑状态' }, '整理']);
});
