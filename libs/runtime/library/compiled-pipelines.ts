import { type Problem, UserError, type WorkspaceId } from '#kernel';
import { type AttachedRule, compile, type CompiledPipeline, type Definition, type DueTimes, parseAttachedRule, parsePipeline } from '#pipeline';
import type { Pipelines } from '../ports.js';
import type { LibraryStore, SurroundingsSource } from './ports.js';
import { withOwnFields } from './surroundings.js';

const MAX_CACHED = 300;

interface Entry {
  readonly compiled: Promise<CompiledPipeline>;
  /** What `fieldsNow` said when it was made. */
  readonly fields: unknown;
}

/**
 * Compiled versions from the store, the 300 used last kept in memory. Versions and rule revisions never change, so an
 * entry holds until the workspace's fields change.
 */
export class CompiledPipelines implements Pipelines {
  private readonly cache = new Map<string, Entry>();

  constructor(
    private readonly store: Pick<LibraryStore, 'head' | 'version' | 'rules'>,
    private readonly surroundings: SurroundingsSource,
  ) {}

  async compiled(workspace: WorkspaceId, pipeline: string, version: number, rulesRevision: number): Promise<CompiledPipeline> {
    const key = `${workspace}\n${pipeline}\n${version}\n${rulesRevision}`;
    const fields = await this.surroundings.fieldsNow(workspace);
    // Read after the waiting, so that who asks meanwhile waits for the same compilation.
    const present = this.cache.get(key);
    if (!present || present.fields !== fields) return this.made(key, { compiled: this.make(workspace, pipeline, version, rulesRevision), fields });
    // Taken out and put back: the order of the map is the order of use.
    this.cache.delete(key);
    this.cache.set(key, present);
    return present.compiled;
  }

  private made(key: string, entry: Entry): Promise<CompiledPipeline> {
    this.cache.delete(key);
    this.cache.set(key, entry);
    this.trim();
    // An older entry that fails late takes no newer one with it.
    void entry.compiled.catch(() => {
      if (this.cache.get(key) === entry) this.cache.delete(key);
    });
    return entry.compiled;
  }

  /** Asked of the store each time: another engine may have published a moment ago. */
  async current(workspace: WorkspaceId, pipeline: string): ReturnType<Pipelines['current']> {
    const head = await this.store.head(workspace, pipeline);
    return head && head.latestVersion > 0 && head.archivedAt === null ? { version: head.latestVersion, rulesRevision: head.rulesRevision } : null;
  }

  async times(workspace: WorkspaceId, pipeline: string, version: number): Promise<DueTimes> {
    const { definition } = await this.compiled(workspace, pipeline, version, 0);
    return this.surroundings.times(workspace, definition.timeZone);
  }

  private trim(): void {
    for (const key of this.cache.keys()) {
      if (this.cache.size <= MAX_CACHED) return;
      this.cache.delete(key);
    }
  }

  private async make(workspace: WorkspaceId, pipeline: string, version: number, rulesRevision: number): Promise<CompiledPipeline> {
    const document = await this.store.version(workspace, pipeline, version);
    if (!document) throw noVersion(pipeline, version);
    const parsed = parsePipeline(document);
    if (!parsed.ok) throw unreadable(pipeline, version, parsed.error);
    const rules = rulesRevision === 0 ? [] : ((await this.store.rules(workspace, pipeline, rulesRevision))?.rules ?? []);
    return weave(parsed.value, parseStoredRules(rules), { version, rulesRevision }, await this.surroundings.load(workspace));
  }
}

/** A definition with its rules, compiled in the workspace's surroundings. */
export function weave(
  definition: Definition,
  rules: readonly AttachedRule[],
  at: { readonly version: number; readonly rulesRevision: number },
  around: Awaited<ReturnType<SurroundingsSource['load']>>,
): CompiledPipeline {
  return compile(definition, rules, { ...at, steps: around.steps, fieldsOf: withOwnFields(definition, around) });
}

/** Rules as stored; those switched off are left out. Stored rules were parsed before, so one that no longer parses is a defect. */
export function parseStoredRules(documents: readonly unknown[]): readonly AttachedRule[] {
  return documents.flatMap((document) => {
    const parsed = parseAttachedRule(document);
    if (!parsed.ok) throw new Error(`a stored rule cannot be read: ${parsed.error[0]?.code ?? ''}`);
    return parsed.value.document.enabled === false ? [] : [parsed.value];
  });
}

export const noVersion = (pipeline: string, version: number): UserError =>
  new UserError('not-found', {
    code: 'version.unknown',
    at: '/version',
    text: { en: `There is no version ${version} of "${pipeline}".`, 'zh-CN': `“${pipeline}”没有版本 ${version}。` },
  });

const unreadable = (pipeline: string, version: number, problems: readonly Problem[]): Error =>
  new Error(`version ${version} of ${pipeline} cannot be read: ${problems[0]?.code ?? ''} ${problems[0]?.at ?? ''}`);
