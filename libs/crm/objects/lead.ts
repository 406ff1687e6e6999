import { both, option, type ObjectDefinition } from './object.js';

/** Somebody who may become a customer. */
export const lead: ObjectDefinition = {
  key: 'lead',
  title: both('Lead', '线索'),
  plural: both('Leads', '线索'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '姓名'), required: true, personal: true, indexed: true },
    company: { type: 'text', title: both('Company', '公司') },
    email: { type: 'email', title: both('E-mail', '邮箱'), personal: true, indexed: true },
    phone: { type: 'phone', title: both('Phone', '电话'), personal: true },
    job_title: { type: 'text', title: both('Job title', '职位'), personal: true },
    source: {
      type: 'text',
      title: both('Source', '来源'),
      options: [
        option('web', 'Website', '网站'),
        option('referral', 'Referral', '转介绍'),
        option('event', 'Event', '活动'),
        option('advertising', 'Advertising', '广告'),
        option('cold-call', 'Cold call', '电话开发'),
        option('partner', 'Partner', '合作伙伴'),
      ],
    },
    campaign: { type: 'reference', object: 'campaign', title: both('Campaign', '营销活动') },
    country: { type: 'text', title: both('Country', '国家') },
    city: { type: 'text', title: both('City', '城市'), personal: true },
    product: { type: 'reference', object: 'product', title: both('Interested in', '意向产品') },
    budget: { type: 'money', title: both('Budget', '预算') },
    currency: { type: 'text', title: both('Currency', '币种') },
    score: { type: 'number', title: both('Score', '评分') },
    mail_consent: { type: 'boolean', title: both('Agreed to be mailed', '同意接收邮件') },
    last_contact_at: { type: 'datetime', title: both('Last contact', '最近联系') },
    account: { type: 'reference', object: 'account', title: both('Account', '客户') },
    contact: { type: 'reference', object: 'contact', title: both('Contact', '联系人') },
    lost_reason: { type: 'text', title: both('Reason for loss', '流失原因') },
    description: { type: 'longtext', title: both('Description', '描述'), personal: true },
  },
};
