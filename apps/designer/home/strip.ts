import { inLocale, type JsonObject, type Locale } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { stagesOf } from '../pipelines/stages-of.js';

export interface StripPart {
  readonly stage: string;
  readonly name: string;
  readonly count: number;
}

/** The stages of a document that hold open runs, in its own order, with their names in a language. */
export function stripOf(
  document: Pick<PipelineDocument, 'states'>,
  groups: readonly { readonly group: JsonObject; readonly values: JsonObject }[],
  language: Locale,
): readonly StripPart[] {
  const counts = new Map(groups.map(({ group, values }) => [String(group['stage']), Number(values['count'])]));
  return stagesOf(document).flatMap(({ id, title }) => {
    const count = counts.get(id) ?? 0;
    return count > 0 ? [{ stage: id, name: inLocale(title, language), count }] : [];
  });
}
