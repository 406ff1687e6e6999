/** The roles a member or API key has in a workspace, strongest first. */
export const ROLES = ['owner', 'admin', 'designer', 'agent', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

const EVERYONE = ROLES;
const WORKERS = ['owner', 'admin', 'designer', 'agent'] as const;
const DESIGNERS = ['owner', 'admin', 'designer'] as const;
const ADMINS = ['owner', 'admin'] as const;

/** The one list of what may be done and by whom. Every operation of the API names one of these; nothing else grants anything. */
export const PERMISSIONS = {
  'record.read': EVERYONE,
  'record.write': WORKERS,
  'record.delete': ['owner', 'admin', 'agent'],
  'view.share': DESIGNERS,
  'report.edit': WORKERS,
  'run.read': EVERYONE,
  'run.send': WORKERS,
  'run.migrate': DESIGNERS,
  'run.backdate': DESIGNERS,
  'pipeline.read': EVERYONE,
  'pipeline.edit': DESIGNERS,
  'pipeline.publish': DESIGNERS,
  'object.read': EVERYONE,
  'object.edit': ADMINS,
  'import.run': ADMINS,
  'task.read': EVERYONE,
  'task.write': WORKERS,
  'incident.read': EVERYONE,
  'incident.resolve': DESIGNERS,
  'calendar.read': EVERYONE,
  'calendar.edit': DESIGNERS,
  'model.read': EVERYONE,
  'model.train': DESIGNERS,
  'live.read': EVERYONE,
  'insight.read': EVERYONE,
  'segment.edit': DESIGNERS,
  'workspace.read': EVERYONE,
  'workspace.edit': ['owner'],
  'sample.remove': ADMINS,
  'member.read': EVERYONE,
  'member.edit': ADMINS,
  'session.own': EVERYONE,
  'notification.own': EVERYONE,
  'key.edit': ADMINS,
  'webhook.edit': ADMINS,
  'secret.edit': ADMINS,
  'audit.read': ADMINS,
  'metrics.read': ADMINS,
  'queues.read': ADMINS,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role holds a permission. */
export const roleHolds = (role: Role, permission: Permission): boolean => (PERMISSIONS[permission] as readonly Role[]).includes(role);

/** Whether `role` is at least as strong as `other`: nobody grants more than they have. */
export const isAtLeast = (role: Role, other: Role): boolean => ROLES.indexOf(role) <= ROLES.indexOf(other);
