import { addMs, type Instant } from '#kernel';
import type { Random } from './random.js';
import type { Story } from './story.js';

const DAY_MS = 86_400_000;

/** The knowledge base of the sample, one article a line: language, category, title, text. */
const ARTICLES: readonly (readonly ['en' | 'zh-CN', string, string, string])[] = [
  [
    'en',
    'Access',
    'Signing in does not work',
    'Check that the caps lock is off, then choose "Forgot password" on the sign-in page: a link to set a new password comes by mail. Sessions that hang are ended under Settings, Sessions. After five wrong passwords the account waits for a quarter of an hour.',
  ],
  [
    'en',
    'Data',
    'Export lists as CSV or Excel',
    'Open the list, set the filter and the columns, and choose "Download" above the table. The file is a CSV in UTF-8 that Excel and other programs open. A whole workspace is exported under Settings, Backup.',
  ],
  [
    'en',
    'Data',
    'Import contacts and deals from a CSV file',
    'Choose Import, drop the file, and check the columns that were recognised. Rows with errors are shown with the reason and can be downloaded, corrected and imported again. An import can be undone as a whole.',
  ],
  [
    'en',
    'Billing',
    'Change the billing address of an invoice',
    'The billing address stands in the master data of your account. Write us the new address and the date from which it holds: we correct it and send open invoices again.',
  ],
  [
    'en',
    'People',
    'Add administrators and colleagues',
    'Administrators invite people under Settings, People, "Invite". The role decides what somebody may do: viewer, agent, designer, administrator. The link in the invitation holds for seven days.',
  ],
  [
    'en',
    'Start',
    'Change language and theme',
    'Click your name at the top right. Language and theme count for you alone; English and Chinese are there, light and dark.',
  ],
  [
    'en',
    'Start',
    'Notifications and reminder mails',
    'Rules and tasks send notifications. When one arrives twice, two rules have the same trigger: open Rules, filter by "notify", and switch one of them off.',
  ],
  [
    'zh-CN',
    '登录',
    '无法登录怎么办',
    '请确认大写锁定已关闭，在登录页点击“忘记密码”，通过邮件中的链接重新设置密码。异常会话可在“设置 - 会话”中结束。连续五次输错密码后需等待一刻钟。',
  ],
  ['zh-CN', '数据', '批量导入客户和商机', '在“导入”中上传 CSV 文件并核对识别出的列。有误的行会显示原因，可下载修正后再次导入；整次导入可以撤销。'],
  ['zh-CN', '数据', '将列表导出为 CSV 或 Excel', '打开列表，设置筛选和列，点击表格上方的“下载”。文件为 UTF-8 编码的 CSV，可直接用 Excel 打开。'],
  ['zh-CN', '账单', '修改发票抬头和税号', '发票抬头与税号保存在客户主数据中。请告知新的抬头、税号和生效日期，我们更正后重新开具未结发票。'],
  ['zh-CN', '合同', '合同续约流程', '到期前 60 天发送续约报价，确认报价即完成续约，无需重新签订合同；价格变动会在报价中说明。'],
];

/** Published articles, written over the year. */
export const articleStories = (random: Random, now: Instant): readonly Story[] =>
  ARTICLES.map(([language, category, title, body]) => {
    const at = random.workMoment(addMs(now, -random.whole(60, 390) * DAY_MS), 0);
    return { recordId: random.uuid(at), object: 'article', at, fields: { title, body, category, language, status: 'published' }, run: null, moves: [] };
  });
