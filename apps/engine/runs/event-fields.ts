import type { RecordWrites } from '#crm';
import type { JsonObject, WorkspaceId } from '#kernel';
import type { RunView } from '#runtime';
import type { PgRunReads } from '#storage';

/** Fields sent along with an event: references and unique values are looked up before the door is asked. */
export class EventFields {
  constructor(
    private readonly writes: RecordWrites,
    private readonly reads: PgRunReads,
  ) {}

  /** Throws UserError with a pointer a field. */
  async assertFor(workspace: WorkspaceId, run: Pick<RunView, 'recordId'>, fields: JsonObject): Promise<void> {
    const record = (await this.reads.fields(workspace, [run.recordId])).get(run.recordId);
    if (record) await this.writes.assertFields(workspace, record.object, fields, { id: run.recordId, fields: record.fields });
  }
}
