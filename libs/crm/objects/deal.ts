import { both, option, type ObjectDefinition } from './object.js';

/** A chance to sell. Where it stands is its run's state, not a field. */
export const deal: ObjectDefinition = {
  key: 'deal',
  title: both('Deal', '商机'),
  plural: both('Deals', '商机'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '名称') },
    account: { type: 'reference', object: 'account', title: both('Account', '客户'), indexed: true },
    contact: { type: 'reference', object: 'contact', title: both('Contact', '联系人') },
    product: { type: 'reference', object: 'product', title: both('Product', '产品') },
    sales_agent: { type: 'reference', object: 'agent', title: both('Sales agent', '销售代表') },
    close_value: { type: 'money', title: both('Value', '金额'), indexed: true },
    currency: { type: 'text', title: both('Currency', '币种') },
    budget: { type: 'money', title: both("Customer's budget", '客户预算') },
    discount_percent: { type: 'number', title: both('Discount (%)', '折扣(%)') },
    engage_date: { type: 'date', title: both('Engaged on', '接洽日期') },
    expected_close_date: { type: 'date', title: both('Expected to close on', '预计成交日期') },
    close_date: { type: 'date', title: both('Closed on', '成交日期'), indexed: true },
    lost_reason: {
      type: 'text',
      title: both('Reason for loss', '丢单原因'),
      options: [
        option('price', 'Price', '价格'),
        option('competitor', 'Competitor', '竞争对手'),
        option('no-budget', 'No budget', '没有预算'),
        option('no-decision', 'No decision', '未作决定'),
        option('timing', 'Timing', '时机不合适'),
        option('fit', 'Does not fit', '不匹配'),
        option('not recorded', 'Not recorded', '未记录'),
      ],
    },
    source: { type: 'text', title: both('Source', '来源') },
    campaign: { type: 'reference', object: 'campaign', title: both('Campaign', '营销活动') },
    next_step: { type: 'text', title: both('Next step', '下一步') },
    description: { type: 'longtext', title: both('Description', '描述') },
  },
};
