import { addMs, type Instant, type Kept, UserError, type WorkspaceId } from '#kernel';
import { offsetOf, pageOfRead, sizeOf, type PageAsk } from './pages.js';
import type { Membership, SegmentDefinition, SegmentResult, SegmentSetRow, SegmentStore } from './segment-ports.js';
import type { SegmentTraining } from './segment-training.js';
import type { Lack } from './tasks/book.js';

/** A set as people see it, with the version in use or another. */
export interface WholeSet extends SegmentSetRow {
  /** Why there are no segments yet. */
  readonly lacking: Lack | null;
  readonly result: SegmentResult | null;
  readonly versions: Awaited<ReturnType<SegmentStore['versions']>>;
}

const STALE_MS = 7 * 86_400_000;

/** Saved segment sets: found, kept by version, refreshed, named, taken back. */
export class SegmentSets {
  constructor(
    private readonly store: SegmentStore,
    private readonly training: SegmentTraining,
    private readonly firsts: Kept<Lack | null>,
    private readonly now: () => Promise<Instant>,
  ) {}

  list(workspace: WorkspaceId, object: string | null): ReturnType<SegmentStore['list']> {
    return this.store.list(workspace, object);
  }

  /** A set that was never trained is trained at the first look; where that cannot be, `lacking` says why. Throws UserError `segment.not-found`, also for a version that is not there. */
  async get(workspace: WorkspaceId, key: string, version?: number): Promise<WholeSet> {
    const { set, lacking } = await this.trained(workspace, key);
    const wanted = version ?? set.version;
    const found = wanted === 0 ? null : await this.store.version(workspace, key, wanted);
    if (version !== undefined && !found) throw notFound();
    return { ...set, lacking, result: found?.result ?? null, versions: await this.store.versions(workspace, key) };
  }

  /** What a definition gives, kept nowhere. Throws UserError of the analysis and of the fields. */
  async preview(workspace: WorkspaceId, definition: SegmentDefinition): Promise<SegmentResult> {
    return this.training.preview(workspace, definition);
  }

  /** Keeps a set once its first version is found. Throws UserError `segment.key-taken`, and as `preview`. */
  async create(workspace: WorkspaceId, set: { readonly key: string; readonly title: string; readonly definition: SegmentDefinition }): Promise<WholeSet> {
    if (await this.store.get(workspace, set.key)) throw keyTaken(set.key);
    const trained = await this.training.find(workspace, set.definition);
    if (!(await this.store.insert(workspace, set))) throw keyTaken(set.key);
    await this.training.keep(workspace, set.key, trained, { isFirst: true });
    return this.get(workspace, set.key);
  }

  /** Renames, names segments of the version in use, or puts another version in use. Throws UserError `segment.not-found`. */
  async change(
    workspace: WorkspaceId,
    key: string,
    wish: {
      readonly title?: string | undefined;
      readonly names?: readonly { readonly segment: number; readonly name: string }[] | undefined;
      readonly version?: number | undefined;
    },
  ): Promise<WholeSet> {
    await this.set(workspace, key);
    if (wish.version !== undefined && !(await this.store.activate(workspace, key, wish.version))) throw notFound();
    if (wish.title !== undefined) await this.store.rename(workspace, key, wish.title);
    if (wish.names !== undefined) await this.nameSegments(workspace, key, wish.names);
    return this.get(workspace, key);
  }

  /** `train` finds segments anew; `assign` puts today's records into those there are. Throws UserError as `create`. */
  async refresh(workspace: WorkspaceId, key: string, how: 'assign' | 'train'): Promise<WholeSet> {
    const set = await this.set(workspace, key);
    const current = set.version === 0 ? null : await this.store.version(workspace, key, set.version);
    if (how === 'train' || !current) await this.training.train(workspace, key, set.definition, { isFirst: false });
    else await this.training.reassign(workspace, set, current);
    return this.get(workspace, key);
  }

