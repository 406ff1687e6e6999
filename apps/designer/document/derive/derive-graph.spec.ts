import fc from 'fast-check';
import type { AttachedRuleDocument } from '#pipeline';
import { applyCommand } from '../commands/index.js';
import { Dice } from '../testing/dice.js';
import { randomCommand } from '../testing/random-command.js';
import { randomDocument } from '../testing/random-document.js';
import { after, small } from '../testing/small.js';
import { deriveGraph, focusOf, outlineRows, placeOfPointer, pointerOfPlace, sayDelay, type GraphEdge } from './index.js';

//  new --start--> work { a --ask--> b, h } --done--> end(final)     work: a timer, a call, a step on entry
const CHART = small(
  {
    new: {
      stage: true,
      title: { en: 'New', 'zh-CN': '新建' },
      on: {
        start: { target: 'work', title: { en: 'Start', 'zh-CN': '开始' }, requires: ['budget'], by: ['sales'], when: { var: 'record.x' } },
        note: { actions: [{ do: 'note.add' }] },
      },
    },
    work: {
      entry: [{ do: 'task.create' }],
      invoke: { id: 'score', step: 'score.lead', onError: 'end' },
      after: [
        { in: 'P14D', target: 'work' },
        { in: { business: 'PT8H', calendar: 'support' }, actions: [{ do: 'notify' }] },
      ],
      onDone: 'end',
      initial: 'a',
      states: {
        a: { on: { 'deal.ask': ['b', 'nobody'].map((target) => ({ target })) }, always: 'b' },
        b: { type: 'final' },
        h: { type: 'history', history: 'deep', target: 'a' },
      },
    },
    both: { type: 'parallel', states: { r1: { on: { x: { target: ['new', 'end'] } } }, r2: {} } },
    end: { type: 'final', outcome: 'won' },
  },
  { layout: { work: { x: 320, y: 0 } }, on: { cancel: 'end' } },
);

const rule = (key: string, on: AttachedRuleDocument['on'], more: Partial<AttachedRuleDocument> = {}): AttachedRuleDocument => ({
  key,
  pipeline: 'small',
  title: { en: key },
  on,
  do: [{ do: 'notify' }],
  ...more,
});
const RULES = [
  rule('greet', { enter: 'new' }),
  rule('stop', { event: 'deal.*' }, { refuse: { en: 'No' } }),
  rule('lazy', { idle: 'P5D', in: 'work' }, { enabled: false }),
  rule('watch', { changed: ['x'] }),
  rule('lost', { leave: 'gone' }),
];

const brief = ({ id, source, target, label, kind }: GraphEdge): string => `${id}: ${source} -${label}-> ${target ?? '(inside)'} [${kind}]`;

test('edges of every slot, with stable ids and labels', () => {
  const graph = deriveGraph(CHART, { locale: 'en' });
  expect(graph.edges.map(brief)).toEqual([
    '#/on/cancel/0: # -cancel-> end [event]',
    'new/on/start/0: new -Start-> work [event]',
    'work/after/0: work -after 14 d-> work [after]',
    'work/invoke-error/0/0: work -score failed-> end [invoke-error]',
    'work/done/0: work -done-> end [done]',
    'a/always/0: a -automatically-> b [always]',
    'a/on/deal.ask/0: a -deal.ask-> b [event]',
    'a/on/deal.ask/1: a -deal.ask-> nobody [event]',
    'h/history-default: h -without a history-> a [history-default]',
    'r1/on/x/0: r1 -x-> new [event]',
    'r1/on/x/0:1: r1 -x-> end [event]',
  ]);
  expect(graph.edges.filter((edge) => edge.isBroken).map((edge) => edge.id)).toEqual(['a/on/deal.ask/1']);
  expect(graph.edges.filter((edge) => edge.isSelf).map((edge) => edge.id)).toEqual(['work/after/0']);
  expect(graph.edge('new/on/start/0')).toMatchObject({
    requires: ['budget'],
    roles: ['sales'],
    condition: { var: 'record.x' },
    order: 0,
    count: 1,
    at: '/states/new/on/start',
  });
  expect(graph.node('new')?.internals.map(brief)).toEqual(['new/on/note/0: new -note-> (inside) [event]']);
  expect(graph.node('work')?.internals.map((edge) => edge.label)).toEqual(['after 8 h of working time']);
});

test('nodes with parents, kinds, badges, titles in the language of the reader', () => {
  const graph = deriveGraph(CHART, { locale: 'zh-CN' });
  expect(graph.nodes.map(({ id, parent, kind, depth }) => [id, parent, kind, depth])).toEqual([
    ['new', null, 'atomic', 0],
    ['work', null, 'compound', 0],
    ['a', 'work', 'atomic', 1],
    ['b', 'work', 'final', 1],
    ['h', 'work', 'history', 1],
    ['both', null, 'parallel', 0],
    ['r1', 'both', 'atomic', 1],
    ['r2', 'both', 'atomic', 1],
    ['end', null, 'final', 0],
  ]);
  expect(graph.node('new')).toMatchObject({ title: '新建', stage: true, isInitial: true, position: null });
  expect(graph.node('work')).toMatchObject({
    title: 'work',
    badges: { entry: 1, exit: 0, timers: 2, invokes: 1, internal: 1 },
    steps: ['task.create', 'score.lead'],
    position: { x: 320, y: 0 },
  });
  expect(graph.node('h')).toMatchObject({ isDeepHistory: true });
  expect(graph.edge('work/after/0')?.label).toBe('14 天后');
});

