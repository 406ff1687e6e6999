import type { TransitionDocument, TransitionList } from '#pipeline';
import type { Chart } from './stages.js';

/** An event that leads a run to a stage, read from the document alone: the engine still decides. */
export interface Toward {
  readonly event: string;
  readonly requires: readonly string[];
}

/** The first event, innermost state first, that leads from the active states to the stage; null when there is none. */
export function eventToward(chart: Chart, configuration: readonly string[], stage: string): Toward | null {
  for (const start of configuration) {
    for (let at = chart.states.get(start); at !== undefined; at = at.parent === null ? undefined : chart.states.get(at.parent)) {
      for (const [event, list] of Object.entries(at.document.on ?? {})) {
        const leading = transitionsOf(list).filter(({ target }) => targetsOf(target).some((id) => chart.stageOf(id) === stage));
        if (leading.length > 0 && !event.includes('*')) return { event, requires: [...new Set(leading.flatMap(({ requires }) => requires ?? []))] };
      }
    }
  }
  return null;
}

const targetsOf = (target: TransitionDocument['target']): readonly string[] => (target === undefined ? [] : typeof target === 'string' ? [target] : target);

function transitionsOf(list: TransitionList): readonly TransitionDocument[] {
  if (typeof list === 'string') return [{ target: list }];
  return isSeveral(list) ? list : [list];
}

const isSeveral = (list: Exclude<TransitionList, string>): list is readonly TransitionDocument[] => Array.isArray(list);
