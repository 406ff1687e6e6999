import { createHash, randomBytes } from 'node:crypto';
import { dueTimes } from '#calendar';
import { type Json, type RecordId, type RunId, type WorkspaceId } from '#kernel';
import { parsePipeline, type Actor } from '#pipeline';
import { InProcessWakeups } from '#queue';
import { createRuntime, type Command, type CommandBody, type Runtime } from '#runtime';
import { MemoryPipelines, PlainChecks } from '#runtime/memory';
import { PgRunStore } from '#storage';
import { compiled } from '../pipeline-files.js';
import type { BenchDatabase } from './bench-database.js';
import { systemClock } from '../../engine/service/system-clock.js';

const ACTOR: Actor = { kind: 'cli', id: 'bench', roles: ['*'] };

/** The runtime on PostgreSQL without the server around it: what the committer itself can do. */
export interface BenchEngine {
  readonly workspace: WorkspaceId;
  readonly runtime: Runtime;
  command(body: CommandBody): Command;
  /** Makes records with a run each; answers the runs' ids in order. */
  startRuns(count: number, pipeline: string, fields?: { readonly [name: string]: Json }): Promise<readonly RunId[]>;
  newId(): string;
}

export async function benchEngine(database: BenchDatabase, documents: readonly Json[]): Promise<BenchEngine> {
  const pipelines = new MemoryPipelines(dueTimes('UTC', new Map()));
  for (const document of documents) {
    const parsed = parsePipeline(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    pipelines.publish(compiled(parsed.value, []));
  }
  const workspace = newId() as WorkspaceId;
  const runtime = createRuntime({
    store: new PgRunStore(database.storage.runtimePool),
    pipelines,
    checks: new PlainChecks(),
    wakeups: new InProcessWakeups(systemClock),
    handlers: { get: () => async () => ({ kind: 'done', output: null }) },
    clock: systemClock,
    ids: { next: newId },
    hashes: { sha256: (text) => createHash('sha256').update(text).digest('hex') },
    random: Math.random,
  });
  const command = (body: CommandBody): Command => ({
    workspace,
    actor: ACTOR,
    source: 'bench',
    key: null,
    occurredAt: null,
    history: false,
    origin: null,
    body,
  });
  return { workspace, runtime, command, newId, startRuns: (count, pipeline, fields = {}) => startRuns({ runtime, command }, count, pipeline, fields) };
}

async function startRuns(
  { runtime, command }: Pick<BenchEngine, 'runtime' | 'command'>,
  count: number,
  pipeline: string,
  fields: { readonly [name: string]: Json },
): Promise<readonly RunId[]> {
  const ids: RunId[] = [];
  for (let left = count; left > 0; left -= 500) {
    const commands = Array.from({ length: Math.min(left, 500) }, () => {
      const [recordId, runId] = [newId() as RecordId, newId() as RunId];
      ids.push(runId);
      return [
        command({ kind: 'record.create', recordId, object: 'deal', fields, externalKey: null, ownerId: null }),
        command({ kind: 'run.start', runId, recordId, pipeline, vars: {}, at: null }),
      ];
    }).flat();
    const failed = (await runtime.submitMany(commands)).find((answer) => !answer.ok);
    if (failed && !failed.ok) throw failed.error;
  }
  return ids;
}

function newId(): string {
  const hex = randomBytes(10).toString('hex');
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}
