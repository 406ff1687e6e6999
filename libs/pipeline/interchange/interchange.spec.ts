import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json, JsonObject } from '#kernel';
import { B2B, EVERYTHING } from '../definition/documents.fixture.js';
import { parsePipeline, type Definition, type PipelineDocument } from '../definition/index.js';
import { randomChart } from '../testing/random-chart.js';
import { diffPipelines } from './diff.js';
import { exportMermaid } from './export-mermaid.js';
import { exportXState } from './export-xstate.js';
import { importXState } from './import-xstate.js';

function parsed(document: unknown): Definition {
  const result = parsePipeline(document);
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
  return result.value;
}

function imported(machine: unknown): { readonly document: PipelineDocument; readonly lost: readonly string[]; readonly definition: Definition } {
  const result = importXState(machine);
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
  return { document: result.value.document, lost: result.value.lost.map((l) => `${l.code} ${l.at}`), definition: parsed(result.value.document) };
}

const machine = (states: JsonObject, more: JsonObject = {}): JsonObject => ({ id: 'm', initial: Object.keys(states)[0] ?? '', states, ...more });

describe('import from XState', () => {
  const cases: readonly (readonly [about: string, machine: JsonObject, document: JsonObject, lost: readonly string[]])[] = [
    [
      'sibling, object and list',
      machine({ a: { on: { x: 'b', y: { target: 'b' }, z: [{ target: 'b' }] } }, b: {} }),
      { initial: 'a', states: { a: { on: { x: 'b', y: 'b', z: 'b' } }, b: {} } },
      [],
    ],
    [
      '#id, #id.child, #machine.path, .child',
      machine({ a: { on: { x: '#q', y: '#q.c', z: '#m.b.c' } }, b: { id: 'q', initial: 'c', on: { w: '.c' }, states: { c: {} } } }),
      { initial: 'a', states: { a: { on: { x: 'q', y: 'c', z: 'c' } }, b: { id: 'q', initial: 'c', on: { w: 'c' }, states: { c: {} } } } },
      [],
    ],
    [
      'a key twice',
      machine({ idle: {}, run: { initial: 'idle', states: { idle: {} } } }),
      { initial: 'idle', states: { idle: {}, run: { initial: 'run-idle', states: { idle: { id: 'run-idle' } } } } },
      [],
    ],
    [
      'keys that are no keys',
      machine({ 'a.b': { on: { x: 'a\\.b' } } }, { initial: 'a.b' }),
      { initial: 'a-b', states: { 'a-b': { title: { en: 'a.b' }, on: { x: 'a-b' } } } },
      [],
    ],
    ['forbidden and targetless', machine({ a: { on: { x: {}, y: { actions: [] } } } }), { initial: 'a', states: { a: { on: { x: {}, y: {} } } } }, []],
    [
      'reenter and internal',
      machine({ a: { on: { x: { target: 'a', reenter: true }, y: { target: 'a', internal: false }, z: { target: 'a' } } } }),
      { initial: 'a', states: { a: { on: { x: { target: 'a', reenter: true }, y: { target: 'a', reenter: true }, z: { target: 'a', reenter: true } } } } },
      [],
    ],
    ['self in version 5', machine({ a: { on: { x: 'a' } } }), { initial: 'a', states: { a: { on: { x: 'a' } } } }, []],
    ['wildcards', machine({ a: { on: { '*': 'a', 'm.*': 'a' } } }), { initial: 'a', states: { a: { on: { '*': 'a', 'm.*': 'a' } } } }, []],
    [
      'always, also the old way',
      machine({ a: { always: 'b' }, b: { on: { '': [{ target: 'a' }] } } }),
      { initial: 'a', states: { a: { always: 'b' }, b: { always: 'a' } } },
      [],
    ],
    [
      'delays',
      machine({ a: { after: { 2000: 'b', 90_061_000: { target: 'b' }, quick: 'b' } }, b: { after: [{ delay: 500, target: 'a' }] } }, { delays: { quick: 10 } }),
      {
        initial: 'a',
        states: {
          a: {
            after: [
              { in: 'PT2S', target: 'b' },
              { in: 'PT25H1M1S', target: 'b' },
              { in: 'PT0.010S', target: 'b' },
            ],
          },
          b: { after: [{ in: 'PT0.500S', target: 'a' }] },
        },
      },
      [],
    ],
    [
      'a delay in code',
      machine({ a: { after: { SOON: 'b' } }, b: {} }),
      { initial: 'a', states: { a: { on: { 'after.SOON': 'b' } }, b: {} } },
      ['delay.code /states/a/after/SOON'],
    ],
    [
      'guards',
      machine({
        a: {
          on: {
            x: [
              { target: 'b', guard: 'isBig' },
              { target: 'b', cond: { type: 'isBig' } },
            ],
          },
        },
        b: {},
      }),
      {
        vars: { isBig: { type: 'boolean', title: { en: 'isBig' }, default: false } },
        initial: 'a',
        states: {
          a: {
            on: {
              x: [
                { target: 'b', when: { var: 'vars.isBig' } },
                { target: 'b', when: { var: 'vars.isBig' } },
              ],
            },
          },
          b: {},
        },
      },
      ['guard.code /states/a/on/x/0/guard', 'guard.code /states/a/on/x/1/cond'],
    ],
    [
      'guards together',
      machine({ a: { always: { target: 'b', guard: { type: 'xstate.and', guards: ['p', { type: 'not', guards: ['q'] }] } } }, b: {} }),
      {
        vars: { p: { type: 'boolean', title: { en: 'p' }, default: false }, q: { type: 'boolean', title: { en: 'q' }, default: false } },
        initial: 'a',
        states: { a: { always: { target: 'b', when: { and: [{ var: 'vars.p' }, { '!': [{ var: 'vars.q' }] }] } } }, b: {} },
      },
      ['guard.code /states/a/always/guard/guards/0', 'guard.code /states/a/always/guard/guards/1/guards/0'],
    ],
    [
      'in a state',
      machine({ a: { on: { x: { target: 'b', in: '#b' } } }, b: { id: 'b' } }),
      { initial: 'a', states: { a: { on: { x: { target: 'b', when: { in: 'b' } } } }, b: {} } },
      [],
    ],
    [
      'actions and raise',
      machine({ a: { entry: ['log', { type: 'xstate.raise', params: { event: { type: 'x' } } }], on: { x: { actions: 'save' } } } }),
      { initial: 'a', states: { a: { entry: [{ do: 'raise', with: { event: 'x' } }], on: { x: {} } } } },
      ['action.code /states/a/entry/0', 'action.code /states/a/on/x/actions'],
    ],
    [
      'actors',
      machine({ a: { invoke: { src: 'fetch', onDone: 'b', onError: { target: 'a' } } }, b: {} }),
      { initial: 'a', states: { a: { on: { 'fetch.done': 'b', 'fetch.failed': 'a' } }, b: {} } },
      ['invoke.code /states/a/invoke'],
    ],
    [
      'parallel, history, final, join',
      machine({
        p: {
          type: 'parallel',
          onDone: 'f',
          states: { x: { initial: 'x1', states: { x1: { type: 'final' }, h: { type: 'history', history: 'deep', target: 'x1' } } } },
        },
        f: { type: 'final' },
      }),
      {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            onDone: 'f',
            states: { x: { initial: 'x1', states: { x1: { type: 'final' }, h: { type: 'history', history: 'deep', target: 'x1' } } } },
          },
          f: { type: 'final' },
        },
      },
      [],
    ],
    [
      'words',
      machine({ a: { description: 'First', tags: ['t'], meta: { x: 1 } } }, { context: { n: 1, ok: true, list: [1], what: null } }),
      {
        vars: { n: { type: 'number', default: 1 }, ok: { type: 'boolean', default: true }, list: { type: 'list', default: [1] }, what: { type: 'json' } },
        initial: 'a',
        states: { a: { description: { en: 'First' } } },
      },
      ['member.unknown /states/a/tags', 'meta /states/a/meta'],
    ],
    [
      'no initial state',
      { states: { a: {}, b: {} } },
      { key: 'imported', title: { en: 'Imported machine' }, initial: 'a', states: { a: {}, b: {} } },
      ['initial.assumed '],
    ],
    [
      'of one delay only the first is taken',
      machine({
        a: { after: { 5: [{ target: 'b', guard: { type: 'millrace.rule', params: { rule: { var: 'record.ok' } } } }, { actions: [] }, { target: 'b' }] } },
        b: {},
      }),
      {
        initial: 'a',
        states: {
          a: {
            after: [
              { in: 'PT0.005S', target: 'b', when: { var: 'record.ok' } },
              { in: 'PT0.005S', when: { '!': [{ var: 'record.ok' }] } },
            ],
          },
          b: {},
        },
      },
      ['transition.shadowed /states/a/after/5/2'],
    ],
  ];
  it.each(cases)('%s', (_, given, document, lost) => {
    const result = imported(given);
    expect(result.document).toEqual({ format: 'millrace/1', key: 'm', object: 'deal', title: { en: 'm' }, ...document });
    expect(result.lost).toEqual(lost);
  });

  it.each([
    ['no object', 5, 'xstate.form', ''],
    ['no states', { id: 'm' }, 'xstate.no-states', '/states'],
    ['an unknown target', machine({ a: { on: { x: 'nowhere' } } }), 'xstate.target', '/states/a/on/x'],
    ['an unknown target in an object', machine({ a: { on: { x: { target: 'nowhere' } } } }), 'xstate.target', '/states/a/on/x/target'],
    ['an unknown initial state', machine({ a: {} }, { initial: 'nowhere' }), 'xstate.target', '/initial'],
  ])('refuses %s', (_, given, code, at) => {
    const result = importXState(given);
    expect(result.ok ? [] : result.error.map((p) => [p.code, p.at])).toEqual([[code, at]]);
  });

  it('never throws, whatever it is given, and what it makes can be parsed or refused', () => {
    const words = fc.constantFrom(
      'a',
      'b',
      'states',
      'on',
      'target',
      '#a',
      '.a',
      'a.b',
      '__proto__',
      'constructor',
      'guard',
      'initial',
      'final',
      'history',
      'parallel',
      '',
      '*',
      'x',
      '100',
    );
    const { tree } = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, words, fc.constant(null), fc.integer(), fc.array(tie('tree'), { maxLength: 3 }), tie('node')),
      node: fc.dictionary(
        fc.oneof(
          words,
          fc.constantFrom('always', 'after', 'invoke', 'entry', 'exit', 'type', 'id', 'onDone', 'meta', 'context', 'actions', 'cond', 'src', 'params'),
        ),
        tie('tree'),
        { maxKeys: 5 },
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json().map((text) => JSON.parse(text) as unknown),
          tree,
          fc.record({ states: tree, initial: tree, on: tree }),
          fc.record({ states: fc.record({ a: tree, b: tree }), initial: words }),
        ),
        (value) => {
          const result = importXState(value);
          if (result.ok) parsePipeline(result.value.document);
        },
      ),
      { numRuns: 1500 },
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses a machine nested a hundred thousand deep', () => {
    let deep: unknown = {};
    for (let n = 0; n < 100_000; n++) deep = { states: { a: deep } };
    expect(importXState(deep).ok).toBe(false);
  });
});

