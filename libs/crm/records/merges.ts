import { pointer, type RecordId, UserError, type WorkspaceId } from '#kernel';
import type { FieldRegistry, WorkspaceFields } from '../fields/registry.js';
import { CORE_OBJECTS } from '../objects/index.js';
import type { MergeReads, Referrer } from '../ports.js';
import type { RecordRow } from './query.js';

/** More records than this are not changed in one transaction. */
export const MOST_REFERRERS = 1000;

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

/** Makes two records one: what has to move is found here, and moved by the runtime in one transaction. */
export class RecordMerges {
  constructor(
    private readonly reads: MergeReads,
    private readonly registry: FieldRegistry,
  ) {}

  /** The body of the command. Throws UserError `field.unknown` for a field to take, `merge.too-many` where too much refers to the loser. */
  async body(workspace: WorkspaceId, survivor: RecordRow, loser: RecordId, wish: MergeWish): Promise<MergeBody> {
    const fields = await this.registry.of(workspace);
    assertKnown(fields, survivor.object, wish.take);
    const [referrers, tasks, earlier] = await Promise.all([
      this.reads.referrers(workspace, loser, referencesTo(fields, survivor.object), MOST_REFERRERS + 1),
      this.reads.openTasks(workspace, loser),
      this.reads.mergedInto(workspace, loser),
    ]);
    if (referrers.length > MOST_REFERRERS) throw tooMany();
    return { kind: 'record.merge', recordId: survivor.id, loser, ...wish, referrers, tasks, earlier: earlier.map(({ id }) => id) };
  }

  /** What was merged into a record, newest first. */
  async merged(workspace: WorkspaceId, record: RecordId): ReturnType<MergeReads['mergedInto']> {
    return this.reads.mergedInto(workspace, record);
  }
}

/** Reference fields of all objects that may name a record of this one. */
const referencesTo = (fields: WorkspaceFields, object: string): readonly { readonly object: string; readonly field: string }[] =>
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

const tooMany = (): UserError =>
  new UserError('conflict', {
    code: 'merge.too-many',
    at: '/loser',
    text: {
      en: `More than ${MOST_REFERRERS} records refer to the record that would go: keep it and let the other one go, or point some of them elsewhere first.`,
      'zh-CN': `引用被归并记录的记录超过 ${MOST_REFERRERS} 条：请改为保留它，或先将部分引用改到别处。`,
    },
    expected: MOST_REFERRERS,
  });