test('attached rules stand where they bite', () => {
  const graph = deriveGraph(CHART, { locale: 'en', rules: RULES });
  expect(graph.node('new')?.rules.map((mark) => mark.key)).toEqual(['greet']);
  expect(graph.node('work')?.rules).toEqual([{ key: 'lazy', title: 'lazy', when: 'idle', refuses: false, isEnabled: false }]);
  expect(graph.edge('a/on/deal.ask/0')?.rules).toEqual([{ key: 'stop', title: 'stop', when: 'event', refuses: true, isEnabled: true }]);
  expect(graph.rules.map((mark) => mark.key)).toEqual(['watch', 'lost']);
});

test('what did not change is the same object', () => {
  const before = deriveGraph(CHART, { locale: 'en', rules: RULES });
  const moved = deriveGraph(after(CHART, { kind: 'layout.set', positions: { work: { x: 324, y: 0 } } }), { locale: 'en', rules: RULES }, before);
  expect(moved.nodes.filter((node, n) => node !== before.nodes[n]).map((node) => node.id)).toEqual(['work']);
  expect(moved.edges).toBe(before.edges);
  const titled = deriveGraph(after(CHART, { kind: 'state.set', id: 'a', values: { title: { en: 'A' } } }), { locale: 'en', rules: RULES }, before);
  expect(titled.nodes.filter((node, n) => node !== before.nodes[n]).map((node) => node.id)).toEqual(['a']);
  expect(deriveGraph(CHART, { locale: 'en', rules: RULES }, before)).toBe(before);
});

test('deriving from the model before gives the same as deriving anew', () => {
  const plain = (graph: ReturnType<typeof deriveGraph>): unknown => ({
    nodes: graph.nodes,
    edges: graph.edges,
    internals: graph.rootInternals,
    rules: graph.rules,
  });
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 }), (seed) => {
      const dice = new Dice(seed);
      let document = randomDocument(seed);
      let graph = deriveGraph(document, { locale: 'en', rules: RULES });
      for (let n = 0; n < 8; n++) {
        const outcome = applyCommand(document, randomCommand(document, dice));
        if (!outcome.ok) continue;
        document = outcome.value;
        graph = deriveGraph(document, { locale: 'en', rules: RULES }, graph);
        expect(plain(graph)).toEqual(plain(deriveGraph(document, { locale: 'en', rules: RULES })));
      }
    }),
    { numRuns: 40 },
  );
});

test('the outline lists states in order, transitions below them, closed ones without inside', () => {
  const graph = deriveGraph(CHART, { locale: 'en' });
  const rows = outlineRows(graph, { collapsed: new Set(['both']), showTransitions: false });
  expect(rows.map((row) => `${'  '.repeat(row.level - 1)}${row.id} ${row.position}/${row.size}`)).toEqual([
    'new 1/4',
    'work 2/4',
    '  a 1/3',
    '  b 2/3',
    '  h 3/3',
    'both 3/4',
    'end 4/4',
  ]);
  const all = outlineRows(graph, { collapsed: new Set(), showTransitions: true });
  expect(all.slice(0, 3).map((row) => [row.kind, row.id, row.level])).toEqual([
    ['state', 'new', 1],
    ['transition', 'new/on/note/0', 2],
    ['transition', 'new/on/start/0', 2],
  ]);
});

test.each([
  ['/states/new/on/start/requires/0', 'transition', { node: 'new', edge: 'new/on/start/0' }],
  ['/states/work/states/a/on/deal.ask/1/target', 'transition', { node: 'a', edge: 'a/on/deal.ask/1' }],
  ['/states/new/on/note/actions/0/with/text', 'action', { node: 'new', edge: 'new/on/note/0' }],
  ['/states/work/after/1/in', 'transition', { node: 'work', edge: 'work/after/1' }],
  ['/states/work/entry/0/do', 'action', { node: 'work', edge: null }],
  ['/states/work/invoke/onError', 'transition', { node: 'work', edge: 'work/invoke-error/0/0' }],
  ['/states/work/invoke/with/model', 'invoke', { node: 'work', edge: null }],
  ['/states/work/states/a', 'state', { node: 'a', edge: null }],
  ['/states/nobody/on/x', 'pipeline', { node: null, edge: null }],
  ['/fields/x/title', 'field', { node: null, edge: null }],
  ['/on/cancel', 'transition', { node: null, edge: '#/on/cancel/0' }],
  ['/rules/greet/do/0', 'rule', { node: null, edge: null }],
  ['', 'pipeline', { node: null, edge: null }],
])('a finding at %s leads to the %s', (at, kind, focus) => {
  const place = placeOfPointer(CHART, at);
  expect([place.kind, focusOf(place)]).toEqual([kind, focus]);
  expect(pointerOfPlace(CHART, place)).toBe(at);
});

test('the pointer of every node and edge leads back to it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 }), (seed) => {
      const graph = deriveGraph(randomDocument(seed), { locale: 'en' });
      for (const { id, at } of graph.nodes) expect(focusOf(placeOfPointer(graph.document, at)).node).toBe(id);
      for (const { place, at } of [...graph.edges, ...graph.nodes.flatMap((node) => node.internals)])
        if (place) expect(placeOfPointer(graph.document, at)).toEqual({ kind: 'transition', place, rest: '' });
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['P14D', '14 d', '14 天'],
  ['PT1H30M', '1 h 30 min', '1 小时 30 分钟'],
  ['P1M', '1 mo', '1 个月'],
  ['PT0S', '0 s', '0 秒'],
  ['soon', 'soon', 'soon'],
])('%s is said as %s', (delay, en, zh) => {
  expect([sayDelay(delay, 'en'), sayDelay(delay, 'zh-CN')]).toEqual([en, zh]);
});
