import type { AnswerOf, operations } from '#contracts';
import { fallbackOf, minimumOf, type DriftView, type Job, type ModelView, type OnnxNames, type OnnxRecipe, type Score, type VersionHead } from '#models';

type ModelAnswer = AnswerOf<typeof operations.getModel>;
type SummaryAnswer = AnswerOf<typeof operations.listModelVersions>['items'][number];
type VersionAnswer = AnswerOf<typeof operations.getModelVersion>;
type JobAnswer = AnswerOf<typeof operations.getModelJob>;
type DriftAnswer = AnswerOf<typeof operations.modelDrift>;
type ScoreAnswer = AnswerOf<typeof operations.recordScores>['items'][number];

/** Lists of the domain are read-only; those of the contracts are not. */
const list = <T>(items: readonly T[]): T[] => [...items];

export function modelOf({ model, state, isShipped, active, job }: ModelView): ModelAnswer {
  return {
    ...model,
    features: model.features && list(model.features),
    methods: list(model.methods),
    keepLeaks: list(model.keepLeaks),
    shipped: isShipped,
    minimum: minimumOf(model),
    fallback: fallbackOf(model.kind),
    activeVersion: state.activeVersion,
    active: active && summaryOf(active, state.activeVersion),
    versions: state.latestVersion,
    job: job && jobOf(job),
    nextTrainingAt: state.nextTrainingAt,
    watch: state.watch,
  };
}

export const jobOf = (job: Job): JobAnswer => job;

export function summaryOf({ version, method, trainedAt, trainedBy, report }: VersionHead, active: number | null): SummaryAnswer {
  return { version, active: version === active, method, trainedAt, trainedBy, rows: report.rows, window: report.window, checked: report.checked };
}

export function versionOf(head: VersionHead, active: number | null): VersionAnswer {
  const { report } = head;
  return {
    ...summaryOf(head, active),
    model: head.model,
    classes: list(report.classes),
    features: list(report.features),
    metrics: report.metrics as VersionAnswer['metrics'],
    tried: list(report.tried),
    leaks: list(report.leaks),
    leftOut: list(report.leftOut),
    notes: list(report.notes),
    bands: report.bands,
  };
}

export const namesOf = ({ inputs, outputs }: OnnxNames): AnswerOf<typeof operations.lookAtOnnx> => ({ inputs: list(inputs), outputs: list(outputs) });

export const driftOf = (drift: DriftView): DriftAnswer => ({ ...drift, features: list(drift.features) });

export const scoreOf = ({ more: _more, reasons, ...score }: Score): ScoreAnswer => ({ ...score, reasons: list(reasons) });

export const recipeOf = ({
  input,
  output,
  columns,
  at,
}: Pick<OnnxRecipe, 'input' | 'output' | 'columns'> & { readonly at?: number | undefined }): OnnxRecipe => ({
  input,
  output,
  columns,
  at: at ?? null,
});
