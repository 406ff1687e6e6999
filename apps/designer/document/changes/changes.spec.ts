import fc from 'fast-check';
import { after, small } from '../testing/small.js';
import { compareDocuments, diffLines, diffText, type DiffLine } from './index.js';

const side = (lines: readonly DiffLine[], other: DiffLine['kind']): readonly string[] => lines.filter((line) => line.kind !== other).map((line) => line.text);

test('both texts can be read off the lines, with their numbers', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const lines = diffLines(a, b);
      expect([side(lines, 'added'), side(lines, 'removed')]).toEqual([a, b]);
      for (const { text, before, after: now } of lines) {
        if (before !== null) expect(a[before - 1]).toBe(text);
        if (now !== null) expect(b[now - 1]).toBe(text);
      }
    }),
  );
});

test('the way is a shortest one', () => {
  const longestCommon = (a: readonly string[], b: readonly string[]): number => {
    const row = Array.from({ length: b.length + 1 }, () => 0);
    for (const line of a) {
      let diagonal = 0;
      for (let j = 1; j <= b.length; j++) {
        const above = row[j] as number;
        row[j] = line === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1] as number);
        diagonal = above;
      }
    }
    return row.at(-1) as number;
  };
  const texts = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 });
  fc.assert(fc.property(texts, texts, (a, b) => expect(diffLines(a, b).filter((line) => line.kind === 'same')).toHaveLength(longestCommon(a, b))));
});

test('texts that differ everywhere still give both texts', () => {
  const [a, b] = [Array.from({ length: 3000 }, (_, n) => `a${n}`), Array.from({ length: 3000 }, (_, n) => `b${n}`)];
  const lines = diffLines(a, b);
  expect([side(lines, 'added'), side(lines, 'removed')]).toEqual([a, b]);
});

//  a --go--> b --end--> c(final)
const CHART = small({ a: { on: { go: 'b', note: { actions: [{ do: 'note.add' }] } } }, b: { on: { end: 'c' } }, c: { type: 'final' } });

test('the order of members makes no difference', () => {
  const { states, ...rest } = CHART;
  expect(diffText(CHART, { states, ...rest }).every((line) => line.kind === 'same')).toBe(true);
});

test('one changed line is one removed and one added', () => {
  const now = after(CHART, { kind: 'transition.retarget', place: { state: 'a', slot: { kind: 'on', event: 'go' }, index: 0 }, target: 'c' });
  expect(diffText(CHART, now).filter((line) => line.kind !== 'same')).toEqual([
    { kind: 'removed', text: '        "go": "b",', before: 9, after: null },
    { kind: 'added', text: '        "go": "c",', before: null, after: 9 },
  ]);
});

test('states and transitions are marked in one drawing', () => {
  const now = after(CHART, {
    kind: 'batch',
    commands: [
      { kind: 'state.remove', ids: ['b'] },
      { kind: 'state.add', id: 'd', parent: '#', stateKind: 'atomic' },
      { kind: 'transition.add', state: 'a', slot: { kind: 'on', event: 'win' }, transition: { target: 'c' } },
      { kind: 'transition.add', state: 'd', slot: { kind: 'on', event: 'win' }, transition: { target: 'c' } },
      { kind: 'state.set', id: 'c', values: { outcome: 'won' } },
      { kind: 'transition.change', place: { state: 'a', slot: { kind: 'on', event: 'note' }, index: 0 }, values: { title: { en: 'Note' } } },
    ],
  });
  const compared = compareDocuments(CHART, now, 'en');
  if (!compared.ok) throw new Error(JSON.stringify(compared.error));
  const { nodes, edges, nodeMarks, edgeMarks, counts } = compared.value;
  expect(nodes.map((node) => [node.id, nodeMarks.get(node.id)])).toEqual([
    ['a', 'changed'],
    ['c', 'changed'],
    ['d', 'added'],
    ['b', 'removed'],
  ]);
  expect(edges.map((edge) => [edge.id, edgeMarks.get(edge.id)])).toEqual([
    ['a/on/win/0', 'added'],
    ['d/on/win/0', 'added'],
    ['before:a/on/go/0', 'removed'],
    ['before:b/on/end/0', 'removed'],
  ]);
  expect(counts).toEqual({ added: 3, removed: 3, changed: 2 });
});

test('a document the parser refuses is told', () => {
  const compared = compareDocuments(CHART, { ...CHART, initial: 'nobody' }, 'en');
  expect(compared.ok ? [] : compared.error.map((p) => p.code)).toEqual(['state.unknown']);
});