/** Without places: XState keeps delays in an object, so the order of timers may change. */
const structure = (definition: Definition): Json =>
  [definition.root, ...definition.states.values()].map((s) => ({
    ...s,
    at: '',
    transitions: s.transitions
      .map((t) =>
        JSON.stringify({
          ...t,
          id: '',
          trigger: t.trigger.kind === 'after' ? s.timers.find((x) => x.id === (t.trigger as { timer: string }).timer)?.delay : t.trigger,
          actions: t.actions.map((a) => ({ ...a, at: '' })),
        }),
      )
      .sort(),
    timers: s.timers.map((t) => JSON.stringify({ ...t, id: '' })).sort(),
    invokes: s.invokes.map((i) => ({ ...i, at: '' })),
    entry: s.entry.map((a) => ({ ...a, at: '' })),
    exit: s.exit.map((a) => ({ ...a, at: '' })),
  })) as unknown as Json;

describe('export to XState', () => {
  it.each([
    ['b2b', B2B],
    ['everything', EVERYTHING],
  ])('%s comes back as it was', (_, document) => {
    const definition = parsed(document);
    const { machine: exported, lost } = exportXState(definition);
    const back = imported(JSON.parse(JSON.stringify(exported)));
    expect(structure(back.definition)).toEqual(structure(definition));
    expect([back.definition.fields, back.definition.vars, back.definition.roles, back.definition.key, back.definition.object]).toEqual([
      definition.fields,
      definition.vars,
      definition.roles,
      definition.key,
      definition.object,
    ]);
    expect(back.lost).toEqual([]);
    expect(lost.length).toBeGreaterThan(0);
    for (const { text } of lost) expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it('any chart comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }), (seed) => {
        const definition = parsed({ format: 'millrace/1', key: 'random', object: 'deal', title: { en: 'R' }, ...randomChart(seed) });
        expect(imported(exportXState(definition).machine).definition.states).toEqual(definition.states);
      }),
      { numRuns: 150 },
    );
  });
});

