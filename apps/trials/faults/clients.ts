import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { hashToken, newToken } from '#access';
import type { RecordId, RunId, WorkspaceId } from '#kernel';
import { PgApiKeyStore, type Storage } from '#storage';
import { CLI_ACTOR, joinEngine } from '../../cli/joined-engine.js';
import type { Ledger } from './ledger.js';
import { SIDE, TICK, trialPipeline } from './pipelines.js';

const EVENTS = ['call', 'call', 'call', 'post', 'post', 'once', 'nap', 'ask', 'tell', 'spawn'] as const;
const REQUEST_MS = 5_000;

/** Where a client can knock: a process that answers, or will again. */
export interface Door {
  readonly role: 'all' | 'worker';
  readonly isUp: boolean;
  readonly url: string | null;
}

/** A workspace to try in: pipelines, runs and a key. */
export interface Ground {
  readonly workspace: WorkspaceId;
  readonly key: string;
  readonly runs: readonly RunId[];
}

export async function prepare(storage: Storage, sink: string, count: number): Promise<Ground> {
  const { runtime, importParts, library } = joinEngine(storage);
  const [workspace] = await storage.sql<{ id: WorkspaceId }>(
    `insert into workspaces (id, key, name, time_zone, currency, locale, created_at) values ($1::uuid, 'trial', 'Trial', 'UTC', 'USD', 'en', now())
     returning id`,
    [importParts.ids.next()],
  );
  if (!workspace) throw new Error('no workspace');
  for (const document of [SIDE, trialPipeline(sink)]) {
    const key = (document as { key: string }).key;
    await library.library.saveDraft(workspace.id, key, document, CLI_ACTOR.id, 0);
    await library.library.publish(workspace.id, key, CLI_ACTOR.id, { note: null, expectedRevision: null });
  }
  await library.rules.replace(workspace.id, 'trial', [TICK], CLI_ACTOR, 0);
  const key = newToken('mr_');
  const row = { id: importParts.ids.next(), name: 'trial', prefix: key.slice(0, 10), tokenHash: hashToken(key), role: 'owner' as const, pipelineRoles: [] };
  await new PgApiKeyStore(storage).create(workspace.id, row, { actor: CLI_ACTOR, action: 'key.created', target: `key/${row.id}`, detail: {} });
  const runs = await startRuns(storage, workspace.id, count);
  await runtime.stop();
  return { workspace: workspace.id, key, runs };
}

/** Makes records with a run each, past the API. */
export async function startRuns(storage: Storage, workspace: WorkspaceId, count: number): Promise<readonly RunId[]> {
  const { runtime, importParts } = joinEngine(storage);
  const command = { workspace, actor: CLI_ACTOR, source: 'trial', key: null, occurredAt: null, history: false, origin: null };
  const runs: RunId[] = [];
  for (let left = count; left > 0; left -= 500) {
    const made = Array.from({ length: Math.min(left, 500) }, () => ({ recordId: importParts.ids.next() as RecordId, runId: importParts.ids.next() as RunId }));
    const answers = await runtime.submitMany(
      made.flatMap(({ recordId, runId }) => [
        { ...command, body: { kind: 'record.create' as const, recordId, object: 'deal', fields: { name: 'Trial' }, externalKey: null, ownerId: null } },
        { ...command, body: { kind: 'run.start' as const, runId, recordId, pipeline: 'trial', vars: {}, at: null } },
      ]),
    );
    const failed = answers.find((answer) => !answer.ok);
    if (failed && !failed.ok) throw failed.error;
    runs.push(...made.map(({ runId }) => runId));
  }
  await runtime.stop();
  return runs;
}

/** Sends one event to many runs, past the API. */
export async function sendAll(storage: Storage, workspace: WorkspaceId, runs: readonly RunId[], event: string): Promise<void> {
  const { runtime } = joinEngine(storage);
  const command = { workspace, actor: CLI_ACTOR, source: 'trial', key: null, occurredAt: null, history: false, origin: null };
  for (let from = 0; from < runs.length; from += 1_000) {
    const answers = await runtime.submitMany(
      runs.slice(from, from + 1_000).map((runId) => ({ ...command, body: { kind: 'run.event' as const, runId, event, payload: null, fields: {} } })),
    );
    const failed = answers.find((answer) => !answer.ok || answer.value.kind !== 'applied');
    if (failed) throw new Error(`not taken: ${JSON.stringify(failed)}`);
  }
  await runtime.stop();
}

/** People at work: send keyed events without a pause, some twice at once, and ask again under the same key until they are answered. */
export class Clients {
  answered = 0;
  #stopping = false;
  #loops: Promise<unknown> | null = null;

  constructor(
    private readonly members: () => readonly Door[],
    private readonly ground: Ground,
    private readonly ledger: Ledger,
    private readonly random: () => number,
  ) {}

  start(count: number): void {
    this.#stopping = false;
    this.#loops = Promise.all(Array.from({ length: count }, (_, n) => this.#loop(n)));
  }

  /** Nothing new is sent; what was sent is asked for until it is answered. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loops;
  }

  async #loop(n: number): Promise<void> {
    while (!this.#stopping) {
      const run = this.#pick(this.ground.runs);
      await this.send(run, this.#pick(EVENTS), n);
      await pause(5 + this.random() * 20);
    }
  }

  /** One event, until there is an answer. */
  async send(run: RunId, event: string, at = 0): Promise<void> {
    const key = randomUUID();
    this.ledger.sends(key, run, event);
    const isDoubled = this.random() < 0.1;
    const answers = await Promise.all([this.#untilAnswered(key, run, event, at), isDoubled ? this.#untilAnswered(key, run, event, at + 1) : null]);
    const [status] = answers;
    if (isDoubled && answers[1] !== status) throw new Error(`the key ${key} was answered ${status} and ${answers[1]}`);
    this.ledger.answered(key, status === 200);
    this.answered += 1;
  }

  async #untilAnswered(key: string, run: RunId, event: string, from: number): Promise<number> {
    for (let tries = from; ; tries += 1) {
      const status = await this.#post(key, run, event, this.#doors()[tries % Math.max(1, this.#doors().length)]);
      if (status !== null && status < 500 && status !== 429) return status;
      await pause(30);
    }
  }

  #doors(): readonly Door[] {
    return this.members().filter(({ role, isUp }) => role === 'all' && isUp);
  }

  async #post(key: string, run: RunId, event: string, member: Door | undefined): Promise<number | null> {
    if (!member?.url) return null;
    try {
      const response = await fetch(`${member.url}/api/v1/runs/${run}/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.ground.key}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ event }),
        signal: AbortSignal.timeout(REQUEST_MS),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null; // cut off: nobody knows; the key tells
    }
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T;
  }
}
