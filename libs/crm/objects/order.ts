import { both, option, type ObjectDefinition } from './object.js';

/** A purchase as it was invoiced; negative amounts are returns. Segments, customer value and offers are reckoned from these. */
export const order: ObjectDefinition = {
  key: 'order',
  title: both('Order', '订单'),
  plural: both('Orders', '订单'),
  nameField: 'number',
  fields: {
    number: { type: 'text', title: both('Number', '订单号'), required: true, indexed: true },
    account: { type: 'reference', object: 'account', title: both('Account', '客户'), indexed: true },
    contact: { type: 'reference', object: 'contact', title: both('Contact', '联系人') },
    order_date: { type: 'date', title: both('Ordered on', '下单日期'), indexed: true },
    amount: { type: 'money', title: both('Amount', '金额') },
    currency: { type: 'text', title: both('Currency', '币种') },
    channel: {
      type: 'text',
      title: both('Channel', '渠道'),
      options: [option('sales', 'Sales team', '销售团队'), option('web', 'Web shop', '网店'), option('partner', 'Partner', '合作伙伴')],
    },
    deal: { type: 'reference', object: 'deal', title: both('Deal', '商机') },
    description: { type: 'longtext', title: both('Description', '描述') },
  },
};

/** One product of an order. */
export const orderLine: ObjectDefinition = {
  key: 'order_line',
  title: both('Order line', '订单行'),
  plural: both('Order lines', '订单行'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '名称') },
    order: { type: 'reference', object: 'order', title: both('Order', '订单'), required: true, indexed: true },
    product: { type: 'reference', object: 'product', title: both('Product', '产品'), indexed: true },
    quantity: { type: 'number', title: both('Quantity', '数量') },
    unit_price: { type: 'money', title: both('Unit price', '单价') },
    currency: { type: 'text', title: both('Currency', '币种') },
  },
};
