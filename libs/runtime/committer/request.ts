import type { EffectId, RecordId, RunId, WorkspaceId } from '#kernel';
import type { Command, CommandBody } from '../commands.js';
import type { BatchRequest } from '../ports.js';

interface Wanted {
  readonly records: Set<RecordId>;
  readonly runs: Set<RunId>;
  readonly tasks: Set<string>;
  readonly incidents: Set<string>;
  readonly effects: Set<EffectId>;
  readonly effectsOf: Set<RunId>;
  readonly externalKeys: Map<string, { readonly object: string; readonly key: string }>;
  readonly keys: Map<string, { readonly source: string; readonly key: string }>;
}

/** A row that a batch with unkeyed commands leaves, by which a second try sees that the first one was committed. */
export interface Marker {
  readonly source: 'batch';
  readonly key: string;
}

/** What a batch must lock and load for its commands; ids are sorted, so that engines lock in one order. */
export function requestFor(workspace: WorkspaceId, commands: readonly Command[], marker: Marker | null): BatchRequest {
  const want: Wanted = {
    records: new Set(),
    runs: new Set(),
    tasks: new Set(),
    incidents: new Set(),
    effects: new Set(),
    effectsOf: new Set(),
    externalKeys: new Map(),
    keys: new Map(),
  };
  if (marker) want.keys.set(`${marker.source}\n${marker.key}`, marker);
  for (const command of commands) {
    if (command.key !== null) want.keys.set(`${command.source}\n${command.key}`, { source: command.source, key: command.key });
    wantFor(want, command);
  }
  return {
    workspace,
    records: [...want.records].sort(),
    runs: [...want.runs].sort(),
    tasks: [...want.tasks].sort(),
    incidents: [...want.incidents].sort(),
    effects: [...want.effects].sort(),
    effectsOf: [...want.effectsOf].sort(),
    keys: [...want.keys.entries()].sort(byName).map(([, key]) => key),
    externalKeys: [...want.externalKeys.entries()].sort(byName).map(([, key]) => key),
  };
}

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

function wantFor(want: Wanted, { body }: Command): void {
  if ('recordId' in body) want.records.add(body.recordId);
  if ('runId' in body) want.runs.add(body.runId);
  if ('taskId' in body) want.tasks.add(body.taskId);
  if (body.kind === 'record.merge') wantForMerge(want, body);
  if (body.kind === 'record.create' && body.externalKey !== null)
    want.externalKeys.set(`${body.object}\n${body.externalKey}`, { object: body.object, key: body.externalKey });
  if (body.kind === 'timer.due') want.effects.add(body.timer);
  if (body.kind === 'effect.outcome') want.effects.add(body.effect);
  if (body.kind === 'run.undo' || body.kind === 'run.reopen') want.effectsOf.add(body.runId);
  if (body.kind === 'incident.resolve') {
    want.incidents.add(body.incidentId);
    const effect = effectOfIncident(body.incidentId);
    if (effect) want.effects.add(effect);
  }
}

function wantForMerge(want: Wanted, { loser, earlier, referrers, tasks }: Extract<CommandBody, { kind: 'record.merge' }>): void {
  for (const id of [loser, ...earlier, ...referrers.map((referrer) => referrer.id)]) want.records.add(id);
  for (const task of tasks) want.tasks.add(task);
}

/** An incident of stopped work is named `<run>.<seq>.<n>.<epoch>...`; one that a pipeline opened has no work behind it. */
function effectOfIncident(incident: string): EffectId | null {
  const parts = incident.split('.');
  return parts.length > 3 ? (parts.slice(0, 3).join('.') as EffectId) : null;
}
