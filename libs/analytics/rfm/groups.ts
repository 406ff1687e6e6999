import type { Text } from '#kernel';

export type RfmGroup =
  'champions' | 'loyal' | 'potential-loyalists' | 'new' | 'promising' | 'need-attention' | 'about-to-sleep' | 'at-risk' | 'cannot-lose' | 'hibernating';

/** Name of a group and what it means, in the order of a panel: best first. */
export const RFM_GROUPS: readonly { readonly key: RfmGroup; readonly title: Text; readonly about: Text }[] = [
  {
    key: 'champions',
    title: { en: 'Champions', 'zh-CN': '冠军客户' },
    about: { en: 'Bought very recently and often.', 'zh-CN': '最近刚购买，且购买频繁。' },
  },
  {
    key: 'loyal',
    title: { en: 'Loyal customers', 'zh-CN': '忠诚客户' },
    about: { en: 'Buy often, not long ago.', 'zh-CN': '购买频繁，且距今不久。' },
  },
  {
    key: 'potential-loyalists',
    title: { en: 'Potential loyalists', 'zh-CN': '潜在忠诚客户' },
    about: { en: 'Bought recently, more than once.', 'zh-CN': '最近购买过，且不止一次。' },
  },
  {
    key: 'new',
    title: { en: 'New customers', 'zh-CN': '新客户' },
    about: { en: 'Bought very recently for the first time or so.', 'zh-CN': '最近才首次购买。' },
  },
  {
    key: 'promising',
    title: { en: 'Promising', 'zh-CN': '有希望的客户' },
    about: { en: 'Bought recently, but seldom.', 'zh-CN': '最近购买过，但次数很少。' },
  },
  {
    key: 'need-attention',
    title: { en: 'Need attention', 'zh-CN': '需要关注' },
    about: { en: 'Middling in recency and frequency.', 'zh-CN': '购买时间和频率均居中。' },
  },
  {
    key: 'about-to-sleep',
    title: { en: 'About to sleep', 'zh-CN': '即将沉睡' },
    about: { en: 'Seldom buy, and it has been a while.', 'zh-CN': '购买很少，且已有一段时间。' },
  },
  {
    key: 'at-risk',
    title: { en: 'At risk', 'zh-CN': '有流失风险' },
    about: { en: 'Used to buy often, a long time ago.', 'zh-CN': '曾经常购买，但已很久未买。' },
  },
  {
    key: 'cannot-lose',
    title: { en: 'Cannot lose them', 'zh-CN': '不能失去的客户' },
    about: { en: 'Used to buy most often of all, a long time ago.', 'zh-CN': '曾是购买最频繁的客户，但已很久未买。' },
  },
  {
    key: 'hibernating',
    title: { en: 'Hibernating', 'zh-CN': '沉睡客户' },
    about: { en: 'Bought seldom, a long time ago.', 'zh-CN': '购买很少，且已很久未买。' },
  },
];

/** Rows: recency score 1 to 5; columns: frequency score 1 to 5. The usual chart of ten groups. */
const CHART: readonly (readonly RfmGroup[])[] = [
  ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cannot-lose'],
  ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cannot-lose'],
  ['about-to-sleep', 'about-to-sleep', 'need-attention', 'loyal', 'loyal'],
  ['promising', 'potential-loyalists', 'potential-loyalists', 'loyal', 'loyal'],
  ['new', 'potential-loyalists', 'potential-loyalists', 'champions', 'champions'],
];

/** The group of two scores of 1 to 5. */
export const rfmGroup = (recencyScore: number, frequencyScore: number): RfmGroup => CHART[recencyScore - 1]?.[frequencyScore - 1] ?? 'need-attention';
