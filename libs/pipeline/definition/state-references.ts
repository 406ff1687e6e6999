import { pointer } from '#kernel';
import type { JsonPointer } from '#kernel';
import { closest } from '../rules/index.js';
import type { State, StateId } from './definition.js';
import { ROOT_ID } from './definition.js';
import type { Reader } from './reader.js';

/** A place of the document that names states, to be looked at when all states are known. */
export interface StateReference {
  readonly at: JsonPointer;
  readonly ids: readonly string[];
  /** One text, or a list of them: where each stands. */
  readonly isList: boolean;
  /** `target`: all entered together. `within`: all entered together, below `of`. `any`: only looked at. */
  readonly use: 'target' | 'within' | 'any';
  readonly of: StateId;
}

/** Checks every named state: it exists, and states entered together do not exclude each other. */
export function checkReferences(references: readonly StateReference[], root: State, states: ReadonlyMap<StateId, State>, reader: Reader): void {
  const chart = new Chart(root, states);
  for (const reference of references) {
    const known = reference.ids.filter((id, i) => isKnown(id, reference.isList ? pointer(reference.at, i) : reference.at, chart, reader)) as StateId[];
    if (known.length < reference.ids.length || reference.use === 'any') continue;
    if (reference.use === 'within') checkWithin(reference, known, chart, reader);
    checkTogether(reference, known, chart, reader);
  }
}

function isKnown(id: string, at: JsonPointer, chart: Chart, reader: Reader): boolean {
  if (id === '' || chart.states.has(id as StateId)) return true; // '': not a name, reported before
  const bare =
    id
      .replace(/^[#.]+/, '')
      .split('.')
      .at(-1) ?? '';
  const meant = chart.states.has(bare as StateId) ? bare : closest(id, chart.states.keys());
  reader.add(
    'state.unknown',
    at,
    `There is no state "${id.slice(0, 80)}".${meant === null ? '' : ` Did you mean "${meant}"?`}`,
    `没有状态“${id.slice(0, 80)}”。${meant === null ? '' : `是否指“${meant}”？`}`,
    { got: id.slice(0, 80), ...(meant === null ? {} : { expected: meant }) },
  );
  return false;
}

function checkWithin(reference: StateReference, ids: readonly StateId[], chart: Chart, reader: Reader): void {
  ids.forEach((id, i) => {
    if (chart.isBelow(id, reference.of)) return;
    const at = reference.isList ? pointer(reference.at, i) : reference.at;
    const owner = reference.of === ROOT_ID ? 'pipeline' : reference.of;
    reader.add('state.outside', at, `"${id}" is not inside "${owner}".`, `“${id}”不在“${owner}”之内。`, { got: id });
  });
}

/** Two states can be entered together only from different regions of a parallel state. */
function checkTogether(reference: StateReference, ids: readonly StateId[], chart: Chart, reader: Reader): void {
  for (let i = 1; i < ids.length; i++) {
    const id = ids[i] as StateId;
    const other = ids.slice(0, i).find((earlier) => !chart.canBeTogether(earlier, id));
    if (other === undefined) continue;
    reader.add(
      'state.conflict',
      pointer(reference.at, i),
      `"${id}" and "${other}" cannot be active together: they are not in different regions of a parallel state.`,
      `“${id}”与“${other}”不能同时激活：它们不在并行状态的不同区域中。`,
      { got: id },
    );
  }
}

class Chart {
  constructor(
    readonly root: State,
    readonly states: ReadonlyMap<StateId, State>,
  ) {}

  isBelow(id: StateId, ancestor: StateId): boolean {
    return id !== ancestor && this.#pathTo(id).includes(ancestor);
  }

  canBeTogether(a: StateId, b: StateId): boolean {
    const pathA = this.#pathTo(a);
    const pathB = this.#pathTo(b);
    let i = 0;
    while (i < pathA.length && pathA[i] === pathB[i]) i++;
    if (i === pathA.length || i === pathB.length) return false; // the same, or one inside the other
    const meeting = pathA[i - 1];
    return (meeting === ROOT_ID ? this.root : this.states.get(meeting as StateId))?.kind === 'parallel';
  }

  /** From the root down to the state itself. */
  #pathTo(id: StateId): StateId[] {
    const path: StateId[] = [];
    for (let at: StateId | null = id; at !== null && path.length < 1000;) {
      path.unshift(at);
      at = at === ROOT_ID ? null : (this.states.get(at)?.parent ?? null);
    }
    return path;
  }
}
