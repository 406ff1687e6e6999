import { both, option, type ObjectDefinition } from './object.js';

/** Something done to win customers: a fair, a mailing, an advertisement. Leads and deals name the one they came from. */
export const campaign: ObjectDefinition = {
  key: 'campaign',
  title: both('Campaign', '营销活动'),
  plural: both('Campaigns', '营销活动'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '名称'), required: true, indexed: true },
    channel: {
      type: 'choice',
      title: both('Channel', '渠道'),
      options: [
        option('email', 'E-mail', '邮件'),
        option('event', 'Event', '活动'),
        option('search', 'Search advertising', '搜索广告'),
        option('social', 'Social media', '社交媒体'),
        option('partner', 'Partner', '合作伙伴'),
        option('webinar', 'Webinar', '网络研讨会'),
        option('other', 'Other', '其他'),
      ],
    },
    starts_on: { type: 'date', title: both('Starts on', '开始日期') },
    ends_on: { type: 'date', title: both('Ends on', '结束日期') },
    budget: { type: 'money', title: both('Budget', '预算') },
    cost: { type: 'money', title: both('Cost so far', '实际花费') },
    currency: { type: 'text', title: both('Currency', '币种') },
    description: { type: 'longtext', title: both('Description', '描述') },
  },
};
