import type { Text } from '#kernel';
import type { PipelineDocument, StateDocument } from '#pipeline';

/** A stage as the gallery shows it. */
export interface StageBrief {
  readonly id: string;
  readonly title: Text;
  readonly outcome: string | null;
}

/** The stages of a document, in document order. */
export function stagesOf(document: Pick<PipelineDocument, 'states'>): readonly StageBrief[] {
  return Object.entries(document.states ?? {}).flatMap(([key, state]) => {
    const own = state.stage === true ? [{ id: state.id ?? key, title: state.title ?? { en: key }, outcome: state.outcome ?? null }] : [];
    return [...own, ...stagesOf({ states: state.states ?? {} })];
  });
}

export const countStates = ({ states }: Pick<StateDocument, 'states'>): number =>
  Object.values(states ?? {}).reduce((sum, state) => sum + 1 + countStates(state), 0);