describe('Mermaid', () => {
  it('draws nested, parallel and history states with labels and notes', () => {
    const document = {
      ...B2B,
      states: {
        open: {
          title: { en: 'Open: "now"', 'zh-CN': '进行中' },
          type: 'parallel',
          states: {
            left: {
              initial: 'l1',
              states: {
                l1: { on: { go: { target: 'l2', when: { '>': [{ var: 'record.close_value' }, 0] } } } },
                l2: { type: 'final' },
                back: { type: 'history', history: 'deep' },
              },
            },
            right: {},
          },
          on: { end: { target: 'end', title: { en: 'End; it', 'zh-CN': '结束' } } },
        },
        end: { type: 'final', title: { en: 'End' } },
      },
      initial: 'open',
    };
    expect(exportMermaid(parsed(document), 'en')).toBe(
      `stateDiagram-v2
  state "Open#58; #quot;now#quot;" as open {
    state "left" as left_2 {
      state "l1" as l1
      state "l2" as l2
      state "H* back to where it was, all the way down" as back
      [*] --> l1
      l2 --> [*]
      l1 --> l2 : go #91;when …#93;
    }
    --
    state "right" as right_2
  }
  state "End" as s_end
  [*] --> open
  s_end --> [*]
  open --> s_end : End#59; it
  note right of l1
    go#58; record.close_value is greater than 0
  end note
`
        .replace(/left_2/g, 's_left')
        .replace(/right_2/g, 's_right'),
    );
    expect(exportMermaid(parsed(document), 'zh-CN')).toContain('open --> s_end : 结束');
  });

  it('never lets a title speak Mermaid', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const result = parsePipeline({
          format: 'millrace/1',
          key: 'k',
          object: 'deal',
          title: { en: 'T' },
          initial: 'a',
          states: { a: { title: { en: title } }, b: {} },
        });
        if (!result.ok) return;
        const lines = exportMermaid(result.value, 'en').trimEnd().split('\n');
        expect(lines.length).toBe(4);
        expect(lines[1]).toMatch(/^ {2}state "[^"]*" as a$/);
      }),
    );
  });
});

