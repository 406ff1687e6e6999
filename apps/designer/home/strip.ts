import { isJsonObject, type JsonObject } from '#kernel';

export interface StripPart {
  readonly stage: string;
  readonly name: string;
  readonly count: number;
}

/** The stages of a document that hold open runs, in its own order, with their names in a language. */
export function stripOf(
  document: JsonObject,
  groups: readonly { readonly group: JsonObject; readonly values: JsonObject }[],
  language: string,
): readonly StripPart[] {
  const counts = new Map(groups.map(({ group, values }) => [String(group['stage']), Number(values['count'])]));
  return stagesOf(document, language).flatMap(({ stage, name }) => {
    const count = counts.get(stage) ?? 0;
    return count > 0 ? [{ stage, name, count }] : [];
  });
}

function stagesOf(parent: JsonObject, language: string): readonly { readonly stage: string; readonly name: string }[] {
  const { states } = parent;
  if (!isJsonObject(states)) return [];
  return Object.entries(states).flatMap(([stage, state]) => {
    if (!isJsonObject(state)) return [];
    const own = state['stage'] === true ? [{ stage, name: nameOf(state, stage, language) }] : [];
    return [...own, ...stagesOf(state, language)];
  });
}

function nameOf({ title }: JsonObject, key: string, language: string): string {
  if (typeof title === 'string') return title;
  if (!isJsonObject(title)) return key;
  const name = title[language] ?? title['en'];
  return typeof name === 'string' ? name : key;
}
