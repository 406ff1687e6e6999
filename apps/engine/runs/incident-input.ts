import { type Json, UserError } from '#kernel';
import { givenInputProblems } from '#pipeline';
import { stepCatalogue } from '#steps/definitions';

/**
 * What a step cannot take is not accepted as its new input. A kind without a schema of its own takes anything.
 * @throws UserError `step.input`, every problem at its place under /input.
 */
export function assertFits(kind: string | null, input: Json): void {
  const step = kind === null ? undefined : stepCatalogue().get(kind);
  const [first, ...rest] = step ? givenInputProblems(step, input, '/input') : [];
  if (first) throw new UserError('invalid', [first, ...rest]);
}
