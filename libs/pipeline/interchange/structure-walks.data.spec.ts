import { expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#kernel';
import { ROOT_ID, parsePipeline, type Definition, type StateId } from '../definition/index.js';
import { SURROUNDINGS } from '../verify/surroundings.fixture.js';
import { verify } from '../verify/index.js';
import { Player } from '../testing/play.js';
import { compile } from '../compile/index.js';
import { exportXState } from './export-xstate.js';
import { importXState } from './import-xstate.js';
import { describeData, readData } from '../../../test/real-data.js';

interface Walk {
  readonly machine: string;
  readonly config: JsonObject;
  readonly initial: Json;
  readonly steps: readonly { readonly event: string; readonly value: Json; readonly status: 'active' | 'done' }[];
}

const DATA = ['conformance', 'xstate', 'structure-walks.json'] as const;
const { walks } = readData<{ readonly walks: readonly Walk[] }>({ walks: [] }, ...DATA);

function definitionOf(machine: unknown): Definition {
  const imported = importXState(machine);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  const parsed = parsePipeline(imported.value.document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** XState's way of writing a configuration: keys, nested by their parents. */
function stateValue(definition: Definition, active: readonly StateId[]): Json {
  const all = new Set<StateId>(active);
  for (const id of all) {
    const parent = definition.states.get(id)?.parent;
    if (parent && parent !== ROOT_ID) all.add(parent);
  }
  const below = (id: StateId): Json => {
    const state = id === ROOT_ID ? definition.root : definition.states.get(id);
    const children = (state?.children ?? []).filter((child) => all.has(child)).map((child) => definition.states.get(child) ?? definition.root);
    const [only] = children;
    if (state?.kind !== 'parallel' && only && only.children.length === 0) return only.key;
    return Object.fromEntries(children.map((child) => [child.key, child.children.length ? below(child.id) : {}]));
  };
  return below(ROOT_ID);
}

describeData('machines of others, played to the state values that XState gives', DATA, () => {
  it.each(walks.map((walk) => [walk.machine.replace(/^.*__/, ''), walk] as const))('%s', (_name, walk) => {
    const definition = definitionOf(walk.config);
    const player = new Player(compile(definition, [], { version: 1, rulesRevision: 0, steps: SURROUNDINGS.steps, fieldsOf: SURROUNDINGS.fieldsOf })).start();
    const seen = (): Json => stateValue(definition, player.run.snapshot?.configuration ?? []);
    expect(seen()).toEqual(walk.initial);
    for (const { event, value, status } of walk.steps) {
      player.send(event);
      expect(seen()).toEqual(value);
      expect(player.run.snapshot?.status).toBe(status);
    }
  });

  it.each(walks.map((walk) => [walk.machine.replace(/^.*__/, ''), walk] as const))(
    '%s loses nothing, verifies without unknown names, and comes back the same',
    (_name, walk) => {
      const imported = importXState(walk.config);
      expect(imported.ok && imported.value.lost).toEqual([]);
      const definition = definitionOf(walk.config);
      const codes = verify(definition, [], SURROUNDINGS).problems.map((p) => p.code);
      expect(codes.filter((code) => code.endsWith('.unknown'))).toEqual([]);
      expect(definitionOf(exportXState(definition).machine).states).toEqual(definition.states);
    },
  );

  it('counts every walk', () => {
    expect(walks.length).toBe(16);
    process.stdout.write(`structure walks: ${walks.length} machines, ${walks.reduce((n, w) => n + w.steps.length, 0)} steps\n`);
  });
});
