import { expect, it } from '@jest/globals';
import { parseInstant, type Instant, type Json, type RunId } from '#kernel';
import { advance, type RunEvent, type RunState, type World } from '../advance/index.js';
import { parsePipeline, type PipelineDocument, type StateDocument, type TransitionDocument } from '../definition/index.js';
import { compile } from './index.js';
import { describeData, readData } from '../../../test/real-data.js';

interface ScxmlState {
  readonly id: string;
  readonly kind: 'root' | 'state' | 'parallel' | 'history' | 'final';
  readonly initial?: readonly string[];
  readonly history?: 'shallow' | 'deep';
  readonly states?: readonly ScxmlState[];
  readonly entry?: readonly ScxmlAction[];
  readonly exit?: readonly ScxmlAction[];
  readonly transitions?: readonly { event?: readonly string[]; target?: readonly string[]; cond?: string; actions?: readonly ScxmlAction[] }[];
}
type ScxmlAction = { readonly raise: string } | { readonly log: string };
interface Case {
  readonly id: string;
  readonly machine: ScxmlState;
  readonly initialConfiguration: readonly string[];
  readonly events: readonly { readonly event: { readonly name: string }; readonly nextConfiguration: readonly string[] }[];
}

const DATA = ['conformance', 'scxml', 'statecharts.json'] as const;
const cases = readData<readonly Case[]>([], ...DATA);

/** The cases are translated to documents as an author would write them, never to XState. */
function documentOf(machine: ScxmlState): PipelineDocument {
  return { format: 'millrace/1', key: 'case', object: 'deal', title: { en: 'Case' }, ...stateOf(machine) } as PipelineDocument;
}

function stateOf(state: ScxmlState): StateDocument {
  const transitions = (state.transitions ?? []).map((t) => ({ t, events: t.event ?? [] }));
  const on: Record<string, TransitionDocument[]> = {};
  const always: TransitionDocument[] = [];
  for (const { t, events } of transitions) {
    const built: TransitionDocument = {
      ...(t.target ? { target: t.target } : {}),
      ...(t.cond ? { when: conditionOf(t.cond) } : {}),
      ...(t.actions ? { actions: actionsOf(t.actions) } : {}),
      // SCXML's default transition leaves and enters its source; XState's does so only on demand.
      ...(t.target ? { reenter: true } : {}),
    };
    if (state.kind === 'history') return { type: 'history', history: state.history ?? 'shallow', ...(t.target ? { target: t.target } : {}) };
    if (!events.length) always.push(built);
    for (const event of events) (on[descriptorOf(event)] ??= []).push(built);
  }
  const children = Object.fromEntries((state.states ?? []).map((s) => [s.id, stateOf(s)]));
  const first = (state.states ?? []).find((s) => s.kind !== 'history')?.id;
  return {
    ...(state.kind === 'parallel' || state.kind === 'final' ? { type: state.kind } : {}),
    ...(Object.keys(children).length ? { states: children } : {}),
    ...(Object.keys(children).length && state.kind !== 'parallel' ? { initial: state.initial ?? first ?? '' } : {}),
    ...(Object.keys(on).length ? { on } : {}),
    ...(always.length ? { always } : {}),
    ...(state.entry ? { entry: actionsOf(state.entry) } : {}),
    ...(state.exit ? { exit: actionsOf(state.exit) } : {}),
  };
}

/** An SCXML descriptor matches by prefix: `foo` also takes `foo.bar`. Here that is written `foo.*`. */
const descriptorOf = (event: string): string => (event === '*' || event.endsWith('.*') ? event : `${event}.*`);

const actionsOf = (actions: readonly ScxmlAction[]): { do: string; with: Json }[] =>
  actions.flatMap((a) => ('raise' in a ? [{ do: 'raise', with: { event: a.raise } }] : []));

function conditionOf(cond: string): Json {
  const match = /^(!?)In\('(\w+)'\)$/.exec(cond.trim());
  if (!match) throw new Error(`condition ${cond}`);
  const test = { in: match[2] ?? '' };
  return match[1] ? { '!': [test] } : test;
}

const world: World = {
  now: parseInstant('2026-01-01T00:00:00Z') as Instant,
  actor: { kind: 'system', id: 'test', roles: ['*'] },
  record: {},
  recordId: 'r',
  ownerId: null,
  history: false,
  times: { due: (_d, from) => from, remaining: () => 'PT0S' },
};

describeData('SCXML statecharts', DATA, () => {
  it.each(cases.map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const parsed = parsePipeline(documentOf(c.machine));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const compiled = compile(parsed.value, [], { version: 1, rulesRevision: 0, steps: { get: () => undefined, all: () => [] }, fieldsOf: () => ({}) });
    let run: RunState = { id: '00000000-0000-7000-8000-000000000001' as RunId, seq: 0, snapshot: null };
    const play = (event: RunEvent): readonly string[] => {
      const result = advance(compiled, run, event, world);
      if (result.kind === 'applied') run = result.run;
      return run.snapshot?.configuration ?? [];
    };
    expect(play({ kind: 'started', vars: {}, at: null })).toEqual([...c.initialConfiguration].sort());
    for (const { event, nextConfiguration } of c.events)
      expect(play({ kind: 'sent', name: event.name, payload: null, fields: {} })).toEqual([...nextConfiguration].sort());
  });
});
