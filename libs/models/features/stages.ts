import { isJsonObject, type JsonObject, type Text } from '#kernel';

/** What a pipeline's document says of its stages. */
export interface Chart {
  /** By state, the stage it belongs to: itself or the nearest state around it that is one. */
  readonly stages: ReadonlyMap<string, string>;
  /** Titles and probabilities by stage. */
  readonly about: ReadonlyMap<string, { readonly title: Text; readonly probability: number | null }>;
  /** Outcomes of its final states. */
  readonly outcomes: readonly string[];
}

export const NO_CHART: Chart = { stages: new Map(), about: new Map(), outcomes: [] };

/** Reads a published document, which is known to be whole. */
export function chartOf(document: JsonObject): Chart {
  const stages = new Map<string, string>();
  const about = new Map<string, { title: Text; probability: number | null }>();
  const outcomes = new Set<string>();
  const walk = (states: unknown, around: string | null): void => {
    if (!isJsonObject(states)) return;
    for (const [key, state] of Object.entries(states)) {
      if (!isJsonObject(state)) continue;
      const id = typeof state['id'] === 'string' && state['id'] !== '' ? state['id'] : key;
      const stage = state['stage'] === true ? id : around;
      if (stage !== null) stages.set(id, stage);
      if (state['stage'] === true) {
        const title = isJsonObject(state['title']) ? (state['title'] as unknown as Text) : { en: id };
        about.set(id, { title, probability: typeof state['probability'] === 'number' ? state['probability'] : null });
      }
      if (typeof state['outcome'] === 'string') outcomes.add(state['outcome']);
      walk(state['states'], stage);
    }
  };
  walk(document['states'], null);
  return { stages, about, outcomes: [...outcomes] };
}
