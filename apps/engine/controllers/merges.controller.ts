import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { RecordMerges, Records } from '#crm';
import type { RecordId } from '#kernel';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { Doorway } from '../http/doorway.js';
import { type Reply, versioned } from '../http/reply.js';
import { shownRecord } from './records.controller.js';

/** Two records that are one. */
@Controller()
export class MergesController {
  constructor(
    private readonly records: Records,
    private readonly merges: RecordMerges,
    private readonly door: Doorway,
  ) {}

  @Answers(operations.mergeRecord, { keys: 'door' })
  async merge(
    @Asking() caller: Caller,
    @Input() { params, body }: InputOf<typeof operations.mergeRecord>,
  ): Promise<Reply<AnswerOf<typeof operations.mergeRecord>>> {
    const { workspace, expectedVersion } = caller;
    const survivor = await this.records.get(workspace, params.object, params.id as RecordId);
    const loser = await this.records.get(workspace, params.object, body.loser as RecordId);
    const wish = { take: body.take ?? [], expectedVersion, expectedLoserVersion: body.loserVersion ?? null };
    await this.merges.merge(workspace, survivor, loser.id, wish, (one, part) => this.door.send(caller, one, part === 'rest' ? { key: null } : {}));
    const merged = await this.records.get(workspace, params.object, survivor.id);
    return versioned(shownRecord(merged), merged.version);
  }

  @Answers(operations.mergedRecords)
  async merged(
    @Asking() { workspace }: Caller,
    @Input() { params }: InputOf<typeof operations.mergedRecords>,
  ): Promise<AnswerOf<typeof operations.mergedRecords>> {
    const { id } = await this.records.get(workspace, params.object, params.id as RecordId);
    return { items: [...(await this.merges.merged(workspace, id))] };
  }
}
