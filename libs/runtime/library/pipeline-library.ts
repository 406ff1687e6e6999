import { canonicalJson, type Json, type JsonObject, type Problem, UserError, type WorkspaceId } from '#kernel';
import { type Definition, type DiffItem, parsePipeline, type PipelineDocument } from '#pipeline';
import type { Hashes } from '../ports.js';
import { noVersion, parseStoredRules } from './compiled-pipelines.js';
import type { LibraryStore, PipelineHead, SurroundingsSource, VersionHead } from './ports.js';
import { prove, type Proofs, type Verified } from './proofs.js';

/** What a check found. `publishable` = no error among the problems. */
export interface CheckResult {
  readonly problems: readonly Problem[];
  readonly publishable: boolean;
  /** The search was cut: the pipeline is too large to look at whole. */
  readonly cut: boolean;
}

export interface DraftView {
  readonly head: PipelineHead;
  readonly document: PipelineDocument;
}

/** Pipelines of a workspace: drafts, checks, immutable numbered versions. Throws UserError `pipeline.unknown` for a key that is not there. */
export class PipelineLibrary {
  constructor(
    private readonly store: LibraryStore,
    private readonly surroundings: SurroundingsSource,
    private readonly hashes: Hashes,
    private readonly proofs: Proofs,
  ) {}

  list(workspace: WorkspaceId): Promise<readonly PipelineHead[]> {
    return this.store.heads(workspace);
  }

  async head(workspace: WorkspaceId, key: string): Promise<PipelineHead> {
    const head = await this.store.head(workspace, key);
    if (!head) throw unknownPipeline(key);
    return head;
  }

  /** The draft, or the newest version where nothing has been changed since. */
  async draft(workspace: WorkspaceId, key: string): Promise<DraftView> {
    const head = await this.head(workspace, key);
    const document = (await this.store.draft(workspace, key)) ?? (head.latestVersion > 0 ? await this.store.version(workspace, key, head.latestVersion) : null);
    if (!document) throw unknownPipeline(key);
    return { head, document };
  }

  /**
   * Keeps a draft; only its key, object and format must be readable, so that half-drawn work is never lost.
   * `expectedRevision`: 0 = the pipeline must be new, null = whatever is there. Throws UserError `draft.changed`
   * (precondition) when somebody else was faster, `pipeline.exists` (conflict) when it was to be new.
   */
  async saveDraft(
    workspace: WorkspaceId,
    key: string,
    document: Json,
    by: string,
    expectedRevision: number | null,
    origin: string | null = null,
  ): Promise<PipelineHead> {
    const object = readHead(document, key);
    const head = await this.store.saveDraft(workspace, { key, object, document, by, origin }, expectedRevision);
    if (head) return head;
    if (expectedRevision === 0)
      throw new UserError('conflict', {
        code: 'pipeline.exists',
        at: '/key',
        text: { en: `There is already a pipeline "${key}".`, 'zh-CN': `流程“${key}”已存在。` },
      });
    throw draftChanged();
  }

  /** Throws away the draft; a pipeline that was never published goes altogether. */
  async discardDraft(workspace: WorkspaceId, key: string): Promise<void> {
    if (!(await this.store.discardDraft(workspace, key))) throw unknownPipeline(key);
  }

  /** Everything that can be found wrong with a document in this workspace, with the rules attached to its pipeline. Never throws for what the document says. */
  async check(workspace: WorkspaceId, document: Json): Promise<CheckResult> {
    const parsed = parsePipeline(document);
    if (!parsed.ok) return { problems: parsed.error, publishable: false, cut: false };
    const { problems, cut } = await this.proofsOf(workspace, parsed.value);
    return { problems, publishable: !problems.some(isError), cut };
  }

  /**
   * Makes the draft the next version. Errors block it; warnings are answered along. `expectedRevision`: of the draft,
   * null = whatever is there. Publishing what the newest version already says is a conflict (`version.same`). The
   * caller then has the runtime plan the pipeline's schedules (`planSchedules`).
   */
  async publish(
    workspace: WorkspaceId,
    key: string,
    by: string,
    options: { readonly note: string | null; readonly expectedRevision: number | null },
  ): Promise<{ readonly version: number; readonly warnings: readonly Problem[] }> {
    const head = await this.head(workspace, key);
    if (options.expectedRevision !== null && options.expectedRevision !== head.draftRevision) throw draftChanged();
    const document = await this.store.draft(workspace, key);
    if (!document)
      throw new UserError('conflict', { code: 'draft.none', at: '', text: { en: 'There is no draft to publish.', 'zh-CN': '没有可发布的草稿。' } });
    const definition = readable(document);
    const { problems } = await this.proofsOf(workspace, definition);
    const [first, ...rest] = problems.filter(isError);
    if (first) throw new UserError('invalid', [first, ...rest]);
    const hash = this.hashes.sha256(canonicalJson(definition.document));
    await this.assertNew(workspace, head, hash);
    const version = await this.store.publish(workspace, {
      key,
      object: definition.object,
      document: definition.document as unknown as Json,
      hash,
      note: options.note,
      by,
      draftRevision: head.draftRevision,
    });
    if (version === null) throw draftChanged();
    this.surroundings.changed(workspace);
    return { version, warnings: problems };
  }

  async versions(workspace: WorkspaceId, key: string): Promise<readonly VersionHead[]> {
    await this.head(workspace, key);
    return this.store.versions(workspace, key);
  }

  /** Throws UserError `version.unknown`. */
  async version(workspace: WorkspaceId, key: string, version: number): Promise<PipelineDocument> {
    const document = await this.store.version(workspace, key, version);
    if (!document) throw noVersion(key, version);
    return document;
  }

