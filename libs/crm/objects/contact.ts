import { both, option, type ObjectDefinition } from './object.js';

/** A person at an account. What names or reaches the person is personal. */
export const contact: ObjectDefinition = {
  key: 'contact',
  title: both('Contact', '联系人'),
  plural: both('Contacts', '联系人'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '姓名'), required: true, personal: true, indexed: true },
    email: { type: 'email', title: both('E-mail', '邮箱'), personal: true, indexed: true },
    phone: { type: 'phone', title: both('Phone', '电话'), personal: true },
    job_title: { type: 'text', title: both('Job title', '职位'), personal: true },
    account: { type: 'reference', object: 'account', title: both('Account', '客户') },
    language: {
      type: 'choice',
      title: both('Language', '语言'),
      options: [option('en', 'English', '英语'), option('zh-CN', 'Chinese', '中文'), option('other', 'Other', '其他')],
    },
    city: { type: 'text', title: both('City', '城市'), personal: true },
    country: { type: 'text', title: both('Country', '国家') },
    mail_consent: { type: 'boolean', title: both('Agreed to be mailed', '同意接收邮件') },
    description: { type: 'longtext', title: both('Description', '描述'), personal: true },
  },
};
