import type { AuditStore } from '#access';

/** Names the store for injection. */
export class AuditLog {
  constructor(readonly store: AuditStore) {}
}
