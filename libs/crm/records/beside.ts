import { isUuid, type RecordId, type WorkspaceId } from '#kernel';
import type { WorkspaceFields } from '../fields/registry.js';
import type { RecordReads } from '../ports.js';
import type { PlannedWork } from './planned-work.js';
import type { RecordRow } from './query.js';

/** What a page of records may bring along. */
export type Beside = 'names' | 'work';

export interface BesidePage {
  /** Names of the records and people that the page's references, people and owners mean. */
  readonly names?: ReadonlyMap<string, string>;
  readonly work?: ReadonlyMap<RecordId, PlannedWork>;
}

/** Reads what was asked for beside the rows of a page: two questions at most, whatever the page's length. */
export async function readBeside(
  reads: Pick<RecordReads, 'names' | 'work'>,
  at: { readonly workspace: WorkspaceId; readonly object: string; readonly fields: WorkspaceFields },
  rows: readonly RecordRow[],
  asked: readonly Beside[],
): Promise<BesidePage> {
  const ids = rows.map(({ id }) => id);
  const [names, work] = await Promise.all([
    asked.includes('names') ? reads.names(at.workspace, meantIds(rows, at.fields, at.object)) : undefined,
    asked.includes('work') ? reads.work(at.workspace, ids) : undefined,
  ]);
  return { ...(names ? { names } : {}), ...(work ? { work } : {}) };
}

/** Ids that the rows' references, people and owners hold, each once. */
function meantIds(rows: readonly RecordRow[], fields: WorkspaceFields, object: string): readonly string[] {
  const pointing = [...(fields.known(object)?.values() ?? [])].filter(({ definition }) => definition.type === 'reference' || definition.type === 'person');
  const ids = rows.flatMap((row) => [row.ownerId, ...pointing.map(({ name }) => row.fields[name])]);
  return [...new Set(ids.filter((id): id is string => typeof id === 'string' && isUuid(id)))];
}
