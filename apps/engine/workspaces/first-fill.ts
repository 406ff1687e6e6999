import type { WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import type { Runtime } from '#runtime';
import { PgActivityReads } from '#storage';
import { loadSample, type SampleResult } from '../sample/load-sample.js';
import { removeSample } from '../sample/remove-sample.js';
import { addSampleReports } from '../sample/sample-reports.js';
import { addSampleSegments } from '../sample/sample-segments.js';
import { openTasksOf, storeNow } from '../sample/storage-parts.js';
import { installTemplates, type WorkspaceParts } from './create-workspace.js';

export interface FirstFill {
  readonly actor: Actor;
  /** Seed of the sample; null = none is wanted. */
  readonly sample: number | null;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A setting of the workspace, so that a sample that was removed does not come back at the next start. */
const SETTING = 'sample';

/**
 * What a workspace gets at its first start: calendars, pipelines and, if wanted and nothing else is there, the sample.
 * Later starts add nothing but shipped pipelines that are missing. A load that was cut off is undone and done again.
 */
export async function firstFill(
  parts: WorkspaceParts & { readonly runtime: Runtime },
  workspace: WorkspaceId,
  wish: FirstFill,
): Promise<{ readonly pipelines: readonly string[]; readonly sample: SampleResult | null }> {
  const pipelines = await installTemplates(parts, workspace, wish.actor);
  const before = await sampleState(parts, workspace);
  if (before === 'loading') await removeSample(parts.storage, workspace, wish.actor);
  else if (before !== null || (await hasRecords(parts, workspace))) return { pipelines, sample: null };
  if (wish.sample === null) {
    await noteSample(parts, workspace, 'not wanted');
    return { pipelines, sample: null };
  }
  await noteSample(parts, workspace, 'loading');
  const activities = new PgActivityReads(parts.storage.sql);
  const door = { workspace, submit: parts.runtime.submit, openTasks: () => openTasksOf(activities, workspace) };
  const sample = await loadSample(door, { seed: wish.sample, now: await storeNow(parts.storage), ...(wish.onProgress ? { onProgress: wish.onProgress } : {}) });
  await addSampleReports(parts.storage.sql, workspace);
  await addSampleSegments(parts.storage.sql, workspace);
  await noteSample(parts, workspace, 'loaded');
  return { pipelines, sample };
}

type SampleState = 'loading' | 'loaded' | 'not wanted';

async function sampleState({ storage }: WorkspaceParts, workspace: WorkspaceId): Promise<SampleState | null> {
  const [row] = await storage.sql<{ state: SampleState }>(`select value->>'state' as state from settings where workspace_id = $1::uuid and key = $2`, [
    workspace,
    SETTING,
  ]);
  return row?.state ?? null;
}

async function noteSample({ storage }: WorkspaceParts, workspace: WorkspaceId, state: SampleState): Promise<void> {
  await storage.sql(
    `insert into settings (workspace_id, key, value, updated_at) values ($1::uuid, $2, $3::jsonb, clock_timestamp())
       on conflict (workspace_id, key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [workspace, SETTING, JSON.stringify({ state })],
  );
}

async function hasRecords({ storage }: WorkspaceParts, workspace: WorkspaceId): Promise<boolean> {
  return (await storage.sql(`select 1 from records where workspace_id = $1::uuid limit 1`, [workspace])).length > 0;
}
