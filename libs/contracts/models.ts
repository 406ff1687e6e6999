import { z } from 'zod';
import { operation } from './operation.js';
import * as shape from './models-shapes.js';
import { count, key, list, text, uuid } from './shapes.js';

const group = 'Models';
const byModel = z.strictObject({ model: key });
const byVersion = z.strictObject({ model: key, version: count(1, 1_000_000) });

export const listModels = operation({
  id: 'models.list',
  method: 'GET',
  path: '/api/v1/models',
  group,
  summary: 'Every model: the shipped ones and your own, each with its active version and newest job',
  permission: 'model.read',
  query: z.strictObject({ object: key.optional() }),
  answer: list(shape.model),
});
export const getModel = operation({
  id: 'models.get',
  method: 'GET',
  path: '/api/v1/models/{model}',
  group,
  summary: 'One model',
  permission: 'model.read',
  params: byModel,
  answer: shape.model,
  answerExample: shape.modelExample,
  refusals: [404],
});
export const createModel = operation({
  id: 'models.create',
  method: 'POST',
  path: '/api/v1/models',
  group,
  summary: 'Make a model of your own',
  description: 'Nothing is trained yet: `models.train` does that. `models.features` lists what a model of an object can learn from.',
  permission: 'model.train',
  body: shape.newModel,
  answer: shape.model,
  status: 201,
  bodyExample: {
    key: 'big-deal',
    title: { en: 'Deal is won' },
    kind: 'lead-score',
    object: 'deal',
    pipeline: 'b2b-sales',
    target: { kind: 'outcome', positive: 'won' },
  },
  answerExample: shape.modelExample,
  refusals: [404, 409, 422],
});
export const changeModel = operation({
  id: 'models.change',
  method: 'PATCH',
  path: '/api/v1/models/{model}',
  group,
  summary: 'Change what a model learns from, how, and how often',
  description: 'The versions that are there stay as they were trained; the next training follows the change.',
  permission: 'model.train',
  params: byModel,
  body: shape.modelChange,
  answer: shape.model,
  bodyExample: { schedule: 'weekly', methods: ['logistic', 'boosted'] },
  answerExample: shape.modelExample,
  refusals: [404, 422],
});
export const removeModel = operation({
  id: 'models.remove',
  method: 'DELETE',
  path: '/api/v1/models/{model}',
  group,
  summary: 'Remove a model with its versions; a shipped one is put back as it was shipped',
  permission: 'model.train',
  params: byModel,
  status: 204,
  refusals: [404],
});
export const trainModel = operation({
  id: 'models.train',
  method: 'POST',
  path: '/api/v1/models/{model}/train',
  group,
  summary: 'Train a model',
  description:
    'Begins and answers at once with the job; one that is under way already is answered instead of a second. Too little data ends the job as `too-few`.',
  permission: 'model.train',
  params: byModel,
  answer: shape.job,
  status: 202,
  answerExample: shape.jobExample,
  refusals: [404, 409],
});
export const listModelJobs = operation({
  id: 'models.jobs',
  method: 'GET',
  path: '/api/v1/models/{model}/jobs',
  group,
  summary: 'The newest trainings of a model',
  permission: 'model.read',
  params: byModel,
  answer: list(shape.job),
  refusals: [404],
});
export const getModelJob = operation({
  id: 'models.job',
  method: 'GET',
  path: '/api/v1/models/{model}/jobs/{job}',
  group,
  summary: 'A training: how far it is, or what became of it',
  permission: 'model.read',
  params: z.strictObject({ model: key, job: uuid }),
  answer: shape.job,
  answerExample: shape.jobExample,
  refusals: [404],
});
export const listModelVersions = operation({
  id: 'models.versions',
  method: 'GET',
  path: '/api/v1/models/{model}/versions',
  group,
  summary: 'The versions of a model, newest first',
  permission: 'model.read',
  params: byModel,
  answer: list(shape.versionSummary),
  refusals: [404],
});
export const getModelVersion = operation({
  id: 'models.version',
  method: 'GET',
  path: '/api/v1/models/{model}/versions/{version}',
  group,
  summary: 'A version: its data, its features, how it was checked, what was left out and why',
  permission: 'model.read',
  params: byVersion,
  answer: shape.version,
  refusals: [404],
});
export const activateModelVersion = operation({
  id: 'models.activate',
  method: 'POST',
  path: '/api/v1/models/{model}/versions/{version}/activate',
  group,
  summary: 'Score with this version from now on; an older one rolls back',
  permission: 'model.train',
  params: byVersion,
  answer: shape.model,
  answerExample: shape.modelExample,
  refusals: [404],
});
export const modelDrift = operation({
  id: 'models.drift',
  method: 'GET',
  path: '/api/v1/models/{model}/drift',
  group,
  summary: 'How far the records of today are from those that the active version was trained on',
  description: 'Population stability index of each feature and of the score: below 0.1 stable, to 0.25 moved, above it drifted: train again.',
  permission: 'model.read',
  params: byModel,
  answer: shape.drift,
  refusals: [404, 409],
});
export const modelFeatures = operation({
  id: 'models.features',
  method: 'GET',
  path: '/api/v1/model-features',
  group,
  summary: 'What a model of an object can learn from, and how each is computed',
  permission: 'model.read',
  query: z.strictObject({ object: key, pipeline: key.optional() }),
  answer: list(shape.feature),
  refusals: [404],
});
export const getOnnxRuntime = operation({
  id: 'models.onnx.runtime',
  method: 'GET',
  path: '/api/v1/onnx',
  group,
  summary: 'Whether models trained elsewhere can be run here, and what to install where they cannot',
  permission: 'model.read',
  answer: shape.onnxRuntime,
  answerExample: { installed: false, package: 'onnxruntime-node', install: 'npm install onnxruntime-node' },
});
export const lookAtOnnx = operation({
  id: 'models.onnx.look',
  method: 'POST',
  path: '/api/v1/onnx/look',
  group,
  summary: 'What a file of a model takes in and gives out; nothing is kept',
  permission: 'model.train',
  body: shape.onnxLook,
  answer: shape.onnxNames,
  status: 200,
  answerExample: { inputs: [{ name: 'input', size: 4 }], outputs: ['probabilities'] },
  refusals: [409, 422],
});
export const importOnnx = operation({
  id: 'models.onnx',
  method: 'POST',
  path: '/api/v1/models/{model}/onnx',
  group,
  summary: 'Give a model of kind `onnx` its file: a new version',
  description:
    'The package onnxruntime-node must be installed beside the engine. Each input is fed from features in the order given; the output is read as a number.',
  permission: 'model.train',
  params: byModel,
  body: shape.onnxFile,
  answer: shape.model,
  status: 201,
  refusals: [404, 409, 422],
});
export const recordScores = operation({
  id: 'records.scores',
  method: 'GET',
  path: '/api/v1/records/{object}/{id}/scores',
  group,
  summary: 'The scores of a record now: number, three strongest reasons, model version',
  description: 'Computed by the active version of each model of the object. A model without one answers by its stated rule and says so (`fallback`).',
  permission: 'model.read',
  params: z.strictObject({ object: key, id: uuid }),
  query: z.strictObject({ model: key.optional() }),
  answer: z.object({ items: z.array(shape.score), why: text.nullable().meta({ description: 'why there is none, where there is none' }) }),
  refusals: [404],
});
