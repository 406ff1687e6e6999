import { type Json, type Problem, type RunId, UserError, type WorkspaceId } from '#kernel';
import { type Actor, type AttachedRuleDocument, parseAttachedRule, parsePipeline } from '#pipeline';
import type { Command } from '../commands.js';
import type { Submitted } from '../runtime.js';
import { noVersion, parseStoredRules } from './compiled-pipelines.js';
import { unknownPipeline } from './pipeline-library.js';
import type { LibraryStore, PipelineHead, RulesRevision, SurroundingsSource } from './ports.js';
import { prove, type Proofs } from './proofs.js';

const MAX_RULES = 200;
const PAGE = 500;

/** The runtime's door for many commands. */
export interface CommandDoor {
  submitMany(commands: readonly Command[]): Promise<readonly Submitted[]>;
}

/** The runtime, as attached rules need it: `every` rules are planned anew when the set changes. */
export interface RulesDoor extends CommandDoor {
  planSchedules(workspace: WorkspaceId, pipeline: string): Promise<void>;
}

export interface RulesSaved {
  readonly revision: number;
  readonly warnings: readonly Problem[];
  /** Open runs put under the new revision. */
  readonly runs: number;
}

/**
 * The rules attached to pipelines. Each change of the set is a new numbered revision, checked with the newest version,
 * and applies to open runs at once: each journals `rules-changed`, which sets and stops their timers.
 */
export class AttachedRules {
  constructor(
    private readonly store: LibraryStore,
    private readonly surroundings: SurroundingsSource,
    private readonly proofs: Pick<Proofs, 'verify'>,
    private readonly door: RulesDoor,
  ) {}

  /** The newest set; revision 0 and no rules where none was ever attached. */
  async list(workspace: WorkspaceId, pipeline: string): Promise<Pick<RulesRevision, 'revision' | 'rules'>> {
    const head = await this.head(workspace, pipeline);
    return (await this.store.rules(workspace, pipeline, head.rulesRevision)) ?? { revision: 0, rules: [] };
  }

  async revisions(workspace: WorkspaceId, pipeline: string): Promise<readonly Omit<RulesRevision, 'rules'>[]> {
    await this.head(workspace, pipeline);
    return this.store.ruleRevisions(workspace, pipeline);
  }

  /** Adds a rule, or replaces the one of the same key. `expectedRevision` null = whatever is there. */
  async put(workspace: WorkspaceId, pipeline: string, sent: Json, actor: Actor, expectedRevision: number | null): Promise<RulesSaved> {
    const rule = parseAttachedRule(sent);
    if (!rule.ok) throw errorOf(rule.error);
    if (rule.value.pipeline !== pipeline)
      throw new UserError('invalid', {
        code: 'rule.pipeline-differs',
        at: '/pipeline',
        text: { en: `The rule must be of the pipeline "${pipeline}".`, 'zh-CN': `规则必须属于流程“${pipeline}”。` },
      });
    const { revision, rules } = await this.list(workspace, pipeline);
    const others = rules.filter((one) => one.key !== rule.value.key);
    if (others.length >= MAX_RULES)
      throw new UserError('conflict', {
        code: 'rule.too-many',
        at: '',
        text: { en: `A pipeline has at most ${MAX_RULES} attached rules.`, 'zh-CN': `一个流程最多附加 ${MAX_RULES} 条规则。` },
      });
    return this.replace(workspace, pipeline, [...others, rule.value.document], actor, expectedRevision ?? revision);
  }

  async remove(workspace: WorkspaceId, pipeline: string, key: string, actor: Actor, expectedRevision: number | null): Promise<RulesSaved> {
    const { revision, rules } = await this.list(workspace, pipeline);
    if (!rules.some((rule) => rule.key === key))
      throw new UserError('not-found', { code: 'rule.not-found', at: '', text: { en: 'There is no such rule.', 'zh-CN': '没有这条规则。' } });
    return this.replace(
      workspace,
      pipeline,
      rules.filter((rule) => rule.key !== key),
      actor,
      expectedRevision ?? revision,
    );
  }

  /** Makes the set exactly these rules. Errors block it; throws UserError `rules.changed` when the revision moved on. */
  async replace(workspace: WorkspaceId, pipeline: string, rules: readonly AttachedRuleDocument[], actor: Actor, expectedRevision: number): Promise<RulesSaved> {
    const head = await this.head(workspace, pipeline);
    const problems = await this.problems(workspace, head, rules);
    const [first, ...rest] = problems.filter((problem) => problem.severity !== 'warning');
    if (first) throw errorOf([first, ...rest]);
    const revision = await this.store.saveRules(workspace, pipeline, rules, actor.id, expectedRevision);
    if (revision === null)
      throw new UserError('precondition', {
        code: 'rules.changed',
        at: '',
        text: { en: 'Somebody else has changed these rules: load them again.', 'zh-CN': '这些规则已被他人更改:请重新加载。' },
      });
    await this.door.planSchedules(workspace, pipeline);
    return { revision, warnings: problems, runs: await this.apply(workspace, pipeline, revision, actor) };
  }

  /** Plans the `every` rules of a pipeline by its newest version; needed after publishing. Idempotent. */
  plan(workspace: WorkspaceId, pipeline: string): Promise<void> {
    return this.door.planSchedules(workspace, pipeline);
  }

  /**
   * Puts every open run that is not yet under the revision under it; answers how many. Safe to repeat: also what
   * finishes the work after a stop in the middle.
   */
  async apply(workspace: WorkspaceId, pipeline: string, revision: number, actor: Actor): Promise<number> {
    let moved = 0;
    let after: RunId | null = null;
    for (;;) {
      const page: Awaited<ReturnType<LibraryStore['openRuns']>> = await this.store.openRuns(workspace, pipeline, { after, limit: PAGE, staleRules: revision });
      const answers = await this.door.submitMany(page.map(({ run }) => rulesChanged(workspace, run.id, revision, actor)));
      moved += answers.filter((answer) => answer.ok).length;
      after = page.at(-1)?.run.id ?? null;
      if (page.length < PAGE) return moved;
    }
  }

  private async problems(workspace: WorkspaceId, head: PipelineHead, documents: readonly AttachedRuleDocument[]): Promise<readonly Problem[]> {
    const which = head.latestVersion;
    const document = which > 0 ? await this.store.version(workspace, head.key, which) : await this.store.draft(workspace, head.key);
    if (!document) throw noVersion(head.key, which);
    const definition = parsePipeline(document);
    if (!definition.ok) throw errorOf(definition.error);
    const { problems } = await prove(
      { workspace, definition: definition.value, rules: parseStoredRules(documents) },
      { store: this.store, surroundings: this.surroundings, proofs: this.proofs },
    );
    return problems;
  }

  private async head(workspace: WorkspaceId, pipeline: string): Promise<PipelineHead> {
    const head = await this.store.head(workspace, pipeline);
    if (!head) throw unknownPipeline(pipeline);
    return head;
  }
}

const rulesChanged = (workspace: WorkspaceId, runId: RunId, revision: number, actor: Actor): Command => ({
  workspace,
  actor,
  source: 'library',
  key: null,
  occurredAt: null,
  history: false,
  origin: null,
  body: { kind: 'run.rules-changed', runId, revision },
});

function errorOf(problems: readonly Problem[]): UserError {
  const [first, ...rest] = problems;
  if (!first) throw new Error('an error without a problem');
  return new UserError('invalid', [first, ...rest]);
}
