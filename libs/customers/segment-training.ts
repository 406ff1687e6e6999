import type { Instant, WorkspaceId } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import { refusedBy } from './refused.js';
import { rounded } from './rows.js';
import type { SegmentDefinition, SegmentResult, SegmentSetRow, SegmentStore } from './segment-ports.js';
import { howOf, resultOf } from './segment-results.js';
import type { SegmentRows, SegmentSource } from './segment-rows.js';
import type { KeptModel, SegmentsFound } from './tasks/segments.js';

interface FoundRows {
  readonly found: SegmentsFound;
  readonly rows: SegmentRows;
}

/** Finds segments, keeps what was found, and puts records into those there are. Throws UserError of the analysis and of the fields. */
export class SegmentTraining {
  constructor(
    private readonly store: Pick<SegmentStore, 'addVersion' | 'replace'>,
    private readonly source: SegmentSource,
    private readonly work: AnalysisWork,
    private readonly now: () => Promise<Instant>,
  ) {}

  async find(workspace: WorkspaceId, definition: SegmentDefinition): Promise<FoundRows> {
    const rows = await this.source.rows(workspace, definition);
    const found = await this.work.run('customers.segments', { rows: rows.rows, how: howOf(definition) });
    if (!found.ok) throw refusedBy(found.error);
    return { found: found.value, rows };
  }

  async preview(workspace: WorkspaceId, definition: SegmentDefinition): Promise<SegmentResult> {
    const { found, rows } = await this.find(workspace, definition);
    return resultOf(found, rows, { trainedAt: await this.now(), version: 0 });
  }

  /** `isFirst`: kept only where the set has no version yet. */
  async keep(workspace: WorkspaceId, key: string, { found, rows }: FoundRows, { isFirst }: { readonly isFirst: boolean }): Promise<void> {
    const { version: _, ...result } = resultOf(found, rows, { trainedAt: await this.now(), version: 0 });
    const members = found.rows.map((row, i) => ({ recordId: rows.ids[row] as string, segment: found.labels[i] as number }));
    await this.store.addVersion(workspace, key, { result, model: found.model, members, isFirst });
  }

  async train(workspace: WorkspaceId, key: string, definition: SegmentDefinition, how: { readonly isFirst: boolean }): Promise<void> {
    await this.keep(workspace, key, await this.find(workspace, definition), how);
  }

  /** Puts today's records of a set into the segments there are. */
  async reassign(workspace: WorkspaceId, set: SegmentSetRow, current: { readonly result: SegmentResult; readonly model: KeptModel }): Promise<void> {
    const rows = await this.source.rows(workspace, set.definition);
    const labels = await this.labels(rows, current.model);
    const members = rows.ids.map((recordId, i) => ({ recordId, segment: labels[i] as number })).filter(({ segment }) => segment !== -2);
    const count = (segment: number): number => members.filter((member) => member.segment === segment).length;
    const segments = current.result.segments.map((one) => ({
      ...one,
      records: count(one.segment),
      share: rounded(count(one.segment) / Math.max(1, members.length)),
    }));
    const result = { ...current.result, segments, records: members.length, leftOut: rows.ids.length - members.length };
    await this.store.replace(workspace, set.key, set.version, { result, members });
  }

  /** The segment of one record, whether the filter holds it or not; null where a number is missing. */
  async segmentOf(workspace: WorkspaceId, definition: SegmentDefinition, model: KeptModel, record: string): Promise<number | null> {
    const rows = await this.source.rows(workspace, { ...definition, filter: '' }, record);
    const [segment = -2] = rows.ids.length === 0 ? [] : await this.labels(rows, model);
    return segment === -2 ? null : segment;
  }

  private async labels({ rows }: SegmentRows, model: KeptModel): Promise<Int32Array> {
    const labels = await this.work.run('customers.assign', { rows, model });
    if (!labels.ok) throw refusedBy(labels.error);
    return labels.value;
  }
}
