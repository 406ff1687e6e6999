import type { Answer } from '../../api/operations.js';
import type { Heat, HeatValue } from '../../designer/designer-state.js';
import type { Format } from '../../i18n/format.js';

export const HEATS = ['passages', 'waiting', 'dropOff'] as const;
export type HeatKind = (typeof HEATS)[number];

type History = Pick<Answer<'insightProcess'>, 'states' | 'transitions'>;
/** The lines of a drawing: their ids, and the pointers of the transitions they stand for. */
type Lines = readonly { readonly id: string; readonly at: string }[];

const NO_EDGES: Heat['edges'] = new Map();

/** Real history as colours and labels for the drawing of a pipeline: passages of states and lines, median stay, share that was lost there. */
export function heatOf({ states, transitions }: History, kind: HeatKind, lines: Lines, format: Format): Heat {
  switch (kind) {
    case 'passages':
      return passages({ states, transitions }, lines, format);
    case 'waiting': {
      const waits = states.flatMap(({ key, median }) => (median === null ? [] : [{ key, median }]));
      const most = Math.max(1, ...waits.map(({ median }) => median));
      return { states: new Map(waits.map(({ key, median }) => [key, { share: median / most, label: format.length(median * 1000) }])), edges: NO_EDGES };
    }
    case 'dropOff':
      return {
        states: new Map(states.flatMap(({ key, dropOff }) => (dropOff === null ? [] : [[key, { share: dropOff, label: format.percent(dropOff) }] as const]))),
        edges: NO_EDGES,
      };
  }
}

function passages({ states, transitions }: History, lines: Lines, format: Format): Heat {
  const counts = new Map(transitions.map(({ id, count }) => [id, count]));
  const most = Math.max(1, ...states.map((state) => state.passages), ...counts.values());
  const hot = (count: number): HeatValue => ({ share: count / most, label: format.number(count) });
  return {
    states: new Map(states.map((state) => [state.key, hot(state.passages)])),
    edges: new Map(
      lines.flatMap(({ id, at }) => {
        const count = counts.get(at);
        return count === undefined ? [] : [[id, hot(count)] as const];
      }),
    ),
  };
}
