import { both, type ObjectDefinition } from './object.js';

/** What is sold. */
export const product: ObjectDefinition = {
  key: 'product',
  title: both('Product', '产品'),
  plural: both('Products', '产品'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '名称'), required: true, indexed: true },
    series: { type: 'text', title: both('Series', '系列') },
    sku: { type: 'text', title: both('Article number', '货号') },
    category: { type: 'text', title: both('Category', '类别') },
    sales_price: { type: 'money', title: both('Sales price', '售价') },
    margin: { type: 'money', title: both('Margin', '毛利') },
    currency: { type: 'text', title: both('Currency', '币种') },
    active: { type: 'boolean', title: both('Sold now', '在售') },
    description: { type: 'longtext', title: both('Description', '描述') },
  },
};
