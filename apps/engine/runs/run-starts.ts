import { type Json, type JsonObject, type RecordId, type RunId, UserError, type WorkspaceId } from '#kernel';
import { PipelineLibrary, type RunView } from '#runtime';
import type { PgRunReads } from '#storage';
import type { Caller } from '../http/caller.js';
import type { Doorway } from '../http/doorway.js';
import { placed, refusal } from '../http/refusals.js';

/** Starting runs by request: what can be told before anything is written is told. */
export class RunStarts {
  constructor(
    private readonly library: PipelineLibrary,
    private readonly door: Doorway,
    private readonly reads: PgRunReads,
    private readonly ids: { next(): string },
  ) {}

  newId(): string {
    return this.ids.next();
  }

  /** @throws UserError `record.not-found`. Answers the record's object. */
  async assertRecord(workspace: WorkspaceId, record: RecordId): Promise<string> {
    const object = await this.reads.objectOf(workspace, record);
    if (object === null) throw refusal('not-found', 'record.not-found', 'There is no such record.', '没有这条记录。');
    return object;
  }

  /** @throws UserError `pipeline.unknown`, `pipeline.unpublished`, `pipeline.other-object`. */
  async assertStartable(workspace: WorkspaceId, pipeline: string, object: string): Promise<void> {
    const head = await placed('/pipeline', this.library.head(workspace, pipeline));
    if (head.latestVersion === 0 || head.archivedAt !== null)
      throw unstartable('pipeline.unpublished', `"${pipeline}" has no published version.`, `“${pipeline}”没有已发布的版本。`, pipeline);
    if (head.object !== object)
      throw unstartable('pipeline.other-object', `"${pipeline}" is for records of ${head.object}.`, `“${pipeline}”用于 ${head.object} 的记录。`, pipeline);
  }

  async start(
    caller: Caller,
    start: { readonly recordId: RecordId; readonly pipeline: string; readonly vars: JsonObject; readonly at: readonly string[] | null },
    keySuffix = '',
  ): Promise<RunView | null> {
    const runId = this.ids.next() as RunId;
    return (await this.door.send(caller, { kind: 'run.start', runId, ...start }, { keySuffix })).run;
  }
}

const unstartable = (code: string, en: string, zh: string, got: Json): UserError =>
  new UserError('invalid', { code, at: '/pipeline', text: { en, 'zh-CN': zh }, got });
