import fc from 'fast-check';
import { parsePipeline } from '#pipeline';
import { pastedIds } from '../commands/index.js';
import { Dice } from '../testing/dice.js';
import { randomDocument } from '../testing/random-document.js';
import { after, small } from '../testing/small.js';
import { treeOf } from '../tree/state-tree.js';
import { copyText, parseFragment, type Fragment } from './index.js';

//  a --go--> b --out--> c     box { x --in--> y, y --up--> a }
const CHART = small(
  {
    a: { on: { go: 'b' }, invoke: { id: 'call', step: 'wait' } },
    b: { on: { out: 'c', back: { target: 'a', when: { in: 'a' } } } },
    c: {},
    box: { initial: 'x', states: { x: { on: { in: 'y' } }, y: { on: { up: 'a' } } } },
  },
  { layout: { a: { x: 0, y: 0 }, x: { x: 24, y: 56 } } },
);

function pasted(text: string): Fragment {
  const parsed = parseFragment(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

test('what is copied names nothing outside', () => {
  expect(JSON.parse(copyText(CHART, ['b', 'a', 'x', 'box']))).toEqual({
    format: 'millrace-fragment/1',
    states: {
      a: { on: { go: 'b' }, invoke: { id: 'call', step: 'wait' } },
      b: { on: { back: { target: 'a', when: { in: 'a' } } } },
      box: { initial: 'x', states: { x: { on: { in: 'y' } }, y: { on: { up: 'a' } } } },
    },
    layout: { a: { x: 0, y: 0 }, x: { x: 24, y: 56 } },
  });
});

test('pasting where it came from gives fresh ids everywhere, the outermost moved', () => {
  const fragment = pasted(copyText(CHART, ['a', 'b', 'box']));
  const { states, layout } = after(CHART, { kind: 'fragment.paste', fragment, parent: '#', offset: { x: 20, y: 40 } });
  expect(Object.keys(states)).toEqual(['a', 'b', 'c', 'box', ...pastedIds(CHART, fragment)]);
  expect(states['a-2']).toEqual({ on: { go: 'b-2' }, invoke: { id: 'call-2', step: 'wait' } });
  expect(states['b-2']).toEqual({ on: { back: { target: 'a-2', when: { in: 'a-2' } } } });
  expect(states['box-2']).toEqual({ initial: 'x-2', states: { 'x-2': { on: { in: 'y-2' } }, 'y-2': { on: { up: 'a-2' } } } });
  expect(layout).toEqual({ a: { x: 0, y: 0 }, x: { x: 24, y: 56 }, 'a-2': { x: 20, y: 40 }, 'x-2': { x: 24, y: 56 } });
});

test('pasting into another pipeline keeps the ids that are free', () => {
  const { states } = after(small({ a: {} }), { kind: 'fragment.paste', fragment: pasted(copyText(CHART, ['a', 'b'])), parent: 'a' });
  expect(states).toEqual({
    a: {
      initial: 'a-2',
      states: { 'a-2': { on: { go: 'b' }, invoke: { id: 'call', step: 'wait' } }, b: { on: { back: { target: 'a-2', when: { in: 'a-2' } } } } },
    },
  });
});

test('a duplicate stands beside the state', () => {
  const { states } = after(CHART, { kind: 'state.duplicate', ids: ['x'] });
  expect(states['box']?.states).toEqual({ x: { on: { in: 'y' } }, y: { on: { up: 'a' } }, 'x-2': {} });
});

test('a whole pipeline can be pasted', () => {
  expect(Object.keys(pasted(JSON.stringify(CHART)).states)).toEqual(['a', 'b', 'c', 'box']);
});

test('whatever is copied pastes without a dangling target', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 }), (seed) => {
      const [from, into] = [randomDocument(seed), randomDocument([...seed].reverse())];
      const dice = new Dice(seed);
      const ids = [...treeOf(from).entries.keys()].filter((id) => id !== '#');
      const fragment = pasted(copyText(from, dice.some(ids, 4)));
      const parsed = parsePipeline(after(into, { kind: 'fragment.paste', fragment, parent: '#' }));
      // Rules may name states that were not copied; history loses a default that was not.
      const problems = (parsed.ok ? [] : parsed.error).filter((p) => p.code !== 'state.unknown' || !/\/(when|if|with|until)(\/|$)/.test(p.at));
      expect(problems.filter((p) => p.code !== 'state.history-default').map((p) => `${p.code} ${p.at}`)).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

test.each([
  ['no JSON', 'hello', 'fragment.not-json', ''],
  ['a list', '[]', 'fragment.not-json', ''],
  ['another format', '{"format":"xstate/5","states":{"a":{}}}', 'fragment.format', '/format'],
  ['no states', '{"format":"millrace-fragment/1","states":{}}', 'fragment.empty', '/states'],
  ['a state that is a number', '{"format":"millrace-fragment/1","states":{"a":{"states":{"b":1}}}}', 'value.kind', '/states/a/states/b'],
  ['an action without a kind', '{"format":"millrace-fragment/1","states":{"a":{"entry":[{}]}}}', 'value.kind', '/states/a/entry/0/do'],
  ['a target that is a number', '{"format":"millrace-fragment/1","states":{"a":{"on":{"x":{"target":3}}}}}', 'value.kind', '/states/a/on/x/target'],
])('refused: %s', (_, text, code, at) => {
  const parsed = parseFragment(text);
  expect(parsed.ok ? null : parsed.error.map((p) => [p.code, p.at])).toEqual([[code, at]]);
});
