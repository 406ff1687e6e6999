import type { Json, JsonObject, WorkspaceId } from '#kernel';
import type { RecordChecks } from '../ports.js';

/** Takes every field as it is, for runs outside a workspace: null clears, the rest is merged over what was there. */
export class PlainChecks implements RecordChecks {
  async prepare(): Promise<void> {
    // Nothing to load.
  }
  checkOwn(workspace: WorkspaceId, object: string, fields: JsonObject, previous: JsonObject): JsonObject {
    return this.check(workspace, object, fields, previous);
  }
  check(_workspace: WorkspaceId, _object: string, fields: JsonObject, previous: JsonObject | null): JsonObject {
    const after: Record<string, Json> = {};
    for (const [name, value] of Object.entries({ ...previous, ...fields })) if (value !== null) after[name] = value;
    return after;
  }
}
