import type { Json, JsonObject } from '#kernel';
import { parseRecordId } from '#kernel';
import type { ModelKind, Score, Scores } from '#models';
import type { StepHandler } from '#runtime';
import { badInput, members, optionalText, recordOr, requiredText } from '../input.js';

/** Scores records, as far as steps need it. */
export type Models = Pick<Scores, 'score'>;

/** Scores the record by the model of a kind that fits it, or by the named one. */
export const scoreBy =
  (models: Models, kind: ModelKind): StepHandler =>
  async ({ workspace, input, recordId }) => {
    const given = members(input);
    const model = optionalText(given, 'model', 80);
    const score = await models.score(workspace, { record: idOf(given, recordId), model, kind });
    return { kind: 'done', output: outputOf(score) };
  };

/** As `scoreBy`, by a model that must be named; of one kind alone where `only` says so. */
export const scoreByNamed =
  (models: Models, only: ModelKind | null): StepHandler =>
  async ({ workspace, input, recordId }) => {
    const given = members(input);
    const model = requiredText(given, 'model', 80);
    const score = await models.score(workspace, { record: idOf(given, recordId), model, kind: null });
    if (only !== null && score.kind !== only) {
      const text = { en: `The model "${model}" is not of kind ${only}.`, 'zh-CN': `模型“${model}”不是 ${only} 类。` };
      throw badInput('/model', text, model);
    }
    return { kind: 'done', output: outputOf(score) };
  };

function idOf(given: JsonObject, fallback: string) {
  const id = parseRecordId(recordOr(given, fallback));
  if (id !== null) return id;
  throw badInput('/record', { en: 'This is not the id of a record.', 'zh-CN': '这不是有效的记录标识。' });
}

/** What the run's history keeps of a score: the number, why, and by what. */
function outputOf({ score, unit, band, label, reasons, model, version, fallback, more }: Score): JsonObject {
  const points = Math.round(unit === 'chance' ? score * 100 : score);
  return {
    score,
    points,
    band,
    label,
    reasons: reasons as unknown as Json,
    model,
    version,
    fallback: fallback !== null,
    rule: fallback as unknown as Json,
    more,
  };
}
