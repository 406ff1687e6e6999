import { both, option, type ObjectDefinition } from './object.js';

/** A customer's question or complaint. */
export const ticket: ObjectDefinition = {
  key: 'ticket',
  title: both('Ticket', '工单'),
  plural: both('Tickets', '工单'),
  nameField: 'subject',
  fields: {
    subject: { type: 'text', title: both('Subject', '主题'), required: true, indexed: true },
    description: { type: 'longtext', title: both('Description', '描述'), personal: true },
    account: { type: 'reference', object: 'account', title: both('Account', '客户') },
    contact: { type: 'reference', object: 'contact', title: both('Contact', '联系人') },
    product: { type: 'reference', object: 'product', title: both('Product', '产品') },
    priority: {
      type: 'choice',
      title: both('Priority', '优先级'),
      options: [option('low', 'Low', '低'), option('normal', 'Normal', '普通'), option('high', 'High', '高'), option('urgent', 'Urgent', '紧急')],
    },
    category: {
      type: 'text',
      title: both('Category', '类别'),
      options: [
        option('question', 'Question', '咨询'),
        option('problem', 'Problem', '故障'),
        option('request', 'Request', '需求'),
        option('complaint', 'Complaint', '投诉'),
      ],
    },
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
    requester_email: { type: 'email', title: both("Requester's e-mail", '提交人邮箱'), personal: true },
    assignee: { type: 'person', title: both('Handled by', '处理人') },
    resolution: { type: 'longtext', title: both('Resolution', '解决方案') },
    first_response_at: { type: 'datetime', title: both('First response', '首次响应时间') },
    resolved_at: { type: 'datetime', title: both('Resolved at', '解决时间') },
    satisfaction: {
      type: 'integer',
      title: both('Satisfaction (1 to 5)', '满意度(1 至 5)'),
      schema: { minimum: 1, maximum: 5 },
    },
  },
};