  /** What differs between two versions; `draft` stands for the draft. */
  async diff(workspace: WorkspaceId, key: string, from: number | 'draft', to: number | 'draft'): Promise<readonly DiffItem[]> {
    const [before, after] = await Promise.all([this.definition(workspace, key, from), this.definition(workspace, key, to)]);
    return this.proofs.diff(before, after);
  }

  /** A version or the draft, parsed. Throws UserError with its problems when the draft cannot be read. */
  async definition(workspace: WorkspaceId, key: string, which: number | 'draft'): Promise<Definition> {
    return readable(which === 'draft' ? (await this.draft(workspace, key)).document : await this.version(workspace, key, which));
  }

  /** An archived pipeline starts no new runs; open ones go on, and only if that was wanted. Idempotent. Throws UserError `pipeline.open-runs`. */
  async archive(workspace: WorkspaceId, key: string, { withOpenRuns }: { readonly withOpenRuns: boolean }): Promise<PipelineHead> {
    const { openRuns, archivedAt } = await this.countedHead(workspace, key);
    if (openRuns > 0 && archivedAt === null && !withOpenRuns) throw stillOpen(openRuns);
    return this.setArchived(workspace, key, true);
  }

  /** Takes a pipeline back from the archive. Idempotent. */
  restore(workspace: WorkspaceId, key: string): Promise<PipelineHead> {
    return this.setArchived(workspace, key, false);
  }

  private async setArchived(workspace: WorkspaceId, key: string, archived: boolean): Promise<PipelineHead> {
    if (!(await this.store.archive(workspace, key, archived))) throw unknownPipeline(key);
    this.surroundings.changed(workspace);
    return this.countedHead(workspace, key);
  }

  /** With its open runs, which `head` does not count. */
  private async countedHead(workspace: WorkspaceId, key: string): Promise<PipelineHead> {
    const head = (await this.store.heads(workspace)).find((one) => one.key === key);
    if (!head) throw unknownPipeline(key);
    return head;
  }

  /** Attached rules count too: publishing must not break them. */
  private async proofsOf(workspace: WorkspaceId, definition: Definition): Promise<Verified> {
    const head = await this.store.head(workspace, definition.key);
    const rules = head && head.rulesRevision > 0 ? ((await this.store.rules(workspace, definition.key, head.rulesRevision))?.rules ?? []) : [];
    return prove({ workspace, definition, rules: parseStoredRules(rules) }, { store: this.store, surroundings: this.surroundings, proofs: this.proofs });
  }

  private async assertNew(workspace: WorkspaceId, head: PipelineHead, hash: string): Promise<void> {
    const newest = (await this.store.versions(workspace, head.key)).find((version) => version.version === head.latestVersion);
    if (newest?.hash !== hash) return;
    throw new UserError('conflict', {
      code: 'version.same',
      at: '',
      text: { en: `Version ${newest.version} already says exactly this.`, 'zh-CN': `版本 ${newest.version} 与此完全相同。` },
    });
  }
}

const isError = (problem: Problem): boolean => problem.severity !== 'warning';

function readable(document: unknown): Definition {
  const parsed = parsePipeline(document);
  if (parsed.ok) return parsed.value;
  const [first, ...rest] = parsed.error;
  if (first) throw new UserError('invalid', [first, ...rest]);
  throw new Error('a document that cannot be parsed has no problem');
}

const MAX_DRAFT_BYTES = 1_048_576;

/** The object a draft is for. What must be readable even of half-drawn work: an object with its own key and an object. */
function readHead(document: Json, key: string): string {
  const sent = typeof document === 'object' && document !== null && !Array.isArray(document) ? (document as JsonObject) : null;
  if (!sent) throw invalid('document.form', '', 'A pipeline document is a JSON object.', '流程文档必须是 JSON 对象。');
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/.test(key))
    throw invalid('pipeline.key', '/key', 'A pipeline key has 1 to 80 letters, digits, `-` and `_`.', '流程键由 1 至 80 个字母、数字、`-` 和 `_` 组成。');
  if (sent['key'] !== key) throw invalid('pipeline.key-differs', '/key', `The document's key must be "${key}".`, `文档的 key 必须是“${key}”。`);
  if (typeof sent['object'] !== 'string' || sent['object'] === '' || sent['object'].length > 80)
    throw invalid('pipeline.object', '/object', 'Name the object, such as "deal".', '请写出对象,例如“deal”。');
  if (canonicalJson(document).length > MAX_DRAFT_BYTES)
    throw new UserError('too-large', {
      code: 'document.too-large',
      at: '',
      text: { en: 'A pipeline document has at most 1 MB.', 'zh-CN': '流程文档最多 1 MB。' },
    });
  return sent['object'];
}

const invalid = (code: string, at: string, en: string, zh: string): UserError => new UserError('invalid', { code, at, text: { en, 'zh-CN': zh } });

export const unknownPipeline = (key: string): UserError =>
  new UserError('not-found', {
    code: 'pipeline.unknown',
    at: '',
    text: { en: `There is no pipeline "${key.slice(0, 80)}".`, 'zh-CN': `没有流程“${key.slice(0, 80)}”。` },
  });

const stillOpen = (runs: number): UserError =>
  new UserError('conflict', {
    code: 'pipeline.open-runs',
    at: '/withOpenRuns',
    text: {
      en: `${runs} runs of this pipeline are open: say that they shall go on, or end them first.`,
      'zh-CN': `该流程有 ${runs} 个进行中的运行：请说明让其继续，或先结束它们。`,
    },
    got: runs,
  });

const draftChanged = (): UserError =>
  new UserError('precondition', {
    code: 'draft.changed',
    at: '',
    text: { en: 'Somebody else has changed this draft: load it again.', 'zh-CN': '此草稿已被他人更改:请重新加载。' },
  });
