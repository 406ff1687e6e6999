import { epochMs, type RecordId, type Text, UserError, type WorkspaceId } from '#kernel';
import { classesOf } from '#analytics';
import { ModelCatalogue } from './catalogue.js';
import { rowContext, type ModelContexts } from './context.js';
import { chosenFeatures } from './features/catalogue.js';
import { featureRow } from './features/row.js';
import { textOf, type Story } from './features/story.js';
import type { Fitted, Model, ModelKind, ModelRow, Score, ScoreReason, Version } from './model.js';
import { onnxRow } from './onnx/recipe.js';
import type { ModelReads, ModelStore, OnnxRunner } from './ports.js';
import { amountOf, forecastByChart } from './scoring/by-chart.js';
import { chanceByModel, estimateByModel, meansOf, type RawScore } from './scoring/by-model.js';
import { named, type Bare, type Subject } from './scoring/answer.js';
import { loyaltyByModel, valueByModel } from './scoring/by-purchases.js';
import { chanceByRule, forecastByRule, loyaltyByRule, valueByRule, type RuleScore } from './scoring/fallback.js';
import { idsIn, told } from './scoring/sentences.js';
import { both, outcomeWords } from './words.js';

export interface ScoreParts {
  readonly store: ModelStore;
  readonly reads: ModelReads;
  readonly contexts: ModelContexts;
  readonly onnx: OnnxRunner;
}

/** What is to be scored by which model: the named one, or the one of a kind that fits the record best. */
export interface ScoreWish {
  readonly record: RecordId;
  readonly model: string | null;
  readonly kind: ModelKind | null;
}

const MOST_KEPT = 64;
const MOST_PURCHASES = 5000;

/** Scores records: by the active version of a model, or by its stated rule where there is none. */
export class Scores {
  private readonly catalogue: ModelCatalogue;
  /** Versions never change, so they are kept. */
  private readonly versions = new Map<string, Version>();

  constructor(private readonly parts: ScoreParts) {
    this.catalogue = new ModelCatalogue(parts.store);
  }

  /** Throws UserError `record.not-found`, `model.not-found`, `model.not-for-object`, `model.untrained`. */
  async score(workspace: WorkspaceId, wish: ScoreWish): Promise<Score> {
    const object = await this.parts.reads.objectOf(workspace, wish.record);
    if (object === null) throw noRecord();
    const row = wish.model === null ? await this.fitting(workspace, object, wish) : await this.catalogue.get(workspace, wish.model);
    const score = await this.byRow(workspace, row, { object, id: wish.record });
    if (score === null) throw untrained(row.model.key);
    return score;
  }

  /** One score or all of them, with why there is none where there is none. Throws UserError `record.not-found`, `model.not-found`, `model.not-for-object`. */
  async ofRecord(
    workspace: WorkspaceId,
    at: { readonly object: string; readonly id: RecordId },
    model: string | null,
  ): Promise<{ readonly scores: readonly Score[]; readonly why: Text | null }> {
    if (model === null) {
      const scores = await this.all(workspace, at.object, at.id);
      return {
        scores,
        why:
          scores.length > 0
            ? null
            : both(
                'No model scores this record now: none is of its object, or it is in no open run of theirs.',
                '目前没有模型为此记录评分：没有该对象的模型，或记录不在相应流程的未结束运行中。',
              ),
      };
    }
    if ((await this.parts.reads.objectOf(workspace, at.id)) !== at.object) throw noRecord();
    const row = await this.catalogue.get(workspace, model);
    const score = await this.byRow(workspace, row, at);
    return { scores: score ? [score] : [], why: score ? null : untrained(model).problems[0].text };
  }

  /** Every score of a record that means something now: of its object's models without a pipeline, and of those whose pipeline it is in. */
  async all(workspace: WorkspaceId, object: string, record: RecordId): Promise<readonly Score[]> {
    if ((await this.parts.reads.objectOf(workspace, record)) !== object) throw noRecord();
    const rows = (await this.catalogue.all(workspace)).filter(({ model }) => model.object === object);
    const scores = await Promise.all(rows.map((row) => this.ifOpen(workspace, row, { object, id: record })));
    return scores.filter((score) => score !== null);
  }

