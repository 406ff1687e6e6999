import type { Instant, Text, WorkspaceId } from '#kernel';
import { type ModelContext, type ModelContexts, rowContext } from './context.js';
import { driftWords, verdictOf } from './drift-verdict.js';
import type { FeatureSpec } from './features/catalogue.js';
import { decisionMs } from './features/moment.js';
import { featureRow } from './features/row.js';
import type { DriftState, DriftVerdict, Model, ModelRow } from './model.js';
import type { ModelReads, ModelStore, StoryPage, Trainer } from './ports.js';
import { noDrift } from './refusals.js';
import { type PackedTable, TableBuilder } from './training/packed.js';

export interface DriftView {
  readonly version: number;
  readonly trainedAt: Instant;
  readonly n: number;
  readonly asOf: Instant;
  readonly features: readonly { readonly name: string; readonly label: Text; readonly psi: number; readonly state: DriftState }[];
  readonly score: { readonly psi: number; readonly state: DriftState } | null;
  readonly state: DriftVerdict;
  readonly text: Text;
}

export interface DriftParts {
  readonly store: Pick<ModelStore, 'version' | 'now'>;
  readonly reads: Pick<ModelReads, 'recordStories' | 'runStories'>;
  readonly contexts: Pick<ModelContexts, 'of'>;
  readonly trainer: Pick<Trainer, 'drift'>;
}

/** Records of today that are compared with those of the training. */
const MOST_COMPARED = 5000;
/** Stories that are read for them: where few runs ever come to the stage that is learned from, not all of the workspace's. */
const MOST_READ = 4 * MOST_COMPARED;
const PAGE = 500;

/** How far the records of today are from those a version learned from. */
export class Drifts {
  constructor(private readonly parts: DriftParts) {}

  /** Open runs (or the newest records) of today against the training rows. Throws UserError `model.no-drift`. */
  async of(workspace: WorkspaceId, { model, state }: ModelRow): Promise<DriftView> {
    const { store, contexts, trainer } = this.parts;
    const version = state.activeVersion === null ? null : await store.version(workspace, model.key, state.activeVersion);
    if (!version || (version.fitted.kind !== 'score-model' && version.fitted.kind !== 'regression')) throw noDrift();
    const { report } = version;
    const context = await contexts.of(workspace, model.object, model.pipeline);
    const now = await store.now();
    const table = await this.rowsOfToday(workspace, model, { context, features: report.features });
    const found = await trainer.drift({ fitted: version.fitted, scoreProfile: report.scoreProfile, table });
    const labels = new Map(report.features.map(({ name, label }) => [name, label]));
    const features = found.features.map(({ column, psi, state: moved }) => ({ name: column, label: labels.get(column) ?? { en: column }, psi, state: moved }));
    const verdict = verdictOf(table.rows, found);
    return {
      version: version.version,
      trainedAt: version.trainedAt,
      n: table.rows,
      asOf: now,
      features,
      score: found.score,
      state: verdict,
      text: driftWords(table.rows, verdict),
    };
  }

  private async rowsOfToday(
    workspace: WorkspaceId,
    model: Model,
    { context, features }: { readonly context: ModelContext; readonly features: readonly FeatureSpec[] },
  ): Promise<PackedTable> {
    const table = new TableBuilder(features);
    let after: string | null = null;
    let read = 0;
    do {
      const { stories, next }: StoryPage = await this.page(workspace, model, after);
      for (const story of stories) {
        // At the kind of moment that was learned from: today itself would show the time that passed since, not how records have changed.
        const atMs = decisionMs(story, model.decision, context.chart.stages);
        if (atMs !== null) table.add(featureRow(story, atMs, rowContext(context, features)).values);
      }
      read += stories.length;
      after = next;
    } while (after !== null && table.length < MOST_COMPARED && read < MOST_READ);
    return table.build();
  }

  private page(workspace: WorkspaceId, { object, pipeline }: Model, after: string | null): Promise<StoryPage> {
    const { reads } = this.parts;
    return pipeline === null ? reads.recordStories(workspace, object, after, PAGE) : reads.runStories(workspace, pipeline, 'active', after, PAGE);
  }
}
