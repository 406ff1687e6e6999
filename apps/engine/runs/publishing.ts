import type { WorkspaceId } from '#kernel';
import type { PipelineLibrary, Runtime } from '#runtime';

/** Publishing, with what follows: rules with `every` are planned anew for the new version. */
export class Publishing {
  constructor(
    private readonly library: PipelineLibrary,
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

  /** Plans every published pipeline; at the start, for what was published while nobody ran. */
  async planAll(workspaces: readonly WorkspaceId[]): Promise<void> {
    for (const workspace of workspaces) {
      for (const { key, latestVersion } of await this.library.list(workspace)) if (latestVersion > 0) await this.runtime.planSchedules(workspace, key);
    }
  }
}
