export { ApiKeys } from './api-keys.js';
export { assertMayGrant, People } from './people.js';
export type * from './ports.js';
export { effectiveRoles, type Principal, type Workspace } from './principal.js';
export { Envelopes, type MasterKeys, type SecretPlace, Secrets } from './secrets.js';
export { SESSION_DAYS, Sessions, type Visitor } from './sessions.js';
export { Throttle } from './throttle.js';
export { hashToken, newToken } from './tokens.js';
export { WebhookEndpoints } from './webhook-endpoints.js';
