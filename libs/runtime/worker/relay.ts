import { type EffectId, type RecordId, type RunId, UserError } from '#kernel';
import type { Actor, Effect, JournalEntry } from '#pipeline';
import { CAPS } from '../caps.js';
import type { Answer, Command, CommandBody, StepOutcome } from '../commands.js';
import type { ClaimedEffect, Ids, RunStore } from '../ports.js';
import { failed } from './step-desk.js';

/** The one door in. */
export interface Door {
  submit(command: Command): Promise<Answer>;
}

type Relayed = Extract<Effect, { kind: 'start' | 'signal' }>;

/**
 * Sends a start or signal that a run asked for back through the one door, with its effect id as key; the committer
 * closes the effect in the same transaction. Answers null then, or why it cannot be done.
 */
export class Relay {
  constructor(
    private readonly store: RunStore,
    private readonly door: Door,
    private readonly ids: Ids,
  ) {}

  async send(claimed: ClaimedEffect, effect: Relayed): Promise<StepOutcome | null> {
    const cause = await this.#cause(claimed);
    const chain = [...(cause?.actor.kind === 'signal' ? cause.actor.id.split(' ') : []), claimed.id];
    if (chain.length > CAPS.chainDepth) return failed('chain.too-deep', `runs keep starting each other: ${chain.join(' > ')}`, false);
    try {
      await this.#deliver(claimed, effect, { kind: 'signal', id: chain.join(' '), roles: ['*'] }, cause);
      return null;
    } catch (error) {
      if (error instanceof UserError && error.kind !== 'too-many') return failed(error.code, error.problems[0].text.en, false);
      throw error;
    }
  }

  /** The journal row that asked for it. */
  async #cause(claimed: ClaimedEffect): Promise<JournalEntry | null> {
    const seq = Number(claimed.id.split('.')[1]);
    const rows = await this.store.readJournal(claimed.workspace, claimed.runId, seq, 1);
    return rows[0] ?? null;
  }

  async #deliver(claimed: ClaimedEffect, effect: Relayed, actor: Actor, cause: JournalEntry | null): Promise<void> {
    const command = (key: string, body: CommandBody, origin: string | null): Command => ({
      workspace: claimed.workspace,
      actor,
      source: 'effect',
      key,
      occurredAt: claimed.history ? (cause?.occurredAt ?? null) : null,
      history: claimed.history,
      origin,
      body,
    });
    if (effect.kind === 'signal') {
      const { recordId, pipeline, event, payload } = effect.change;
      await this.door.submit(command(claimed.id, { kind: 'run.signal', recordId: recordId as RecordId, pipeline, event, payload }, null));
      return;
    }
    const { pipeline, create, vars } = effect.change;
    const origin = create ? ((await this.store.readRun(claimed.workspace, claimed.runId))?.origin ?? null) : null;
    const recordId = create
      ? await this.#createRecord(claimed.id, create, (key, body) => command(key, body, origin))
      : ((effect.change.recordId ?? claimed.recordId) as RecordId);
    await this.door.submit(command(claimed.id, { kind: 'run.start', runId: this.ids.next() as RunId, recordId, pipeline, vars, at: null }, origin));
  }

  async #createRecord(
    id: EffectId,
    create: NonNullable<Extract<Relayed, { kind: 'start' }>['change']['create']>,
    command: (key: string, body: CommandBody) => Command,
  ): Promise<RecordId> {
    const body: CommandBody = {
      kind: 'record.create',
      recordId: this.ids.next() as RecordId,
      object: create.object,
      fields: create.fields,
      externalKey: null,
      ownerId: null,
    };
    const answer = await this.door.submit(command(`${id}:record`, body));
    if (answer.kind !== 'applied' || answer.recordId === null) throw new Error('a record that was not made');
    return answer.recordId;
  }
}
