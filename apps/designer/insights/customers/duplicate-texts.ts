import { defineTexts } from '../../i18n/texts.js';

export const duplicateTexts = defineTexts('insights-duplicates', {
  records: ['Records of', '记录类型'],
  likeness: ['At least this alike', '最低相似度'],
  show: ['Show', '显示'],
  undecided: ['To look at', '待确认'],
  distinct: ['Found to be two', '已确认为两条'],
  found_one: [
    '{{pairs}} pair among {{records}} records, compared by names, addresses and numbers.',
    '{{records}} 条记录中有 {{pairs}} 对，按名称、地址和号码比较。',
  ],
  found_other: [
    '{{pairs}} pairs among {{records}} records, compared by names, addresses and numbers; the likeliest first.',
    '{{records}} 条记录中有 {{pairs}} 对，按名称、地址和号码比较；最可能的在前。',
  ],
  cut: ['The likeliest {{shown}} are shown.', '显示最可能的 {{shown}} 对。'],
  bounded: [
    '{{records}} records resemble more than {{candidates}} others: each was compared with those of its rarest words alone.',
    '{{records}} 条记录的候选超过 {{candidates}} 条：各自只与最少见词语的候选作了比较。',
  ],
  none: ['No pair is that alike', '没有如此相似的记录'],
  noneHint: ['Lower the likeness to see more.', '降低相似度可查看更多。'],
  noneDistinct: ['No pair was found to be two yet', '尚无确认为两条的记录对'],
  noneDistinctHint: ['What you say are two records is kept here and not shown again.', '确认为两条的记录对保存在此，不再提示。'],
  pair: ['{{a}} and {{b}}', '{{a}} 与 {{b}}'],
  alike: ['{{score}} alike', '相似度 {{score}}'],
  field: ['Field', '字段'],
  agrees: ['Alike', '相似度'],
  noScore: ['not compared', '未比较'],
  unnamed: ['Unnamed', '未命名'],
  isTwo: ['Not a duplicate', '不是重复'],
  isTwoOf: ['Not a duplicate: {{pair}}', '不是重复：{{pair}}'],
  keptTwo: ['Kept as two records', '已保留为两条记录'],
  lookAgain: ['Look at it again', '重新确认'],
  merge: ['Merge…', '合并…'],
  mergeOf: ['Merge {{pair}}', '合并{{pair}}'],
});
