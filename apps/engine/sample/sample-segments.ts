import type { SegmentDefinition } from '#customers';
import type { WorkspaceId } from '#kernel';
import type { Sql } from '#storage';
import { SAMPLE_ORIGIN } from './load-sample.js';

const BUYERS: SegmentDefinition = {
  object: 'account',
  columns: ['rfm.recencyDays', 'rfm.frequency', 'rfm.money', 'rfm.tenureDays'],
  logColumns: ['rfm.frequency', 'rfm.money', 'rfm.recencyDays'],
  kFrom: 3,
  kTo: 6,
};

/** A segment set of the sample's customers; its segments are found when somebody first looks. Idempotent. */
export async function addSampleSegments(sql: Sql, workspace: WorkspaceId): Promise<void> {
  await sql(
    `insert into segment_sets (workspace_id, key, object, title, definition, version, updated_at, origin)
       values ($1::uuid, 'buyers', 'account', 'Customers by purchases 按购买划分的客户', $2::jsonb, 0, now(), $3) on conflict do nothing`,
    [workspace, JSON.stringify(BUYERS), SAMPLE_ORIGIN],
  );
}
