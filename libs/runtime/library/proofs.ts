import type { Problem, WorkspaceId } from '#kernel';
import type { AttachedRule, Definition, DiffItem, Surroundings } from '#pipeline';
import type { LibraryStore, SurroundingsSource } from './ports.js';
import { surroundingsFor } from './surroundings.js';

/** What was found, and whether the search was cut because the pipeline is too large to look at whole. */
export interface Verified {
  readonly problems: readonly Problem[];
  readonly cut: boolean;
}

/** The pure checks the library applies; #pipeline's own. */
export interface Proofs {
  verify(definition: Definition, rules: readonly AttachedRule[], surroundings: Surroundings): Verified;
  diff(before: Definition, after: Definition): readonly DiffItem[];
}

/** What can be proved wrong with a definition and its rules in their workspace. */
export async function prove(
  subject: { readonly workspace: WorkspaceId; readonly definition: Definition; readonly rules: readonly AttachedRule[] },
  parts: { readonly store: Pick<LibraryStore, 'heads'>; readonly surroundings: SurroundingsSource; readonly proofs: Pick<Proofs, 'verify'> },
): Promise<Verified> {
  const around = await surroundingsFor(subject.workspace, subject.definition, parts.surroundings, parts.store);
  return parts.proofs.verify(subject.definition, subject.rules, around);
}
