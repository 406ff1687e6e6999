import { type Problem, UserError } from '#kernel';

/** Problems of an analysis as an error for whoever asked. */
export function refusedBy(problems: readonly Problem[]): UserError {
  const [first, ...rest] = problems;
  if (!first) throw new Error('an analysis refused without a reason');
  return new UserError('invalid', [first, ...rest]);
}
