import type {
  BinaryMetrics,
  BgNbdModel,
  ChartModel,
  Drift,
  GammaGammaModel,
  LinearFit,
  LoyaltyModel,
  Profile,
  ScoreMethod,
  ScoreModel,
  TextClasses,
} from '#analytics';
import type { Instant, Json, Text, WorkspaceId } from '#kernel';
import type { FeatureSpec } from './features/catalogue.js';
import type { OnnxRecipe } from './onnx/recipe.js';

export type ModelKind = 'lead-score' | 'churn' | 'clv' | 'loyalty' | 'text-class' | 'binary' | 'regression' | 'forecast' | 'onnx';

/** What is predicted. */
export type Target =
  | { readonly kind: 'outcome'; readonly positive: string }
  | { readonly kind: 'field'; readonly field: string; readonly equals?: string | number | boolean | undefined }
  | { readonly kind: 'field-within'; readonly field: string; readonly equals: string | number | boolean; readonly days: number }
  | { readonly kind: 'purchases' }
  | { readonly kind: 'given' };

/** The moment at which a training row stands. `any-move`: after one of the run's moves, chosen by its id, so that rows look like open runs do. */
export type Decision = { readonly at: 'start' } | { readonly at: 'stage'; readonly stage: string } | { readonly at: 'any-move' };

export type Schedule = 'weekly' | 'monthly' | 'never';

/** A model as people set it up; its versions are what was learned. */
export interface Model {
  readonly key: string;
  readonly title: Text;
  readonly kind: ModelKind;
  readonly object: string;
  readonly pipeline: string | null;
  readonly target: Target;
  readonly decision: Decision;
  /** Names of features; null: those that are used by default. */
  readonly features: readonly string[] | null;
  readonly methods: readonly ScoreMethod[];
  /** Rows that stand at an older moment are not learned from; null: all. Chances, estimates and classes of texts. */
  readonly windowDays: number | null;
  /** Features to use although the leak check names them. */
  readonly keepLeaks: readonly string[];
  readonly schedule: Schedule;
  /** A new version becomes active by itself unless it checks clearly worse. */
  readonly autoActivate: boolean;
}

/** Where a stored model stands. A shipped one that was never touched has no row: its state is this with nulls. */
export interface ModelState {
  readonly activeVersion: number | null;
  readonly latestVersion: number;
  readonly nextTrainingAt: Instant | null;
  /** What the daily look at drift found last; null until then and after another version became active. */
  readonly watch: Watch | null;
  /** When its row was made; tells a model apart from an earlier one of the same key. Null without a row. */
  readonly since: Instant | null;
}
export interface ModelRow {
  readonly model: Model;
  readonly state: ModelState;
}

/** What was learned; plain JSON. */
export type Fitted =
  | ScoreModel
  | {
      readonly kind: 'regression';
      readonly encoder: ScoreModel['encoder'];
      readonly fit: LinearFit;
      readonly average: Readonly<Record<string, number>>;
      readonly profiles: readonly Profile[];
    }
  | { readonly kind: 'text-class'; readonly fields: readonly string[]; readonly classes: TextClasses }
  | {
      readonly kind: 'clv';
      readonly purchases: BgNbdModel;
      readonly spending: GammaGammaModel | { readonly meanValue: number };
      readonly months: number;
      readonly monthlyRate: number;
    }
  | { readonly kind: 'loyalty'; readonly loyalty: LoyaltyModel }
  | { readonly kind: 'forecast'; readonly chart: ChartModel }
  | { readonly kind: 'onnx'; readonly recipe: OnnxRecipe };

export type Metrics =
  | ({ readonly kind: 'binary' } & BinaryMetrics)
  | {
      readonly kind: 'regression';
      readonly n: number;
      readonly rSquared: number;
      readonly rmse: number;
      readonly meanAbsoluteError: number;
      readonly meanAbsoluteErrorOfMean: number;
    }
  | { readonly kind: 'classes'; readonly n: number; readonly accuracy: number; readonly accuracyOfLargest: number; readonly classes: readonly ClassMetrics[] }
  | {
      readonly kind: 'value';
      readonly n: number;
      readonly expectedTotal: number;
      readonly actualTotal: number;
      readonly meanAbsoluteError: number;
      readonly meanAbsoluteErrorOfMean: number;
    }
  | { readonly kind: 'forecast'; readonly n: number; readonly auc: number | null; readonly brier: number; readonly brierOfMean: number }
  | { readonly kind: 'none'; readonly n: number };

