import { both, option, type ObjectDefinition } from './object.js';

/** A company. `sector` is free text with known values: others are kept, and an import reports near misses. */
export const account: ObjectDefinition = {
  key: 'account',
  title: both('Account', '客户'),
  plural: both('Accounts', '客户'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '名称'), required: true, indexed: true },
    sector: {
      type: 'text',
      title: both('Sector', '行业'),
      options: [
        option('retail', 'Retail', '零售'),
        option('technology', 'Technology', '科技'),
        option('medical', 'Medical', '医疗'),
        option('marketing', 'Marketing', '市场营销'),
        option('finance', 'Finance', '金融'),
        option('software', 'Software', '软件'),
        option('entertainment', 'Entertainment', '娱乐'),
        option('telecommunications', 'Telecommunications', '电信'),
        option('services', 'Services', '服务'),
        option('employment', 'Employment', '人力资源'),
        option('manufacturing', 'Manufacturing', '制造'),
        option('education', 'Education', '教育'),
        option('government', 'Government', '政府'),
      ],
    },
    year_established: { type: 'integer', title: both('Year established', '成立年份') },
    revenue: { type: 'number', title: both('Annual revenue (millions)', '年收入(百万)') },
    employees: { type: 'integer', title: both('Employees', '员工数') },
    office_location: { type: 'text', title: both('Office location', '办公地点') },
    subsidiary_of: { type: 'reference', object: 'account', title: both('Subsidiary of', '母公司') },
    website: { type: 'url', title: both('Website', '网站') },
    phone: { type: 'phone', title: both('Phone', '电话') },
    currency: { type: 'text', title: both('Currency', '币种') },
    description: { type: 'longtext', title: both('Description', '描述') },
  },
};