  /** Puts the records of sets that are a week old where they belong now; how many sets. Done once, however many engines ask. A set that cannot be refreshed waits for the next week. */
  async refreshStale(): Promise<number> {
    const stale = await this.store.claimStale(addMs(await this.now(), -STALE_MS));
    let refreshed = 0;
    for (const { workspace, key } of stale) {
      try {
        await this.refresh(workspace, key, 'assign');
        refreshed += 1;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }
    return refreshed;
  }

  async remove(workspace: WorkspaceId, key: string): Promise<void> {
    if (!(await this.store.remove(workspace, key))) throw notFound();
  }

  /** Of the version in use, or another one. */
  async members(
    workspace: WorkspaceId,
    key: string,
    of: PageAsk & { readonly segment?: number | undefined; readonly version?: number | undefined },
  ): Promise<{ readonly object: string; readonly items: readonly Membership[]; readonly next: string | null }> {
    const { version: inUse, definition } = await this.set(workspace, key);
    const version = of.version ?? inUse;
    const read = await this.store.members(workspace, key, { version, segment: of.segment ?? null, offset: offsetOf(of), limit: sizeOf(of) });
    return { object: definition.object, ...pageOfRead(read, of) };
  }

  /** The segments of a record in all sets in use. */
  async of(workspace: WorkspaceId, record: string) {
    const found = await this.store.segmentsOf(workspace, record);
    return found.map(({ set, title, segment, result }) => {
      const shown = result.segments.find((one) => one.segment === segment);
      return { set, setTitle: title, segment, name: shown?.name ?? String(segment), summary: shown?.summary ?? { en: '' } };
    });
  }

  /** Puts one record into the segments of a set as it is now, and notes it. Null where a number is missing or the set was never trained. */
  async assign(
    workspace: WorkspaceId,
    key: string,
    record: string,
  ): Promise<{
    readonly segment: number;
    readonly name: string;
    readonly summary: SegmentResult['segments'][number]['summary'];
    readonly version: number;
  } | null> {
    const { set } = await this.trained(workspace, key);
    const current = set.version === 0 ? null : await this.store.version(workspace, key, set.version);
    if (!current) return null;
    const segment = await this.training.segmentOf(workspace, set.definition, current.model, record);
    if (segment === null) return null;
    await this.store.put(workspace, key, set.version, { recordId: record, segment });
    const shown = current.result.segments.find((one) => one.segment === segment);
    return {
      segment,
      name: shown?.name ?? 'Noise',
      summary: shown?.summary ?? { en: 'far from every segment', 'zh-CN': '远离所有细分' },
      version: set.version,
    };
  }

  private async nameSegments(workspace: WorkspaceId, key: string, names: readonly { readonly segment: number; readonly name: string }[]): Promise<void> {
    const { result, version } = await this.get(workspace, key);
    if (!result) throw notFound();
    const given = new Map(names.map(({ segment, name }) => [segment, name]));
    const segments = result.segments.map((one) => ({ ...one, name: given.get(one.segment) ?? one.name }));
    await this.store.replace(workspace, key, version, { result: { ...result, segments }, members: null });
  }

  /** The set, trained at the first look: by whoever looks first; where that cannot be, the reason is kept a while rather than found anew at every look. */
  private async trained(workspace: WorkspaceId, key: string): Promise<{ readonly set: SegmentSetRow; readonly lacking: Lack | null }> {
    const set = await this.set(workspace, key);
    if (set.version > 0) return { set, lacking: null };
    const lacking = await this.firsts.of(JSON.stringify([workspace, key, set.definition]), () => this.trainFirst(workspace, set));
    return { set: await this.set(workspace, key), lacking };
  }

  private async trainFirst(workspace: WorkspaceId, { key, definition }: SegmentSetRow): Promise<Lack | null> {
    try {
      await this.training.train(workspace, key, definition, { isFirst: true });
      return null;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [{ code, text }] = error.problems;
      return { code, text };
    }
  }

  private async set(workspace: WorkspaceId, key: string): Promise<SegmentSetRow> {
    const set = await this.store.get(workspace, key);
    if (!set) throw notFound();
    return set;
  }
}

const notFound = (): UserError =>
  new UserError('not-found', {
    code: 'segment.not-found',
    at: '',
    text: { en: 'There is no such segment set, or not that version.', 'zh-CN': '没有这个细分方案，或没有该版本。' },
  });
const keyTaken = (got: string): UserError =>
  new UserError('conflict', { code: 'segment.key-taken', at: '/key', text: { en: 'There is a segment set of this key.', 'zh-CN': '此键已有细分方案。' }, got });
