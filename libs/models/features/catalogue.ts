import type { Text } from '#kernel';
import type { FieldDefinition } from '#pipeline';

/** One thing a model may learn from: a field of the record, or something told by the journal. All are taken as of the decision. */
export interface FeatureSpec {
  /** `record.<field>` or `run.<name>`. */
  readonly name: string;
  readonly label: Text;
  readonly how: Text;
  readonly kind: 'number' | 'level';
  readonly byDefault: boolean;
}

const AS_OF: Text = { en: 'The value at that moment, by the history.', 'zh-CN': '按历史记录，取当时的值。' };
const DAYS_TO: Text = { en: 'Days from that moment to the date; negative where it is past.', 'zh-CN': '当时距该日期的天数；已过则为负。' };

/** What the journal tells, whatever the object. */
export const RUN_FEATURES: readonly FeatureSpec[] = [
  feature('stage', 'level', ['Stage', '阶段'], ['The stage the run was in.', '运行当时所在的阶段。']),
  feature('days_in_stage', 'number', ['Days in the stage', '在阶段中的天数'], ['Days since the run entered its stage.', '自进入该阶段起的天数。']),
  feature('days_open', 'number', ['Days since the start', '开始以来的天数'], ['Days since the run began.', '自运行开始起的天数。']),
  feature('moves', 'number', ['Moves', '移动次数'], ['How often it had changed its stage.', '已变更阶段的次数。']),
  feature('returns', 'number', ['Returns', '返回次数'], ['How often it had entered a stage that it had been in before.', '回到曾经所在阶段的次数。']),
  feature('activities', 'number', ['Activities', '活动次数'], ['Notes, tasks, tags and edits by then.', '截至当时的备注、任务、标签和编辑次数。']),
  feature('activities_14d', 'number', ['Activities of the last 14 days', '近 14 天的活动'], ['Events in the 14 days before.', '此前 14 天内的事件数。']),
  feature('quiet_days', 'number', ['Days without an event', '无事件的天数'], ['Days since the last event.', '自上一事件起的天数。']),
  feature('completeness', 'number', ['Completeness', '完整度'], ['Share of the fields that were filled in.', '已填写字段的比例。'], false),
  feature('age_days', 'number', ['Age of the record', '记录的时长'], ['Days since the record was made.', '自记录建立起的天数。']),
];

function feature(name: string, kind: FeatureSpec['kind'], label: readonly [string, string], how: readonly [string, string], byDefault = true): FeatureSpec {
  return { name: `run.${name}`, kind, label: { en: label[0], 'zh-CN': label[1] }, how: { en: how[0], 'zh-CN': how[1] }, byDefault };
}

/** Results of scoring: learned from, they would feed on themselves. */
const OF_SCORES = new Set(['score', 'score_band']);

/**
 * What a model of an object can learn from. Personal fields and free texts give none: a model keeps levels of what it saw, and must not keep
 * what can be erased. `hasRuns`: whether the model stands on a pipeline's journal.
 */
export function featuresOf(fields: Readonly<Record<string, FieldDefinition>>, nameField: string | null, hasRuns: boolean): readonly FeatureSpec[] {
  const ofRecord = Object.entries(fields).flatMap(([field, definition]) => {
    const kind = kindOf(definition);
    if (kind === null || definition.personal === true || field === nameField) return [];
    const isUsual = definition.retired !== true && !field.endsWith('_text') && !OF_SCORES.has(field) && field !== 'currency';
    const isDate = definition.type === 'date' || definition.type === 'datetime';
    return [{ name: `record.${field}`, label: definition.title, how: isDate ? DAYS_TO : AS_OF, kind, byDefault: isUsual }];
  });
  return [...(hasRuns ? RUN_FEATURES : RUN_FEATURES.filter(({ name }) => name === 'run.age_days' || name === 'run.completeness')), ...ofRecord];
}

function kindOf({ type }: FieldDefinition): FeatureSpec['kind'] | null {
  switch (type) {
    case 'number':
    case 'integer':
    case 'money':
    case 'date':
    case 'datetime':
      return 'number';
    case 'text':
    case 'choice':
    case 'boolean':
    case 'reference':
    case 'person':
      return 'level';
    default:
      return null;
  }
}

/** The features a model uses: those it names (unknown ones fall away), or those by default. */
export function chosenFeatures(all: readonly FeatureSpec[], names: readonly string[] | null): readonly FeatureSpec[] {
  if (names === null) return all.filter(({ byDefault }) => byDefault);
  const wanted = new Set(names);
  return all.filter(({ name }) => wanted.has(name));
}
