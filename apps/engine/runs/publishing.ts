import type { Json, WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import type { AttachedRules, PipelineLibrary, RulesSaved, Runtime } from '#runtime';

/** Publishing and attaching, with what follows: rules with `every` are planned anew. */
export class Publishing {
  constructor(
    private readonly library: PipelineLibrary,
    private readonly rules: AttachedRules,
    private readonly runtime: Pick<Runtime, 'planSchedules'>,
  ) {}

  async publish(
    workspace: WorkspaceId,
    pipeline: string,
    by: string,
    options: { readonly note: string | null; readonly expectedRevision: number | null },
  ): ReturnType<PipelineLibrary['publish']> {
    const published = await this.library.publish(workspace, pipeline, by, options);
    await this.runtime.planSchedules(workspace, pipeline);
    return published;
  }

  async put(workspace: WorkspaceId, pipeline: string, rule: Json, actor: Actor, expectedRevision: number | null): Promise<RulesSaved> {
    return this.planned(workspace, pipeline, await this.rules.put(workspace, pipeline, rule, actor, expectedRevision));
  }

  async remove(workspace: WorkspaceId, pipeline: string, key: string, actor: Actor, expectedRevision: number | null): Promise<RulesSaved> {
    return this.planned(workspace, pipeline, await this.rules.remove(workspace, pipeline, key, actor, expectedRevision));
  }

  /** Plans every published pipeline; at the start, for what was published while nobody ran. */
  async planAll(workspaces: readonly WorkspaceId[]): Promise<void> {
    for (const workspace of workspaces) {
      for (const { key, latestVersion } of await this.library.list(workspace)) if (latestVersion > 0) await this.runtime.planSchedules(workspace, key);
    }
  }

  private async planned(workspace: WorkspaceId, pipeline: string, saved: RulesSaved): Promise<RulesSaved> {
    await this.runtime.planSchedules(workspace, pipeline);
    return saved;
  }
}
