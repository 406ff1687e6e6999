import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Instant, WorkspaceId } from '#kernel';
import { canonicalJson, isUuid } from '#kernel';
import { fold, parsePipeline, type CompiledPipeline } from '#pipeline';
import { InProcessWakeups } from '#queue';
import { createRuntime, type Runtime } from '#runtime';
import { CountedIds, MemoryPipelines, MemoryRunStore, PlainChecks, VirtualClock, type MemoryTables } from '#runtime/memory';
import { readJsonFile } from '../../cli/input-files.js';
import { shippedCalendars, timesFor } from '../../cli/calendars.js';
import { compiled, parseRules } from '../../cli/pipeline-files.js';
import { workflowsFolder } from '../workspaces/workflows-folder.js';
import { loadSample, type OpenTask } from './load-sample.js';
import { samplePlan } from './sample-plan.js';

const WORKSPACE = '00000000-0000-7000-8000-0000000000aa' as WorkspaceId;
const NOW = '2026-06-15T12:00:00.000Z' as Instant;

async function pipeline(key: string): Promise<CompiledPipeline> {
  const definition = parsePipeline(await readJsonFile(`${workflowsFolder()}/${key}/pipeline.json`));
  const rules = parseRules(await readJsonFile(`${workflowsFolder()}/${key}/rules.json`));
  if (!definition.ok || !rules.ok) throw new Error(key);
  return compiled(definition.value, rules.value);
}

async function memoryEngine(): Promise<{ runtime: Runtime; tables: MemoryTables; pipelines: MemoryPipelines }> {
  const clock = new VirtualClock(NOW);
  const store = new MemoryRunStore(() => clock.now());
  const pipelines = new MemoryPipelines(timesFor('UTC', await shippedCalendars(undefined)));
  for (const key of ['b2b-sales', 'renewal', 'deal-desk-approval', 'support-ticket']) pipelines.publish(await pipeline(key));
  const runtime = createRuntime({
    store,
    pipelines,
    checks: new PlainChecks(),
    wakeups: new InProcessWakeups(clock),
    handlers: { get: () => undefined },
    clock,
    ids: new CountedIds(),
    hashes: { sha256: (text) => createHash('sha256').update(text).digest('hex') },
    random: () => 0.5,
  });
  return { runtime, tables: store.tables(WORKSPACE), pipelines };
}

const openTasks = (tables: MemoryTables): readonly OpenTask[] => [...tables.tasks.values()].filter((task) => task.status === 'open' && !task.approval);

describe('the sample workspace', () => {
  it('is the same for the same seed and another for another', () => {
    const text = (seed: number): string => canonicalJson(samplePlan(seed, NOW));
    expect(text(7)).toBe(text(7));
    expect(text(7)).not.toBe(text(8));
  });

  it('has its records once, with ids, in both cultures, none in the future', () => {
    const { base, stories } = samplePlan(1, NOW);
    const all = [...base, ...stories];
    expect(new Set(all.map(({ recordId }) => recordId)).size).toBe(all.length);
    expect(all.filter(({ recordId }) => !isUuid(recordId))).toEqual([]);
    expect(stories.filter(({ object }) => object === 'deal')).toHaveLength(400);
    expect(all.filter(({ object, fields }) => object === 'account' && /[\u4e00-\u9fff]/.test(String(fields['name']))).length).toBeGreaterThan(20);
    const moments = stories.flatMap(({ at, moves }) => [at, ...moves.map((move) => move.at)]);
    expect(moments.filter((at) => at >= NOW)).toEqual([]);
    expect(stories.filter(({ at, moves }) => [at, ...moves.map((m) => m.at)].some((m, i, list) => i > 0 && m < (list[i - 1] ?? m)))).toEqual([]);
  });

  it.each([1, 2026, 77])('plays without a refusal (seed %i) and fills every column believably', async (seed) => {
    const { runtime, tables } = await memoryEngine();
    const result = await loadSample({ workspace: WORKSPACE, submit: runtime.submit, openTasks: async () => openTasks(tables) }, { seed, now: NOW });
    expect(result.refused).toEqual([]);
    expect(result.runs).toBe(560);
    const stages = count([...tables.runs.values()].map(({ pipeline, stage }) => `${pipeline}/${stage}`));
    for (const stage of [
      'b2b-sales/prospecting',
      'b2b-sales/engaging',
      'b2b-sales/won',
      'b2b-sales/lost',
      'renewal/renewed',
      'renewal/churned',
      'renewal/preparing',
      'deal-desk-approval/reviewing',
      'deal-desk-approval/approved',
      'deal-desk-approval/used',
      'deal-desk-approval/withdrawn',
      'support-ticket/closed',
      'support-ticket/in-progress',
    ]) {
      expect([stage, stages[stage] ?? 0]).toEqual([stage, expect.any(Number)]);
      expect(stages[stage] ?? 0).toBeGreaterThan(0);
    }
    const deals = count([...tables.runs.values()].filter(({ recordId }) => tables.records.get(recordId)?.object === 'deal').map(({ pipeline }) => pipeline));
    expect(deals).toEqual({ 'b2b-sales': 250, renewal: 100, 'deal-desk-approval': 50 });
    const rate = (stages['b2b-sales/won'] ?? 0) / ((stages['b2b-sales/won'] ?? 0) + (stages['b2b-sales/lost'] ?? 0));
    expect(rate).toBeGreaterThan(0.35);
    expect(rate).toBeLessThan(0.65);
    expect([...tables.records.values()].filter(({ origin }) => origin !== 'sample')).toEqual([]);
    expect(openTasks(tables).length).toBeLessThan(200);
    await runtime.stop();
  });

  it('has the same rows, times and all, for two loads within the hour', async () => {
    const load = async (now: string): Promise<string> => {
      const { runtime, tables } = await memoryEngine();
      await loadSample({ workspace: WORKSPACE, submit: runtime.submit, openTasks: async () => openTasks(tables) }, { seed: 9, now: now as Instant });
      await runtime.stop();
      const journal = [...tables.journal].map(([run, events]) => [run, events.map(({ event, occurredAt, to }) => [event, occurredAt, to])]).sort();
      const records = [...tables.records.values()].map(({ id, fields, createdAt }) => [id, fields, createdAt]).sort();
      return canonicalJson(JSON.parse(JSON.stringify([journal, records])));
    };
    expect(await load('2026-06-15T11:02:03.004Z')).toBe(await load('2026-06-15T11:59:59.999Z'));
  });

  it('leaves journals that fold to their snapshots', async () => {
    const { runtime, tables, pipelines } = await memoryEngine();
    await loadSample({ workspace: WORKSPACE, submit: runtime.submit, openTasks: async () => openTasks(tables) }, { seed: 5, now: NOW });
    for (const run of [...tables.runs.values()].slice(0, 40)) {
      const folded = fold((version, revision) => pipelines.get(run.pipeline, version, revision), tables.journal.get(run.id) ?? []);
      expect(canonicalJson(folded.snapshot)).toBe(canonicalJson(run.snapshot));
    }
    await runtime.stop();
  });
});

function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
