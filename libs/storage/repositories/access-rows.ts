import type { Membership, Workspace } from '#access';
import type { Role } from '#contracts';
import type { WorkspaceId } from '#kernel';

export const WORKSPACE_COLUMNS = `w.id as w_id, w.key as w_key, w.name as w_name, w.time_zone as w_time_zone, w.currency as w_currency`;

export interface WorkspaceDbRow {
  readonly w_id: WorkspaceId;
  readonly w_key: string;
  readonly w_name: string;
  readonly w_time_zone: string;
  readonly w_currency: string;
}

export interface MembershipDbRow extends WorkspaceDbRow {
  readonly role: Role;
  readonly pipeline_roles: readonly string[];
}

export const workspaceOf = (row: WorkspaceDbRow): Workspace => ({
  id: row.w_id,
  key: row.w_key,
  name: row.w_name,
  timeZone: row.w_time_zone,
  currency: row.w_currency,
});
export const membershipOf = (row: MembershipDbRow): Membership => ({ workspace: workspaceOf(row), role: row.role, pipelineRoles: row.pipeline_roles });