  private async ifOpen(workspace: WorkspaceId, row: ModelRow, at: { readonly object: string; readonly id: RecordId }): Promise<Score | null> {
    const { pipeline } = row.model;
    if (pipeline === null) return this.byRow(workspace, row, at);
    const story = await this.parts.reads.story(workspace, at.object, at.id, pipeline);
    return story?.run && story.run.endedMs === null ? this.byRow(workspace, row, at, story) : null;
  }

  private async fitting(workspace: WorkspaceId, object: string, { kind, record }: ScoreWish): Promise<ModelRow> {
    const [{ fields }, pipelines] = await Promise.all([this.parts.contexts.of(workspace, object, null), this.parts.reads.openPipelines(workspace, record)]);
    const others = Object.values(fields).flatMap((field) => (field.type === 'reference' && field.object ? [field.object] : []));
    const found = kind === null ? null : await this.catalogue.ofKind(workspace, kind, { object, pipelines, others });
    if (found) return found;
    throw new UserError('not-found', {
      code: 'model.not-found',
      at: '/model',
      text: { en: `No model of this kind fits a record of "${object}".`, 'zh-CN': `没有适用于“${object}”记录的此类模型。` },
    });
  }

  private async byRow(
    workspace: WorkspaceId,
    row: ModelRow,
    at: { readonly object: string; readonly id: RecordId },
    known: Story | null = null,
  ): Promise<Score | null> {
    const { model } = row;
    const subject = await this.subjectOf(workspace, model, at);
    const [story, context, now, version] = await Promise.all([
      known ?? this.parts.reads.story(workspace, model.object, subject, model.pipeline),
      this.parts.contexts.of(workspace, model.object, model.pipeline),
      this.parts.store.now(),
      this.versionOf(workspace, row),
    ]);
    if (!story) throw noRecord();
    const nowMs = Math.max(epochMs(now), story.events.at(-1)?.atMs ?? 0);
    const features = version
      ? version.report.features
      : chosenFeatures(context.features, null).concat(context.features.filter(({ name }) => name === 'run.completeness'));
    const facts: Subject = { workspace, model, version, context, story, nowMs, row: featureRow(story, nowMs, rowContext(context, features)) };
    const bare = version ? await this.byVersion(facts, version) : await this.byRule(facts);
    if (bare) return named(facts, bare, version);
    const rule = version ? await this.byRule(facts) : null;
    return rule && named(facts, rule, null);
  }

  /** The record itself, or the one it refers to where the model is of another object: the account of a deal. */
  private async subjectOf(workspace: WorkspaceId, model: Model, at: { readonly object: string; readonly id: RecordId }): Promise<RecordId> {
    if (model.object === at.object) return at.id;
    const [{ fields }, story] = await Promise.all([
      this.parts.contexts.of(workspace, at.object, null),
      this.parts.reads.story(workspace, at.object, at.id, null),
    ]);
    const field = Object.entries(fields).find(([, { type, object }]) => type === 'reference' && object === model.object)?.[0];
    const value = field === undefined ? null : story?.fields[field];
    if (typeof value === 'string') return value as RecordId;
    const text = { en: `The model scores "${model.object}", and this record names none.`, 'zh-CN': `该模型为“${model.object}”评分，而此记录未指向任何一条。` };
    throw new UserError('invalid', { code: 'model.not-for-object', at: '/model', text });
  }

  private async versionOf(workspace: WorkspaceId, { model, state }: ModelRow): Promise<Version | null> {
    if (state.activeVersion === null) return null;
    const key = `${workspace}\n${model.key}\n${state.since ?? ''}\n${state.activeVersion}`;
    const kept = this.versions.get(key) ?? (await this.parts.store.version(workspace, model.key, state.activeVersion));
    if (!kept) return null;
    this.versions.delete(key);
    this.versions.set(key, kept);
    for (const oldest of this.versions.keys()) {
      if (this.versions.size <= MOST_KEPT) break;
      this.versions.delete(oldest);
    }
    return kept;
  }

