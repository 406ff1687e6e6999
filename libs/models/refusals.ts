import { type Text, UserError } from '#kernel';
import type { OnnxNames } from './ports.js';
import { both } from './words.js';

export const MOST_MODELS = 200;

const refusal = (kind: 'not-found' | 'conflict' | 'invalid', code: string, at: string, text: Text, got?: string): UserError =>
  new UserError(kind, { code, at, text, ...(got === undefined ? {} : { got }) });

export const taken = (key: string): UserError =>
  refusal('conflict', 'model.exists', '/key', both(`There is already a model "${key}".`, `已有模型“${key}”。`), key);
export const tooMany = (): UserError =>
  refusal('conflict', 'model.too-many', '', both(`There are ${MOST_MODELS} models: remove some first.`, `已有 ${MOST_MODELS} 个模型：请先移除一些。`));
export const noVersion = (): UserError => refusal('not-found', 'model.version-not-found', '/version', both('There is no such version.', '没有这个版本。'));
export const noDrift = (): UserError =>
  refusal(
    'conflict',
    'model.no-drift',
    '',
    both('Drift is told of trained chances and estimates that have an active version.', '仅对有当前版本的概率或估计模型计算漂移。'),
  );
export const notOnnx = (): UserError =>
  refusal('conflict', 'model.not-onnx', '/model', both('Only a model of kind onnx takes a file.', '只有 onnx 类模型接受文件。'));
export const noFeature = (at: string, name: string): UserError =>
  refusal('invalid', 'model.feature', at, both(`"${name}" is no feature of this model's object.`, `“${name}”不是该模型对象的特征。`), name);
export const noSuchName = ({ inputs, outputs }: OnnxNames): UserError => {
  const names = inputs.map(({ name }) => name);
  return refusal(
    'invalid',
    'model.onnx-names',
    '/input',
    both(
      `The file has the inputs ${names.join(', ')} and the outputs ${outputs.join(', ')}.`,
      `该文件的输入为 ${names.join('、')}，输出为 ${outputs.join('、')}。`,
    ),
  );
};
