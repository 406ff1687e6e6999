import type { Json, JsonObject, WorkspaceId } from '#kernel';
import { checkFields, type FieldsToCheck } from '../fields/field-check.js';
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
    return merged(previous, checkFields(this.known(workspace, object), fields, previous));
  }

  /** As `check`, for what the engine itself writes (a step, an undo, a merge): retired fields and options are taken. */
  checkOwn(workspace: WorkspaceId, object: string, fields: JsonObject, previous: JsonObject): JsonObject {
    return merged(previous, checkFields({ ...this.known(workspace, object), takesRetired: true }, fields, previous));
  }

  private known(workspace: WorkspaceId, object: string): FieldsToCheck {
    assertObject(object);
    const known = this.registry.loaded(workspace);
    const fields = known?.fieldsOf(object);
    if (!known || !fields) throw new Error('record checks were not prepared');
    return { fields, currency: known.currency };
  }
}

function merged(previous: JsonObject | null, checked: JsonObject): JsonObject {
  const after: Record<string, Json> = {};
  for (const [name, value] of Object.entries({ ...previous, ...checked })) if (value !== null) after[name] = value;
  return after;
}