describe('diff', () => {
  const base = parsed(B2B);
  const changed = (change: (document: Record<string, never>) => void): Definition => {
    const copy = structuredClone(B2B) as unknown as Record<string, never>;
    change(copy);
    return parsed(copy);
  };
  type Loose = Record<string, Record<string, Record<string, Record<string, Json>>>>;
  const rows: readonly (readonly [about: string, change: (document: Loose) => void, items: readonly string[]])[] = [
    ['nothing', () => undefined, []],
    ['layout', (d) => void (d['layout'] = {}), []],
    ['state added', (d) => void ((d['states'] as Loose)['held'] = {}), ['added state held /states/held']],
    [
      'state removed',
      (d) => (delete (d['states'] as Loose)['lost'], delete ((d['states'] as Loose)['engaging'] as Loose)['on']?.['lose']),
      ['changed transition engaging /states/engaging/on/lose', 'removed state lost /states/lost']
        .slice(1)
        .concat('removed transition engaging /states/engaging/on/lose'),
    ],
    [
      'title',
      (d) => void ((d['states'] as Loose)['won'] = { ...(d['states'] as Loose)['won'], title: { en: 'Done' } } as never),
      ['changed state won /states/won'],
    ],
    [
      'condition',
      (d) => void ((((d['states'] as Loose)['engaging'] as Loose)['on'] as Loose)['win'] = { target: 'won' } as never),
      ['changed transition engaging /states/engaging/on/win'],
    ],
    [
      'timer',
      (d) => void (((d['states'] as Loose)['prospecting'] as Loose)['after'] = [{ in: 'P7D' }] as never),
      ['added timer prospecting /states/prospecting/after/0', 'removed timer prospecting /states/prospecting/after/0'],
    ],
    [
      'field, role, title',
      (d) => void Object.assign(d, { fields: {}, roles: ['sales', 'boss', 'manager'], title: { en: 'Sales' } }),
      ['changed pipeline b2b-sales /title', 'removed field budget_checked /fields/budget_checked', 'added role boss /roles/1'],
    ],
  ];
  it.each(rows)('%s', (_, change, items) => {
    const found = diffPipelines(base, changed(change as never));
    expect(found.map((i) => `${i.kind} ${i.what} ${i.name} ${i.at}`).sort()).toEqual([...items].sort());
    for (const { text } of found) expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it('is empty exactly for the same structure, and mirrors when turned round', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 20, maxLength: 30 }), fc.array(fc.nat(1000), { minLength: 20, maxLength: 30 }), (one, two) => {
        const [a, b] = [one, two].map((seed) => parsed({ format: 'millrace/1', key: 'random', object: 'deal', title: { en: 'R' }, ...randomChart(seed) })) as [
          Definition,
          Definition,
        ];
        expect(diffPipelines(a, a)).toEqual([]);
        const count = (items: ReturnType<typeof diffPipelines>, kind: string): number => items.filter((i) => i.kind === kind).length;
        expect(count(diffPipelines(a, b), 'added')).toBe(count(diffPipelines(b, a), 'removed'));
      }),
      { numRuns: 100 },
    );
  });
});
