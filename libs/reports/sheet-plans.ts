import type { Text } from '#kernel';
import type { Sheet, SheetKind } from './sheet.js';
import type { ComputedReport } from './wish.js';

export interface ColumnPlan {
  /** Into the row of the answer, by dots. */
  readonly path: string;
  readonly title: Text;
  readonly kind: SheetKind;
}

export interface SheetPlan {
  readonly name: Text;
  /** The list of the answer; null: the answer itself is the one row. */
  readonly from: string | null;
  readonly columns: readonly ColumnPlan[];
  readonly chart: Sheet['chart'];
}

const column = (path: string, kind: SheetKind, en: string, zh: string): ColumnPlan => ({ path, kind, title: { en, 'zh-CN': zh } });
const plan = (from: string | null, en: string, zh: string, columns: readonly ColumnPlan[], chart: Sheet['chart'] = null): SheetPlan => ({
  name: { en, 'zh-CN': zh },
  from,
  columns,
  chart,
});
const bars = (...values: readonly number[]): Sheet['chart'] => ({ kind: 'column', names: 0, values });
const lines = (...values: readonly number[]): Sheet['chart'] => ({ kind: 'line', names: 0, values });

const STAGE = column('title', 'text', 'Stage', '阶段');
const PERIOD = column('key', 'text', 'Period', '时段');
const MONTH = column('key', 'text', 'Month', '月份');
const WON = column('won', 'count', 'Won', '赢单');
const LOST = column('lost', 'count', 'Lost', '输单');
const COUNT = column('count', 'count', 'Records', '记录数');
const VALUE = column('value', 'money', 'Value', '金额');
const RATE = column('winRate', 'share', 'Win rate', '赢单率');

