import { UserError, type WorkspaceId } from '#kernel';
import type { ReportReads, Target, TargetStore } from './ports.js';

/** What people are to sell, by month. */
export class SalesTargets {
  constructor(
    private readonly store: TargetStore,
    private readonly reads: ReportReads,
  ) {}

  list(workspace: WorkspaceId, at: { readonly by?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined }) {
    return this.store.list(workspace, { by: at.by ?? null, from: at.from ?? null, to: at.to ?? null, currency: null });
  }

  /** In the workspace's currency where none is named. */
  async put(workspace: WorkspaceId, target: Omit<Target, 'updatedAt' | 'currency'> & { readonly currency?: string | undefined }): Promise<Target> {
    const currency = target.currency ?? (await this.reads.workspace(workspace)).currency;
    return this.store.put(workspace, { ...target, currency });
  }

  /** Throws UserError `target.not-found`. */
  async remove(workspace: WorkspaceId, at: Pick<Target, 'by' | 'who' | 'month'>): Promise<void> {
    if (await this.store.remove(workspace, at)) return;
    throw new UserError('not-found', { code: 'target.not-found', at: '', text: { en: 'There is no such target.', 'zh-CN': '没有这个目标。' } });
  }
}
