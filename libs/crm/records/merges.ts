import { pointer, type RecordId, UserError, type WorkspaceId } from '#kernel';
import type { FieldRegistry, WorkspaceFields } from '../fields/registry.js';
import { CORE_OBJECTS } from '../objects/index.js';
import type { MergeReads, Referrer } from '../ports.js';
import type { RecordRow } from './query.js';

/** More of each kind than this is not moved in one transaction. */
const MOST_ATTACHED = 1000;

/** What a merge is asked with: which fields of the one that stays take the other's value. */
export interface MergeWish {
  readonly take: readonly string[];
  readonly expectedVersion: number | null;
  readonly expectedLoserVersion: number | null;
}

export interface MergeBody extends MergeWish {
  readonly kind: 'record.merge';
  readonly recordId: RecordId;
  readonly loser: RecordId;
  readonly referrers: readonly Referrer[];
  readonly tasks: readonly string[];
  readonly earlier: readonly RecordId[];
}

/** How a body goes through the one door: the merge as it was asked for, or what is left to move after it. */
export type SendMerge = (body: MergeBody, part: 'merge' | 'rest') => Promise<unknown>;

type Attached = Pick<MergeBody, 'referrers' | 'tasks' | 'earlier'>;

/** How often is looked for what came while a merge was under way: each time only what came within milliseconds. */
const MOST_ROUNDS = 5;

/** Makes two records one: what has to move is found here, and moved by the runtime in one transaction. */
export class RecordMerges {
  constructor(
    private readonly reads: MergeReads,
    private readonly registry: FieldRegistry,
  ) {}

  /**
   * Merges, then looks again: what came to the loser between the looking and the transaction moves too, also where the
   * survivor has itself been merged meanwhile. To ask again is safe. Throws UserError `field.unknown` for a field to take,
   * `merge.too-many` where too much hangs on the loser, and what `send` throws.
   */
  async merge(workspace: WorkspaceId, survivor: RecordRow, loser: RecordId, wish: MergeWish, send: SendMerge): Promise<void> {
    const fields = await this.registry.of(workspace);
    assertKnown(fields, survivor.object, wish.take);
    const references = referencesTo(fields, survivor.object);
    const attached = await this.attached(workspace, loser, references, MOST_ATTACHED + 1);
    assertFew(attached);
    await send({ kind: 'record.merge', recordId: survivor.id, loser, ...wish, ...attached }, 'merge');
    for (let round = 0; round < MOST_ROUNDS; round++) if (!(await this.moveRest(workspace, loser, references, send))) return;
  }

  /** What was merged into a record, newest first. */
  async merged(workspace: WorkspaceId, record: RecordId): ReturnType<MergeReads['mergedInto']> {
    return this.reads.mergedInto(workspace, record, MOST_ATTACHED);
  }

  /** False when nothing was left. */
  private async moveRest(workspace: WorkspaceId, loser: RecordId, references: References, send: SendMerge): Promise<boolean> {
    const went = await this.reads.wentTo(workspace, loser);
    if (!went) return false;
    const rest = await this.attached(workspace, loser, references, MOST_ATTACHED);
    if (rest.referrers.length + rest.tasks.length + rest.earlier.length === 0) return false;
    // By its version: a loser that is restored in this moment must not be merged anew.
    const wish = { take: [], expectedVersion: null, expectedLoserVersion: went.version };
    try {
      await send({ kind: 'record.merge', recordId: went.into, loser, ...wish, ...rest }, 'rest');
    } catch (error) {
      if (!isMovedOn(error)) throw error;
    }
    return true;
  }

  private async attached(workspace: WorkspaceId, loser: RecordId, references: References, limit: number): Promise<Attached> {
    const [referrers, tasks, earlier] = await Promise.all([
      this.reads.referrers(workspace, loser, references, limit),
      this.reads.openTasks(workspace, loser, limit),
      this.reads.mergedInto(workspace, loser, limit),
    ]);
    return { referrers, tasks, earlier: earlier.map(({ id }) => id) };
  }
}

/** Somebody merged or restored one of the two meanwhile: the next look says where the rest belongs. */
const isMovedOn = (error: unknown): boolean => error instanceof UserError && ['record.deleted', 'record.version'].includes(error.code);

type References = readonly { readonly object: string; readonly field: string }[];

/** Reference fields of all objects that may name a record of this one. */
const referencesTo = (fields: WorkspaceFields, object: string): References =>
  [...CORE_OBJECTS.keys()].flatMap((key) =>
    Object.entries(fields.fieldsOf(key) ?? {}).flatMap(([field, { type, object: target }]) =>
      type === 'reference' && target === object ? [{ object: key, field }] : [],
    ),
  );

function assertKnown(fields: WorkspaceFields, object: string, take: readonly string[]): void {
  const known = fields.known(object);
  const at = take.findIndex((name) => !known?.has(name));
  if (at < 0) return;
  throw new UserError('invalid', {
    code: 'field.unknown',
    at: pointer('/take', String(at)),
    text: { en: 'There is no such field.', 'zh-CN': '没有这个字段。' },
    got: take[at] ?? null,
  });
}

function assertFew({ referrers, tasks, earlier }: Attached): void {
  if (referrers.length > MOST_ATTACHED) {
    throw tooMany(
      `More than ${MOST_ATTACHED} records refer to the record that would go: keep it and let the other one go, or point some of them elsewhere first.`,
      `引用被归并记录的记录超过 ${MOST_ATTACHED} 条：请改为保留它，或先将部分引用改到别处。`,
    );
  }
  if (tasks.length > MOST_ATTACHED) {
    throw tooMany(
      `The record that would go has more than ${MOST_ATTACHED} open tasks: keep it and let the other one go, or complete some of them first.`,
      `被归并记录的未完成任务超过 ${MOST_ATTACHED} 项：请改为保留它，或先完成部分任务。`,
    );
  }
  if (earlier.length > MOST_ATTACHED) {
    throw tooMany(
      `More than ${MOST_ATTACHED} records were merged into the record that would go: keep it and let the other one go.`,
      `已有超过 ${MOST_ATTACHED} 条记录并入被归并记录：请改为保留它。`,
    );
  }
}

const tooMany = (en: string, zh: string): UserError =>
  new UserError('conflict', { code: 'merge.too-many', at: '/loser', text: { en, 'zh-CN': zh }, expected: MOST_ATTACHED });
