/** What tickets of the sample are about: questions in two wordings, and the answer that helped. */
export interface TicketTopic {
  readonly language: 'en' | 'zh-CN';
  readonly subject: string;
  readonly category: 'problem' | 'complaint' | 'question' | 'request';
  readonly descriptions: readonly [string, ...string[]];
  readonly resolution: string;
}

export const TICKET_TOPICS: readonly TicketTopic[] = [
  {
    language: 'en',
    subject: 'Cannot sign in since this morning',
    category: 'problem',
    descriptions: [
      'The page says that the password is wrong, but nobody changed it. Two colleagues have the same trouble.',
      'After the login page nothing happens, the session seems to end at once.',
    ],
    resolution:
      'We ended the stuck sessions. Please sign in again; if the password is refused, choose "Forgot password" on the sign-in page and set a new one.',
  },
  {
    language: 'en',
    subject: 'Invoice shows the wrong address',
    category: 'complaint',
    descriptions: [
      'Our last invoice was sent to the old office again. We told you about the new address in spring.',
      'The billing address on the invoice is wrong for the third time, our accounting refuses to pay it.',
    ],
    resolution: 'We corrected the billing address in the master data and sent the invoice again. Future invoices use the new address.',
  },
  {
    language: 'en',
    subject: 'How do I export my data?',
    category: 'question',
    descriptions: ['We need all contacts and deals as a file for our controller.', 'Is there a way to download the list as CSV or Excel?'],
    resolution: 'Open the list, choose the columns you need, then "Download" above the table: you get a CSV file that Excel opens directly.',
  },
  {
    language: 'en',
    subject: 'Report is slow with many rows',
    category: 'problem',
    descriptions: ['The revenue report needs more than a minute since we imported last year.', 'Opening the dashboard takes forever when no filter is set.'],
    resolution: 'We added an index for your filter. The report opens in two seconds now; a filter on the period keeps it quick.',
  },
  {
    language: 'en',
    subject: 'Please add a second administrator',
    category: 'request',
    descriptions: ['Our administrator goes on leave and we need a deputy with the same rights.', 'Please give Ms Fischer the administrator role as well.'],
    resolution: 'An administrator can invite another one under Settings, People, "Invite": choose the role Administrator. We did it together for this time.',
  },
  {
    language: 'en',
    subject: 'Import stops at row 812',
    category: 'problem',
    descriptions: [
      'The CSV import of our contacts stops with an error in the middle.',
      'Row 812 has an e-mail address with a blank, is that why the import fails?',
    ],
    resolution:
      'The row held an invalid e-mail address. Rows with errors can be downloaded after the preview, corrected and imported again; the others are not lost.',
  },
  {
    language: 'en',
    subject: 'Where do I change the language?',
    category: 'question',
    descriptions: ['The interface is in English, I would like Chinese.', 'A new colleague needs the menus in another language.'],
    resolution: 'Click your name at the top right, then Language. The choice counts for you alone.',
  },
  {
    language: 'en',
    subject: 'Notifications arrive twice',
    category: 'problem',
    descriptions: ['Every reminder mail comes two times since yesterday.', 'I get each notification once by mail and once more a minute later.'],
    resolution: 'Two rules sent the same notification. We switched the older one off; you find both under Rules.',
  },
  {
    language: 'en',
    subject: 'We were promised a call back',
    category: 'complaint',
    descriptions: [
      'Your colleague wanted to call back on Monday, nobody did. We are disappointed.',
      'Third request for a call back. This is not the service that we pay for.',
    ],
    resolution: 'We apologise: the call back was not noted as a task. The team lead called today and stays your contact.',
  },
  {
    language: 'zh-CN',
    subject: '早上开始无法登录',
    category: 'problem',
    descriptions: ['输入密码后提示错误，但密码没有改过，两位同事也一样。', '登录后页面马上退回登录页，会话似乎立即失效。'],
    resolution: '已清除异常会话，请重新登录；若仍提示密码错误，请在登录页点击“忘记密码”重新设置。',
  },
  {
    language: 'zh-CN',
    subject: '发票抬头有误',
    category: 'complaint',
    descriptions: ['发票抬头还是旧公司名称，之前已经通知过，很失望。', '财务拒收这张发票，抬头和税号都不对，已经是第二次了。'],
    resolution: '已更正主数据中的抬头和税号，并重新开具发票；以后的发票均使用新抬头。',
  },
  {
    language: 'zh-CN',
    subject: '如何批量导入客户？',
    category: 'question',
    descriptions: ['我们有一份 Excel 客户名单，想一次导入系统。', '导入客户时，列名需要和系统一致吗？'],
    resolution: '请将名单另存为 CSV，在“设置 - 导入”中上传：系统会自动识别列名，预览后再确认导入，有误可撤销。',
  },
  {
    language: 'zh-CN',
    subject: '报表打开很慢',
    category: 'problem',
    descriptions: ['数据多了之后，销售报表要等一分钟。', '不加筛选时仪表盘一直在转圈。'],
    resolution: '已为常用筛选增加索引，报表两秒内打开；建议按期间筛选。',
  },
  {
    language: 'zh-CN',
    subject: '请增加一个管理员账号',
    category: 'request',
    descriptions: ['管理员休假，需要一位有同样权限的代理人。', '请给李敏也开通管理员权限。'],
    resolution: '管理员可在“设置 - 人员 - 邀请”中添加，角色选择“管理员”。本次已协助开通。',
  },
  {
    language: 'zh-CN',
    subject: '手机端看不到任务',
    category: 'problem',
    descriptions: ['在手机浏览器里任务列表是空的，电脑上正常。', '手机上打开收件箱没有任何任务。'],
    resolution: '手机端默认只显示分配给您的任务，请在筛选中选择“全部”。',
  },
  {
    language: 'zh-CN',
    subject: '合同到期如何续约？',
    category: 'question',
    descriptions: ['年底合同到期，想了解续约流程和价格。', '续约需要重新签合同吗？'],
    resolution: '到期前 60 天我们会发送续约报价；确认报价即可续约，无需重新签订合同。',
  },
];