export interface ClassMetrics {
  readonly label: string;
  readonly n: number;
  /** Null where nothing was taken for it. */
  readonly precision: number | null;
  readonly recall: number;
}

/** The figure by which versions are compared. */
export interface Checked {
  readonly measure: 'auc' | 'r-squared' | 'accuracy' | 'error-ratio' | 'brier-gain';
  readonly value: number;
  readonly n: number;
}

/** What is told of a version beside what it learned. Plain JSON. */
export interface Report {
  readonly rows: number;
  readonly window: { readonly from: Instant; readonly to: Instant } | null;
  readonly classes: readonly { readonly label: string; readonly n: number }[];
  readonly features: readonly (FeatureSpec & { readonly importance: number | null; readonly importanceSd: number | null })[];
  readonly metrics: Metrics;
  readonly checked: Checked | null;
  readonly tried: readonly { readonly method: string; readonly auc: number; readonly logLoss: number; readonly brier: number }[];
  readonly leaks: readonly {
    readonly name: string;
    readonly kind: 'later' | 'separates' | 'filled';
    readonly auc: number;
    readonly used: boolean;
    readonly text: Text;
  }[];
  readonly leftOut: readonly { readonly name: string; readonly why: Text }[];
  readonly notes: readonly Text[];
  /** Scores from `medium` on are medium, from `high` on high. */
  readonly bands: Bands;
  /** How the score was spread over the rows: drift is told against it. */
  readonly scoreProfile: Profile | null;
}
export interface Bands {
  readonly medium: number;
  readonly high: number;
}

export interface By {
  readonly kind: string;
  readonly id: string;
}

export interface VersionHead {
  readonly model: string;
  readonly version: number;
  readonly method: string;
  readonly trainedAt: Instant;
  readonly trainedBy: By;
  readonly report: Report;
}
export interface Version extends VersionHead {
  readonly fitted: Fitted;
}

export type JobStatus = 'waiting' | 'running' | 'done' | 'too-few' | 'failed';

export interface Job {
  readonly id: string;
  readonly model: string;
  readonly status: JobStatus;
  /** 0 to 1. */
  readonly progress: number;
  readonly phase: Text;
  readonly rows: number;
  readonly version: number | null;
  readonly error: { readonly code: string; readonly text: Text } | null;
  readonly startedBy: By;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
}

/** A job as the engine holds it that works on it. */
export interface ClaimedJob {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly model: string;
  /** 1 for the first; more where an engine was lost meanwhile. */
  readonly attempt: number;
  readonly startedBy: By;
}

export type DriftState = Drift['state'];
/** `too-few`: less than thirty records to compare. */
export type DriftVerdict = DriftState | 'too-few';

/** What one look at the drift of an active version found. Plain JSON. */
export interface DriftFigure {
  readonly version: number;
  readonly asOf: Instant;
  readonly n: number;
  readonly state: DriftVerdict;
  /** Population stability index of the score, or of the feature that moved most where the score has none. */
  readonly psi: number | null;
  /** The feature that moved most. */
  readonly feature: Text | null;
}
export interface Watch extends DriftFigure {
  /** When those who may train were told of a drift that still lasts. */
  readonly noticedAt: Instant | null;
}

/** One score of one record, explained. */
export interface Score {
  readonly model: string;
  readonly title: Text;
  readonly kind: ModelKind;
  readonly score: number;
  readonly unit: 'chance' | 'money' | 'points' | 'number';
  readonly currency: string | null;
  readonly band: 'low' | 'medium' | 'high';
  readonly label: string | null;
  readonly reasons: readonly ScoreReason[];
  readonly version: number | null;
  readonly trainedAt: Instant | null;
  /** The stated rule that scored, where no version is active. */
  readonly fallback: Text | null;
  /** Further figures of the kind: days left, purchases to expect. */
  readonly more: Readonly<Record<string, Json>>;
  readonly scored: { readonly object: string; readonly id: string };
}
export interface ScoreReason {
  readonly feature: string;
  readonly text: Text;
  readonly contribution: number;
}
