import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { Models, Scores, Trainings, type By } from '#models';
import type { RecordId } from '#kernel';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { driftOf, jobOf, modelOf, namesOf, recipeOf, scoreOf, summaryOf, versionOf } from '../models/answers.js';

const byOf = ({ principal }: Caller): By => ({ kind: principal.kind, id: principal.id });

/** Models: set up, trained, watched, rolled back; and the scores they give. */
@Controller()
export class ModelsController {
  constructor(
    private readonly models: Models,
    private readonly trainings: Trainings,
    private readonly scores: Scores,
  ) {}

  @Answers(operations.listModels)
  async list(@Asking() { workspace }: Caller, @Input() { query }: InputOf<typeof operations.listModels>): Promise<AnswerOf<typeof operations.listModels>> {
    return { items: (await this.models.list(workspace, query.object ?? null)).map(modelOf) };
  }

  @Answers(operations.getModel)
  async get(@Asking() { workspace }: Caller, @Input() { params }: InputOf<typeof operations.getModel>): Promise<AnswerOf<typeof operations.getModel>> {
    return modelOf(await this.models.get(workspace, params.model));
  }

  @Answers(operations.createModel)
  async create(@Asking() { workspace }: Caller, @Input() { body }: InputOf<typeof operations.createModel>): Promise<AnswerOf<typeof operations.createModel>> {
    return modelOf(await this.models.create(workspace, body));
  }

  @Answers(operations.changeModel)
  async change(
    @Asking() { workspace }: Caller,
    @Input() { params, body }: InputOf<typeof operations.changeModel>,
  ): Promise<AnswerOf<typeof operations.changeModel>> {
    return modelOf(await this.models.change(workspace, params.model, body));
  }

  @Answers(operations.removeModel)
  remove(@Asking() { workspace }: Caller, @Input() { params }: InputOf<typeof operations.removeModel>): Promise<void> {
    return this.models.remove(workspace, params.model);
  }

  @Answers(operations.trainModel)
  async train(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.trainModel>): Promise<AnswerOf<typeof operations.trainModel>> {
    return jobOf(await this.trainings.begin(caller.workspace, params.model, byOf(caller)));
  }

  @Answers(operations.listModelJobs)
  async jobs(
    @Asking() { workspace }: Caller,
    @Input() { params }: InputOf<typeof operations.listModelJobs>,
  ): Promise<AnswerOf<typeof operations.listModelJobs>> {
    return { items: (await this.models.jobs(workspace, params.model)).map(jobOf) };
  }

  @Answers(operations.getModelJob)
  async job(@Asking() { workspace }: Caller, @Input() { params }: InputOf<typeof operations.getModelJob>): Promise<AnswerOf<typeof operations.getModelJob>> {
    return jobOf(await this.models.job(workspace, params.model, params.job));
  }

  @Answers(operations.listModelVersions)
  async versions(
    @Asking() { workspace }: Caller,
    @Input() { params }: InputOf<typeof operations.listModelVersions>,
  ): Promise<AnswerOf<typeof operations.listModelVersions>> {
    const { active, heads } = await this.models.versions(workspace, params.model);
    return { items: heads.map((head) => summaryOf(head, active)) };
  }

  @Answers(operations.getModelVersion)
  async version(
    @Asking() { workspace }: Caller,
    @Input() { params }: InputOf<typeof operations.getModelVersion>,
  ): Promise<AnswerOf<typeof operations.getModelVersion>> {
    const { active, head } = await this.models.version(workspace, params.model, params.version);
    return versionOf(head, active);
  }

  @Answers(operations.activateModelVersion)
  async activate(
    @Asking() { workspace }: Caller,
    @Input() { params }: InputOf<typeof operations.activateModelVersion>,
  ): Promise<AnswerOf<typeof operations.activateModelVersion>> {
    return modelOf(await this.models.activate(workspace, params.model, params.version));
  }

  @Answers(operations.modelDrift)
  async drift(@Asking() { workspace }: Caller, @Input() { params }: InputOf<typeof operations.modelDrift>): Promise<AnswerOf<typeof operations.modelDrift>> {
    return driftOf(await this.models.drift(workspace, params.model));
  }

  @Answers(operations.modelFeatures)
  async features(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.modelFeatures>,
  ): Promise<AnswerOf<typeof operations.modelFeatures>> {
    return { items: [...(await this.models.features(workspace, query.object, query.pipeline ?? null))] };
  }

  @Answers(operations.getOnnxRuntime)
  onnxRuntime(): Promise<AnswerOf<typeof operations.getOnnxRuntime>> {
    return this.models.onnxRuntime();
  }

  @Answers(operations.lookAtOnnx)
  async lookAtOnnx(@Input() { body }: InputOf<typeof operations.lookAtOnnx>): Promise<AnswerOf<typeof operations.lookAtOnnx>> {
    return namesOf(await this.models.lookAtOnnx(Buffer.from(body.file, 'base64')));
  }

  @Answers(operations.importOnnx)
  async importOnnx(
    @Asking() caller: Caller,
    @Input() { params, body }: InputOf<typeof operations.importOnnx>,
  ): Promise<AnswerOf<typeof operations.importOnnx>> {
    const given = { file: Buffer.from(body.file, 'base64'), recipe: recipeOf(body), bands: body.bands ?? null, by: byOf(caller) };
    return modelOf(await this.models.importOnnx(caller.workspace, params.model, given));
  }

  @Answers(operations.recordScores)
  async recordScores(
    @Asking() { workspace }: Caller,
    @Input() { params, query }: InputOf<typeof operations.recordScores>,
  ): Promise<AnswerOf<typeof operations.recordScores>> {
    const id = params.id as RecordId;
    const { scores, why } = await this.scores.ofRecord(workspace, { object: params.object, id }, query.model ?? null);
    return { items: scores.map(scoreOf), why };
  }
}
