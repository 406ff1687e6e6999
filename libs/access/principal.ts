import type { Role } from '#contracts';
import type { PersonId, WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';

export interface Workspace {
  readonly id: WorkspaceId;
  readonly key: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
}

/** Who makes a request, in which workspace, with which rights. */
export interface Principal {
  readonly kind: 'person' | 'api-key';
  /** Person id or key id. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  /** As given; `actor.roles` says what they amount to. */
  readonly pipelineRoles: readonly string[];
  readonly workspace: Workspace;
  /** What the runtime and the audit are told. */
  readonly actor: Actor;
  readonly session: string | null;
}

/** Owner and admin hold every pipeline role (decisions: pipeline roles are free keys beside the one workspace role). */
export const effectiveRoles = (role: Role, pipelineRoles: readonly string[]): readonly string[] =>
  role === 'owner' || role === 'admin' ? ['*'] : pipelineRoles;

export const personActor = (id: PersonId, role: Role, pipelineRoles: readonly string[]): Actor => ({
  kind: 'person',
  id,
  roles: effectiveRoles(role, pipelineRoles),
});
