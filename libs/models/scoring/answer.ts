import type { WorkspaceId } from '#kernel';
import type { ModelContext } from '../context.js';
import type { FeatureRow } from '../features/row.js';
import type { Story } from '../features/story.js';
import type { Bands, Model, Score, Version } from '../model.js';
import { bandOf } from '../training/outcome.js';
import { fallbackOf } from '../words.js';

/** What is scored: a record as its model sees it now. */
export interface Subject {
  readonly workspace: WorkspaceId;
  readonly model: Model;
  readonly version: Version | null;
  readonly context: ModelContext;
  readonly story: Story;
  readonly row: FeatureRow;
  readonly nowMs: number;
}

/** A score without what names its model. */
export type Bare = Pick<Score, 'score' | 'unit' | 'reasons'> & Partial<Pick<Score, 'label' | 'more'>>;

const MOST_REASONS = 3;
/** Cut points of the rules: thirds of a chance; points above the middle, and with everything that brings some. */
const CHANCE: Bands = { medium: 0.33, high: 0.66 };
const POINTS: Bands = { medium: 51, high: 76 };

/** A score with the model and version that gave it; `version` null: the stated rule did. */
export function named({ model, context, story }: Subject, bare: Bare, version: Version | null): Score {
  const currency = typeof story.fields['currency'] === 'string' ? story.fields['currency'] : context.currency;
  const by = version
    ? { version: version.version, trainedAt: version.trainedAt, fallback: null }
    : { version: null, trainedAt: null, fallback: fallbackOf(model.kind) };
  return {
    model: model.key,
    title: model.title,
    kind: model.kind,
    score: bare.score,
    unit: bare.unit,
    currency: bare.unit === 'money' ? currency : null,
    band: bandFor(model, bare, version),
    label: bare.label ?? null,
    reasons: bare.reasons.slice(0, MOST_REASONS),
    ...by,
    more: bare.more ?? {},
    scored: { object: model.object, id: story.recordId },
  };
}

/** A forecast by its chance to win; an amount of a rule is neither low nor high, for nobody knows the others. */
function bandFor({ kind }: Model, { score, unit, more }: Bare, version: Version | null): Score['band'] {
  const win = more?.['win'];
  if (kind === 'forecast' && typeof win === 'number') return bandOf(win, version?.report.bands ?? CHANCE);
  if (version) return bandOf(score, version.report.bands);
  return unit === 'money' ? 'medium' : bandOf(score, unit === 'points' ? POINTS : CHANCE);
}