/** What of each report goes into a file, and what is drawn of it. */
export const COLUMNS: Readonly<Record<ComputedReport, readonly SheetPlan[]>> = {
  funnel: [
    plan(
      'stages',
      'Funnel',
      '漏斗',
      [
        STAGE,
        column('reached', 'count', 'Reached', '到达'),
        column('wentOn', 'count', 'Went on', '继续推进'),
        LOST,
        column('here', 'count', 'Here now', '当前在此'),
        column('toNext', 'share', 'To the next', '进入下一阶段'),
        column('toWon', 'share', 'To won', '最终赢单'),
        VALUE,
      ],
      bars(1),
    ),
  ],
  'time-in-stage': [
    plan(
      'stages',
      'Time in stage',
      '阶段停留时间',
      [
        STAGE,
        column('median', 'seconds', 'Median', '中位数'),
        column('mean', 'seconds', 'Mean', '平均'),
        column('p90', 'seconds', 'Nine of ten within', '九成不超过'),
        column('stays', 'count', 'Stays', '停留次数'),
        column('open', 'count', 'Still there', '仍在其中'),
      ],
      bars(1),
    ),
  ],
  velocity: [
    plan(
      'months',
      'Velocity',
      '销售速度',
      [
        MONTH,
        column('perDay', 'money', 'Money a day', '每日金额'),
        column('opportunities', 'count', 'Opportunities', '商机数'),
        WON,
        LOST,
        RATE,
        column('averageValue', 'money', 'Average value', '平均金额'),
        column('cycleDays', 'number', 'Cycle (days)', '周期(天)'),
      ],
      lines(1),
    ),
  ],
  'win-loss': [
    plan('months', 'Won and lost', '赢单与输单', [MONTH, WON, LOST, RATE, column('wonValue', 'money', 'Value won', '赢单金额')], bars(1, 2)),
    plan('reasons', 'Reasons', '原因', [column('title', 'text', 'Reason', '原因'), COUNT, column('share', 'share', 'Share', '占比'), VALUE], bars(1)),
  ],
  forecast: [
    plan(
      'months',
      'Forecast',
      '预测',
      [
        MONTH,
        column('expected', 'money', 'Expected', '预期'),
        column('low', 'money', 'Low (p10)', '下限(p10)'),
        column('high', 'money', 'High (p90)', '上限(p90)'),
      ],
      lines(1, 2),
    ),
    plan('stages', 'By stage', '按阶段', [
      STAGE,
      COUNT,
      VALUE,
      column('probability', 'share', 'Probability of the stage', '阶段概率'),
      column('win', 'share', 'Chance from the chart', '流程图推算的机会'),
      column('daysLeft', 'number', 'Days left', '剩余天数'),
    ]),
  ],
  'as-of': [plan('stages', 'Board', '看板', [STAGE, COUNT, VALUE, column('weighted', 'money', 'Weighted', '加权金额')], bars(1))],
  sales: [
    plan(
      'rows',
      'Sales',
      '销售',
      [
        column('name', 'text', 'Name', '名称'),
        column('wonValue', 'money', 'Value won', '赢单金额'),
        column('target', 'money', 'Target', '目标'),
        column('attained', 'share', 'Attained', '达成率'),
        WON,
        LOST,
        RATE,
        column('averageValue', 'money', 'Average value', '平均金额'),
        column('open', 'count', 'Open', '进行中'),
        column('openValue', 'money', 'Value open', '进行中金额'),
      ],
      bars(1, 2),
    ),
  ],
  service: [
    plan(
      'periods',
      'Service',
      '服务',
      [
        PERIOD,
        column('opened', 'count', 'Opened', '新增'),
        column('closed', 'count', 'Closed', '关闭'),
        column('backlog', 'count', 'Waiting', '积压'),
        column('firstAnswer.median', 'seconds', 'First answer, median', '首次响应中位数'),
        column('solution.median', 'seconds', 'Solution, median', '解决时间中位数'),
        column('answerMet.share', 'share', 'Answered in time', '按时响应率'),
        column('solutionMet.share', 'share', 'Solved in time', '按时解决率'),
      ],
      lines(1, 2),
    ),
  ],
  satisfaction: [
    plan(
      'periods',
      'Satisfaction',
      '满意度',
      [
        PERIOD,
        column('value', 'number', 'Value', '值'),
        column('answers', 'count', 'Answers', '答卷数'),
        column('interval.low', 'number', 'Low', '下限'),
        column('interval.high', 'number', 'High', '上限'),
      ],
      lines(1),
    ),
  ],
  campaigns: [
    plan(
      'campaigns',
      'Campaigns',
      '营销活动',
      [
        column('name', 'text', 'Campaign', '营销活动'),
        column('revenue', 'money', 'Revenue', '收入'),
        column('cost', 'money', 'Cost', '花费'),
        column('leads', 'count', 'Leads', '线索'),
        column('deals', 'count', 'Deals', '商机'),
        WON,
        RATE,
        column('costPerLead', 'money', 'Cost a lead', '单线索成本'),
        column('roi', 'share', 'Return on cost', '投资回报率'),
        column('uplift', 'share', 'Uplift', '提升'),
        column('upliftInterval.low', 'share', 'Uplift, low', '提升下限'),
        column('upliftInterval.high', 'share', 'Uplift, high', '提升上限'),
      ],
      bars(1, 2),
    ),
  ],
  process: [
    plan('edges', 'Process', '流程', [
      column('from', 'text', 'From', '从'),
      column('to', 'text', 'To', '到'),
      column('count', 'count', 'Times', '次数'),
      column('median', 'seconds', 'Wait, median', '等待中位数'),
      column('mean', 'seconds', 'Wait, mean', '平均等待'),
      column('p90', 'seconds', 'Nine of ten within', '九成不超过'),
    ]),
    plan('variants', 'Ways', '路径', [
      column('way', 'text', 'Way', '路径'),
      column('cases', 'count', 'Records', '记录数'),
      column('share', 'share', 'Share', '占比'),
    ]),
    plan('rework', 'Repeated', '返工', [
      column('key', 'text', 'Stage', '阶段'),
      column('cases', 'count', 'Records', '记录数'),
      column('repeats', 'count', 'Repeats', '重复次数'),
    ]),
  ],
};

export const ACTIVITY_COLUMNS: readonly SheetPlan[] = [
  plan(
    'rows',
    'Activity',
    '活动',
    [
      column('name', 'text', 'Name', '名称'),
      column('notes', 'count', 'Notes', '备注'),
      column('tasks', 'count', 'Tasks done', '完成的任务'),
      column('moves', 'count', 'Moves', '推进'),
      column('mails', 'count', 'Mails', '邮件'),
    ],
    bars(1, 2, 3),
  ),
];