  private async byVersion(facts: Subject, { fitted }: Version): Promise<Bare | null> {
    switch (fitted.kind) {
      case 'score-model':
        return { unit: 'chance', ...(await this.worded(facts, chanceByModel(fitted, facts.row), meansOf(fitted.profiles))) };
      case 'regression':
        return { unit: 'number', ...(await this.worded(facts, estimateByModel(fitted, facts.row), meansOf(fitted.profiles))) };
      case 'text-class':
        return classScore(fitted, facts.story);
      case 'clv':
        return valueByModel(fitted, await this.purchases(facts), facts.nowMs);
      case 'loyalty':
        return loyaltyByModel(fitted, await this.purchases(facts), facts.nowMs);
      case 'forecast':
        return forecastByChart(fitted.chart, facts);
      case 'onnx':
        return this.imported(fitted, facts);
    }
  }

  private async byRule(facts: Subject): Promise<RuleScore | null> {
    switch (facts.model.kind) {
      case 'lead-score':
      case 'binary':
      case 'churn':
        return facts.model.target.kind === 'outcome' ? chanceByRule(facts.model, facts.row, facts.context) : null;
      case 'forecast':
        return forecastByRule(facts.row, amountOf(facts), facts.context);
      case 'clv':
        return valueByRule(await this.purchases(facts), facts.nowMs);
      case 'loyalty':
        return loyaltyByRule(await this.purchases(facts), facts.nowMs);
      default:
        return null;
    }
  }

  private async worded(
    { workspace, model, context }: Subject,
    { score, reasons }: RawScore,
    means: ReadonlyMap<string, number>,
  ): Promise<Pick<Bare, 'score' | 'reasons'>> {
    const ids = idsIn(reasons, context);
    const names = ids.length > 0 ? await this.parts.reads.names(workspace, ids) : new Map<string, string>();
    return { score, reasons: told(reasons, context, { outcome: outcomeWords(model), means, names }) };
  }

  private async purchases({ workspace, story }: Subject) {
    return (await this.parts.reads.purchases(workspace, story.recordId as RecordId, MOST_PURCHASES)).transactions;
  }

  private async imported({ recipe }: Extract<Fitted, { kind: 'onnx' }>, { workspace, model, version, row }: Subject): Promise<Bare> {
    const number = version?.version ?? 0;
    const file = async (): Promise<Uint8Array> => (await this.parts.store.file(workspace, model.key, number)) ?? new Uint8Array();
    const id = `${workspace}/${model.key}/${version?.trainedAt ?? ''}/${number}`;
    const output = await this.parts.onnx.run({ id, file }, recipe.input, onnxRow(recipe.columns, row.values), recipe.output);
    const score = output.at(recipe.at ?? -1);
    if (score === undefined || !Number.isFinite(score)) throw noNumber();
    const reason: ScoreReason = { feature: 'imported', contribution: 0, text: both('The imported model gives no reasons.', '导入的模型不提供理由。') };
    return { score, unit: 'number', reasons: [reason] };
  }
}

function classScore({ fields, classes }: Extract<Fitted, { kind: 'text-class' }>, story: Story): Bare | null {
  const text = textOf(fields, story.fields);
  if (text === '') return null;
  const [best] = classesOf(classes, text, 1);
  if (!best) return null;
  const words = best.because.map((word) => both(`The word “${word}” speaks for it.`, `词语“${word}”支持此类别。`));
  return {
    score: best.p,
    unit: 'chance',
    label: best.label,
    reasons: words.map((said, i) => ({ feature: fields.join(' '), contribution: words.length - i, text: said })),
  };
}

const noRecord = (): UserError =>
  new UserError('not-found', { code: 'record.not-found', at: '', text: { en: 'There is no such record.', 'zh-CN': '没有这条记录。' } });
const untrained = (key: string): UserError =>
  new UserError('conflict', {
    code: 'model.untrained',
    at: '/model',
    got: key,
    text: {
      en: `The model "${key}" has no version yet, and no rule stands in for it: train it first.`,
      'zh-CN': `模型“${key}”尚无版本，也没有代替它的规则：请先训练。`,
    },
  });
const noNumber = (): UserError =>
  new UserError('invalid', {
    code: 'model.onnx-output',
    at: '/output',
    text: { en: 'The imported model gave no number.', 'zh-CN': '导入的模型没有给出数值。' },
  });
