import type { StateDocument, StateKind } from '#pipeline';

/** Members that mean nothing on a kind of state; the parser refuses them. */
const NOT_ON: Readonly<Record<StateKind, readonly (keyof StateDocument)[]>> = {
  atomic: ['history', 'target', 'outcome', 'initial', 'onDone'],
  compound: ['history', 'target', 'outcome'],
  parallel: ['history', 'target', 'outcome', 'initial'],
  final: ['history', 'target', 'initial', 'invoke', 'on', 'always', 'after', 'onDone'],
  history: ['stage', 'probability', 'outcome', 'initial', 'entry', 'exit', 'invoke', 'on', 'always', 'after', 'onDone'],
};

/** The members, but for `states`, that a state of this kind cannot have. */
export const membersNotOn = (kind: StateKind): readonly (keyof StateDocument)[] => NOT_ON[kind];
