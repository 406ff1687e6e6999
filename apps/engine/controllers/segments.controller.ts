import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { type SegmentResult, SegmentSets, type SegmentSetRow, type WholeSet } from '#customers';
import { PgPurchaseReads } from '#storage';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { mutable } from './customers.controller.js';

type SetAnswer = AnswerOf<typeof operations.getSegmentSet>;

/** Saved segment sets. */
@Controller()
export class SegmentsController {
  constructor(
    private readonly sets: SegmentSets,
    private readonly names: PgPurchaseReads,
  ) {}

  @Answers(operations.listSegmentSets)
  async list(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.listSegmentSets>,
  ): Promise<AnswerOf<typeof operations.listSegmentSets>> {
    const sets = await this.sets.list(workspace, query.object ?? null);
    return mutable({ items: sets.map(({ result, ...set }) => brief(set, result)) });
  }

  @Answers(operations.previewSegments)
  async preview(
    @Asking() { workspace }: Caller,
    @Input() { body }: InputOf<typeof operations.previewSegments>,
  ): Promise<AnswerOf<typeof operations.previewSegments>> {
    return mutable({ lacking: null, result: await this.sets.preview(workspace, body) });
  }

  @Answers(operations.createSegmentSet, { audited: true })
  async create(@Asking() { workspace }: Caller, @Input() { body }: InputOf<typeof operations.createSegmentSet>): Promise<SetAnswer> {
    return whole(await this.sets.create(workspace, body));
  }

  @Answers(operations.getSegmentSet)
  async get(@Asking() { workspace }: Caller, @Input() { params, query }: InputOf<typeof operations.getSegmentSet>): Promise<SetAnswer> {
    return whole(await this.sets.get(workspace, params.key, query.version));
  }

  @Answers(operations.changeSegmentSet, { audited: true })
  async change(@Asking() { workspace }: Caller, @Input() { params, body }: InputOf<typeof operations.changeSegmentSet>): Promise<SetAnswer> {
    return whole(await this.sets.change(workspace, params.key, body));
  }

  @Answers(operations.refreshSegmentSet)
  async refresh(@Asking() { workspace }: Caller, @Input() { params, body }: InputOf<typeof operations.refreshSegmentSet>): Promise<SetAnswer> {
    return whole(await this.sets.refresh(workspace, params.key, body.how ?? 'assign'));
  }

  @Answers(operations.removeSegmentSet, { audited: true })
  remove(@Asking() { workspace }: Caller, @Input() { params }: InputOf<typeof operations.removeSegmentSet>): Promise<void> {
    return this.sets.remove(workspace, params.key);
  }

  @Answers(operations.listSegmentMembers)
  async members(
    @Asking() { workspace }: Caller,
    @Input() { params, query }: InputOf<typeof operations.listSegmentMembers>,
  ): Promise<AnswerOf<typeof operations.listSegmentMembers>> {
    const { object, items, next } = await this.sets.members(workspace, params.key, query);
    const ids = items.map(({ recordId }) => recordId);
    const names = await this.names.names(workspace, ids);
    return { items: items.map(({ recordId, segment }) => ({ object, id: recordId, name: names.get(recordId) ?? null, segment })), next };
  }
}

const brief = (set: SegmentSetRow, result: SegmentResult | null) => ({
  ...set,
  records: result?.records ?? 0,
  segments: (result?.segments ?? []).map(({ segment, name, records }) => ({ segment, name, records })),
  trainedAt: result?.trainedAt ?? null,
});

const whole = ({ result, versions, lacking, ...set }: WholeSet): SetAnswer => mutable({ ...brief(set, result), lacking, result, versions });
