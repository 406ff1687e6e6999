import { both, option, type ObjectDefinition } from './object.js';

/** What a customer answered to a question of satisfaction. */
export const feedback: ObjectDefinition = {
  key: 'feedback',
  title: both('Feedback', '客户反馈'),
  plural: both('Feedback', '客户反馈'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '名称'), indexed: true },
    kind: {
      type: 'choice',
      title: both('Question', '问题类型'),
      required: true,
      options: [
        option('csat', 'Satisfaction (1 to 5)', '满意度(1 至 5)'),
        option('nps', 'Recommendation (0 to 10)', '推荐意愿(0 至 10)'),
        option('ces', 'Effort (1 to 7)', '费力程度(1 至 7)'),
      ],
    },
    score: { type: 'integer', title: both('Score', '分数'), required: true, schema: { minimum: 0, maximum: 10 } },
    comment: { type: 'longtext', title: both('Comment', '评论'), personal: true },
    given_at: { type: 'datetime', title: both('Given at', '反馈时间') },
    channel: {
      type: 'choice',
      title: both('Channel', '渠道'),
      options: [
        option('email', 'E-mail', '邮件'),
        option('phone', 'Phone', '电话'),
        option('web', 'Web form', '网页表单'),
        option('chat', 'Chat', '聊天'),
        option('api', 'API', '接口'),
      ],
    },
    ticket: { type: 'reference', object: 'ticket', title: both('Ticket', '工单') },
    account: { type: 'reference', object: 'account', title: both('Account', '客户') },
    contact: { type: 'reference', object: 'contact', title: both('Contact', '联系人') },
  },
};
