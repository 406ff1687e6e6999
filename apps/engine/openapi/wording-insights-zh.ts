/** The Chinese of the operations of insights and reports, by their ids. */
export const insightOperations: Readonly<Record<string, { readonly summary: string; readonly description?: string }>> = {
  'insights.funnel': { summary: '到达各阶段、继续推进以及赢单的运行数量', description: '统计在 `from` 与 `to` 之间开始的运行。' },
  'insights.timeInStage': { summary: '运行在各阶段停留多久，仍在其中的一并计入（Kaplan-Meier）' },
  'insights.velocity': { summary: '按月的销售速度以及销售周期长度' },
  'insights.winLoss': { summary: '按数量和金额统计的结果及原因', description: '统计在 `from` 与 `to` 之间结束的运行。' },
  'insights.forecast': {
    summary: '进行中记录的预期收入：按阶段概率，以及由流程图本身得出并附区间与回测',
    description: '以 `to` 时刻的运行日志为准。已结束的运行少于 20 个时流程图尚无法预测：`method` 为 `stages`，`tooLittle` 说明还需多少。',
  },
  'insights.asOf': { summary: '由运行日志还原任意时刻的看板', description: '金额为当前值：运行日志记录的是记录所处的位置，而非当时的金额。' },
  'insights.sales': {
    summary: '按人员或团队的销售额与目标对比',
    description: '统计在 `from` 与 `to` 之间结束的运行；目标取其间各月，首尾月份按所含天数折算。',
  },
  'insights.activity': { summary: '按人员和周统计的备注、完成的任务、推进和邮件', description: '邮件计入触发流程发送它的人员。' },
  'insights.service': {
    summary: '工单的新增、关闭与积压；响应与解决时间；期限达成率',
    description: '时间以秒计，按工单到来的时段统计。`backlog` 为时段末的数量。',
  },
  'insights.satisfaction': {
    summary: '满意度随时间的变化及其区间',
    description: 'CSAT 采用 Wilson 区间，NPS 采用 Rocks 区间，CES 采用 Student t 区间，均为 95%。',
  },
  'insights.campaigns': {
    summary: '营销活动的花费与收获，以及其记录是否更常赢单',
    description:
      '统计字段 `campaign` 指向该活动、且在 `from` 与 `to` 之间到来的商机和线索。`uplift` 为赢单率减去同期无活动记录的赢单率，附 Newcombe 区间。仅作比较，不证明因果。',
  },
  'insights.process': {
    summary: '实际发生的流程：先后关系、频率与等待；路径、返工、符合度；流程图热度',
    description: '统计在 `from` 与 `to` 之间开始的运行；时间以秒计。`states` 和 `transitions` 用于在流程图上绘制。',
  },
  'insights.records': {
    summary: '某个数字背后的记录',
    description:
      '报表的查询条件、报表名称以及所指的数字：`row` 为所在行的 `key`（时段、阶段、人员；`-` 表示无人），`measure` 为该行中的数字成员：`report=funnel&row=engaging&measure=lost`。',
  },
  'insights.export': { summary: '将报表导出为 CSV 或 XLSX 文件' },
  'targets.list': { summary: '按月的销售目标' },
  'targets.put': { summary: '设定某人某月的销售目标' },
  'targets.remove': { summary: '移除销售目标' },
  'reports.list': { summary: '您自己的报表以及共享给所有人的报表' },
  'reports.get': { summary: '已存报表' },
  'reports.create': { summary: '保存报表', description: '定时发送不需要更多权限：邮件只发给成员。' },
  'reports.change': { summary: '更改报表', description: '您自己的；他人共享的需要 view.share 权限。' },
  'reports.remove': { summary: '移除报表' },
  'reports.run': { summary: '运行已存报表' },
  'reports.preview': { summary: '运行未保存的报表' },
  'reports.export': { summary: '将已存报表导出为 CSV 或 XLSX 文件' },
  'reports.send': { summary: '立即将报表发送给其定时收件人' },
};

/** The Chinese of what their parameters say, by the English. */
export const insightDescriptions: Readonly<Record<string, string>> = {
  'so many of the records had more candidates than `candidates`, and were compared with those of their rarest words alone; null: none':
    '候选多于 `candidates` 的记录数，这些记录只与最少见词语的候选作比较；null 表示没有',
  'the pipeline whose runs are read': '读取其运行的流程',
  'only records that fulfil these conditions, as in the list of records': '仅统计满足这些条件的记录，写法同记录列表',
  'from this moment on; a year before `to` by default': '从此时刻起；默认为 `to` 之前一年',
  'up to this moment, itself left out; now by default': '到此时刻为止，不含该时刻；默认为现在',
  'IANA time zone of days, weeks and months; the workspace’s by default': '日、周、月所用的 IANA 时区；默认为工作区的时区',
  'one row a day, week (default, from Monday) or month': '每天、每周（默认，周一起）或每月一行',
  'the money field that is added up; by default `close_value`, or the first money field of the object':
    '要合计的金额字段；默认为 `close_value`，或该对象的第一个金额字段',
  'amounts in this currency only, ISO 4217; by default the workspace’s, or the commonest where none is in it':
    '仅统计此币种的金额，ISO 4217；默认为工作区币种，若无该币种则为最常见的币种',
  'the moment; now by default': '时刻；默认为现在',
  '`any` (default): a stage counts however it was reached; `strict`: only by all stages before it, one directly after another':
    '`any`（默认）：以任何方式到达均计入；`strict`：仅当依次直接经过之前所有阶段时计入',
  'count working time of this calendar instead of all time': '只计此日历的工作时间，而非全部时间',
  'the field of the reason; by default what a way to lost asks for, or `lost_reason`': '原因字段；默认为通往输单的转换所要求的字段，或 `lost_reason`',
  'days ahead, default 90': '预测天数，默认 90',
  'a choice or text field whose values get chances of their own': '一个选项或文本字段，其各取值分别估计机会',
  '`ownerId`, or a person, reference or choice field such as `sales_agent`; `sales_agent.team` for the team':
    '`ownerId`，或人员、引用、选项字段，如 `sales_agent`；`sales_agent.team` 表示团队',
  'default `csat`': '默认 `csat`',
  'a whole-number field of the pipeline’s object; by default the records of `feedback`, and for CSAT the field `satisfaction` where there are none':
    '流程对象的整数字段；默认为 `feedback` 的记录，若无记录则 CSAT 取字段 `satisfaction`',
  'default `stage`; `state`: every innermost state, also of parallel parts': '默认 `stage`；`state`：每个最内层状态，包括并行部分',
  'how many of the commonest ways, default 10': '列出多少条最常见路径，默认 10',
  'XLSX always has its charts, drawn by the spreadsheet; this asks for nothing more': 'XLSX 始终带有由电子表格绘制的图表；此项无额外作用',
  'key of the row; left out: the total': '行的键；省略表示合计',
  'key of the period, where the rows have periods': '时段的键，用于含时段的行',
  'itself among them': '包含该月',
  'A saved report: what is counted, by what, of which records, and how it is drawn.': '已存报表：统计什么、按什么分组、针对哪些记录以及如何绘制。',
  'What somebody, or everybody together (`who` null), is to sell in a month.': '某人或全体（`who` 为 null）某月的销售目标。',
};
