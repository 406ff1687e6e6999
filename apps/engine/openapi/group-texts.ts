import type { Text } from '#kernel';

/** Groups of operations, by the English name. */
export const groupTexts: Readonly<Record<string, { readonly name: string; readonly about: Text }>> = {
  'Sign-in and people': {
    name: '登录与人员',
    about: { en: 'Sessions, passwords, the people of a workspace and what they may do.', 'zh-CN': '会话、密码、工作区成员及其权限。' },
  },
  'API keys': {
    name: 'API 密钥',
    about: { en: 'How other systems sign in. A key is shown once and can be revoked at any time.', 'zh-CN': '供其他系统登录。密钥只显示一次，可随时撤销。' },
  },
  Audit: {
    name: '审计',
    about: { en: 'What was done and by whom, in a chain of hashes that shows any change.', 'zh-CN': '谁做了什么；以哈希链记录，任何改动都可发现。' },
  },
  'Incoming webhooks': {
    name: '接收 Webhook',
    about: { en: 'Signed deliveries from other systems become events of runs or new records.', 'zh-CN': '来自其他系统的签名投递成为运行的事件或新记录。' },
  },
  'Outgoing webhooks': {
    name: '发送 Webhook',
    about: {
      en: 'What rules and steps told other systems, signed, and a test message to see that it arrives.',
      'zh-CN': '规则和步骤以签名消息告知其他系统的内容，以及用于确认能够送达的测试消息。',
    },
  },
  Secrets: {
    name: '密钥',
    about: {
      en: 'Values that steps send to other systems: written once, never shown, sent only to the hosts they were made for.',
      'zh-CN': '步骤发送给其他系统的值：只写入，从不显示，只发送到为其指定的主机。',
    },
  },
  Pipelines: {
    name: '流程',
    about: {
      en: 'Drafts, checks before publishing, versions that never change, rules, migration of open runs.',
      'zh-CN': '草稿、发布前检查、不变的版本、规则，以及进行中运行的迁移。',
    },
  },
  Steps: { name: '步骤', about: { en: 'The kinds of work a pipeline may ask for.', 'zh-CN': '流程可以要求的工作种类。' } },
  Calendars: { name: '日历', about: { en: 'Working time, for deadlines that count working hours only.', 'zh-CN': '工作时间，用于只计工作时间的期限。' } },
  Runs: {
    name: '运行',
    about: {
      en: 'A run is one record living in one version of a pipeline: start it, send events, ask why not, read its history.',
      'zh-CN': '运行是一条记录在某个流程版本中的进程：启动、发送事件、询问原因、读取历史。',
    },
  },
  Incidents: {
    name: '异常',
    about: { en: 'Runs that need a person: retry, skip, or edit and retry.', 'zh-CN': '需要人工处理的运行：重试、跳过，或修改后重试。' },
  },
  'Objects and fields': {
    name: '对象与字段',
    about: { en: 'The kinds of record, with the fields they have and those you add.', 'zh-CN': '记录的种类、已有字段以及您添加的字段。' },
  },
  Records: {
    name: '记录',
    about: { en: 'Deals, tickets, contacts and the rest: list, change, summarise.', 'zh-CN': '商机、工单、联系人等：列表、更改、汇总。' },
  },
  Imports: {
    name: '导入',
    about: { en: 'CSV files brought in as records, checked before, and taken back when wrong.', 'zh-CN': '将 CSV 文件导入为记录：事先检查，有误可撤销。' },
  },
  'Saved views': {
    name: '已存视图',
    about: {
      en: 'Named filters with their order and columns: your own, or shared with everybody.',
      'zh-CN': '带有排序和列的命名筛选：自己的，或共享给所有人的。',
    },
  },
  Notifications: {
    name: '通知',
    about: { en: 'What pipelines tell you, and what of it you have read.', 'zh-CN': '流程发给您的消息，以及其中已读的部分。' },
  },
  Models: {
    name: '模型',
    about: {
      en: 'What learns from your history and scores records: trained, checked on held-out rows, versioned, explained.',
      'zh-CN': '从您的历史中学习并为记录评分：训练、用留出的数据检验、有版本、可解释。',
    },
  },
  Customers: {
    name: '客户洞察',
    about: {
      en: 'What purchases and texts say of customers: RFM, value, churn, loyalty, baskets, offers, themes, suggested answers, duplicates.',
      'zh-CN': '购买与文本所反映的客户情况：RFM、价值、流失、忠诚度、购物篮、推荐、主题、建议答复、重复记录。',
    },
  },
  Segments: {
    name: '客户细分',
    about: { en: 'Saved ways to put records into segments, with versions and members.', 'zh-CN': '将记录划入细分的方案，含版本和成员。' },
  },
  Insights: {
    name: '洞察',
    about: {
      en: 'What the journal says: funnels, times, forecasts, sales, service, the process as it was lived; every number leads to its records.',
      'zh-CN': '运行日志所反映的情况：漏斗、时长、预测、销售、服务以及实际流程；每个数字都可追溯到记录。',
    },
  },
  Reports: {
    name: '报表',
    about: { en: 'Reports that people make and share, sent by mail on schedule; sales targets.', 'zh-CN': '自建并共享的报表，可定时邮件发送；销售目标。' },
  },
  'Tasks and approvals': {
    name: '任务与审批',
    about: { en: 'Work for people; the answer to an approval is an event of the run.', 'zh-CN': '人的工作；审批的答复成为运行的事件。' },
  },
  Service: { name: '服务', about: { en: 'Health, metrics and this document.', 'zh-CN': '健康状况、指标和本文档。' } },
  Live: { name: '实时', about: { en: 'What changes, as it changes.', 'zh-CN': '实时的变化。' } },
};
