import type { Json, JsonObject, WorkspaceId } from '#kernel';
import { checkFields } from '../fields/field-check.js';
import type { FieldRegistry } from '../fields/registry.js';
import { assertObject } from './records.js';

/**
 * Checks the fields of a record before they are written; the runtime's `RecordChecks`. `prepare` loads the workspace's
 * fields, so that `check` is synchronous. Whether references exist is asked by `RecordWrites` beforehand: it needs reads.
 */
export class WorkspaceRecordChecks {
  constructor(private readonly registry: FieldRegistry) {}

  async prepare(workspace: WorkspaceId, _objects: readonly string[]): Promise<void> {
    await this.registry.of(workspace);
  }

  /**
   * `fields`: what is to be set (null clears); `previous`: the record's fields before, null for a new record. Answers
   * all fields of the record afterwards, without unfilled ones. Throws UserError with a problem a field.
   */
  check(workspace: WorkspaceId, object: string, fields: JsonObject, previous: JsonObject | null): JsonObject {
    assertObject(object);
    const known = this.registry.loaded(workspace);
    const ofObject = known?.fieldsOf(object);
    if (!known || !ofObject) throw new Error('record checks were not prepared');
    const checked = checkFields({ fields: ofObject, currency: known.currency }, fields, previous);
    const after: Record<string, Json> = {};
    for (const [name, value] of Object.entries({ ...previous, ...checked })) if (value !== null) after[name] = value;
    return after;
  }
}
