import type { Text } from '#kernel';
import { insightDescriptions, insightOperations } from './wording-insights-zh.js';

interface OperationText {
  readonly summary: string;
  readonly description?: string;
}

/** The Chinese of every operation, by its id; the English stands with the operation itself. */
export const operationTexts: Readonly<Record<string, OperationText>> = {
  'session.join': { summary: '使用一次性链接：设置姓名、邮箱和密码并登录', description: '所有者链接和邀请在此使用，仅限一次。打开链接本身不会改变任何内容。' },
  'session.start': { summary: '使用邮箱和密码登录', description: '设置会话 Cookie。按账户和地址限流：返回 429 和 Retry-After。' },
  'session.end': { summary: '退出登录' },
  'session.me': { summary: '当前登录者及所在工作区' },
  'session.password': { summary: '更改密码；其他会话全部结束' },
  'session.workspace': { summary: '将此会话切换到您的另一个工作区' },
  'sessions.list': { summary: '您的会话' },
  'sessions.revoke': { summary: '结束您的一个会话' },
  'members.list': { summary: '工作区的成员' },
  'members.invite': { summary: '添加成员；回答中含有一次性的加入链接', description: '任何人都不能授予比自己更高的角色。链接可用一次，有效期七天。' },
  'members.change': { summary: '更改成员的角色；最后一位所有者保持不变' },
  'members.remove': { summary: '将成员移出工作区；其会话随之结束' },
  'workspaces.list': { summary: '您所属的工作区' },
  'keys.list': { summary: '工作区的 API 密钥' },
  'keys.create': {
    summary: '创建 API 密钥；密钥只在此回答中显示一次',
    description: '以 `Authorization: Bearer <key>` 发送。每个密钥有一个角色，不高于您自己的角色。以相同的 Idempotency-Key 重复时，回答中 `key: null`。',
  },
  'keys.revoke': { summary: '立即撤销 API 密钥' },
  'audit.list': { summary: '操作记录，最新在前' },
  'audit.verify': { summary: '重新计算哈希链；指出第一条被更改、删除或调换的记录' },
  'webhooks.list': { summary: '接收 Webhook 的端点' },
  'webhooks.create': { summary: '创建端点；地址和密钥只在此回答中显示' },
  'webhooks.change': { summary: '更改端点' },
  'webhooks.rotate': { summary: '生成新密钥；旧密钥在下次轮换前仍有效' },
  'webhooks.try': { summary: '以此映射处理一次投递会发生什么；不写入也不发送任何内容' },
  'webhooks.remove': { summary: '移除端点；其地址此后返回 404' },
  'webhooks.receive': {
    summary: '投递 Webhook（Standard Webhooks）',
    description:
      '需要 `webhook-id`、`webhook-timestamp`（偏差最多五分钟）和 `webhook-signature`。`webhook-id` 即幂等键：同一投递重复到达只执行一次，回答相同。',
  },
  'webhooks.sent': {
    summary: '规则和步骤最近发送给其他系统的消息及其结果',
    description: '说明每条消息发往何处（地址不含查询部分）、结果如何，不含消息内容。与运行的工作同样保留：运行结束后 90 天。',
  },
  'webhooks.test': {
    summary: '立即发送一条带签名的测试消息，方式与 `webhook.send` 相同',
    description:
      '消息内容为 `"data": { "test": true }`，不含记录和运行。发送途径与真实消息相同：除非管理员列出主机，否则只发往公共地址，且只发往密钥所指定的主机。对方的回答不算本请求的错误。一次最多五条，之后每两秒一条。',
  },
  'secrets.list': { summary: '步骤可用的密钥：名称和主机，绝不含值' },
  'secrets.put': {
    summary: '创建或替换密钥',
    description:
      '值只能写入，不能再读出。步骤以名称引用密钥（`webhook.send`：`secret`；`http.request`：`auth.secret`），且只发送到所列主机。更改主机须重新发送值。',
  },
  'secrets.remove': { summary: '移除密钥；此后引用它的步骤会成为异常' },
  'pipelines.list': { summary: '工作区的流程' },
  'pipelines.draft.get': { summary: '草稿；`ETag` 为其修订号' },
  'pipelines.draft.put': {
    summary: '保存草稿；流程不存在时创建',
    description: '草稿可以仍有问题：问题随回答返回。`If-Match` 指明您编辑的修订号（新流程为 `0` 或不发送）；草稿已被他人更改时返回 412。',
  },
  'pipelines.draft.discard': { summary: '丢弃草稿；从未发布的流程将被删除' },
  'pipelines.check': { summary: '检查文档（或草稿）而不保存：发布前可以证明的一切' },
  'pipelines.publish': { summary: '将草稿发布为下一版本；版本发布后不再改变' },
  'pipelines.archive': { summary: '归档流程：不再启动新的运行', description: '仍有进行中的运行时返回 409，除非 `withOpenRuns` 表明让它们继续运行到结束。' },
  'pipelines.restore': { summary: '将流程移出归档：可再次启动运行' },
  'pipelines.versions': { summary: '已发布的版本，最新在前' },
  'pipelines.version': { summary: '某个版本的文档' },
  'pipelines.diff': { summary: '两个版本之间、或版本与草稿之间的差异' },
  'pipelines.rules.list': { summary: '附加在流程上的规则；`ETag` 为其修订号' },
  'pipelines.rules.put': { summary: '附加或更改规则；立即以记入日志的事件作用于进行中的运行' },
  'pipelines.rules.remove': { summary: '移除规则' },
  'pipelines.impact': { summary: '将进行中的运行迁移到某版本或草稿时各自的结果；不写入任何内容' },
  'pipelines.migrate': { summary: '将进行中的运行迁移到某版本：全部或指定的运行；也可迁回' },
  'pipelines.schema': { summary: '流程文档的 JSON Schema' },
  'steps.list': { summary: '步骤种类目录及其 Schema' },
  'calendars.list': { summary: '工作时间日历' },
  'calendars.get': { summary: '单个日历' },
  'calendars.put': { summary: '创建或更改日历；已有定时器的到期时间不变' },
  'calendars.remove': { summary: '移除没有流程使用的日历' },
  'runs.list': { summary: '运行，最近更改在前' },
  'runs.start': { summary: '为记录在流程中启动运行', description: '`at` 使运行从这些状态开始，而非初始状态；需要 run.migrate 权限。' },
  'runs.get': { summary: '单个运行' },
  'runs.send': {
    summary: '发送事件；持久保存后才回答',
    description: '拒绝时返回 409，附上全部原因及当时的值。使用 Idempotency-Key 时，30 天内得到相同的回答。',
  },
  'runs.sendMany': {
    summary: '一次最多发送 500 个事件；逐项按序回答',
    description: '各项相互独立：有的可能执行，有的可能被拒绝。`key` 是该项的幂等键；未给出时为请求的键加上该项的位置。',
  },
  'runs.explain': { summary: '当前可发送的每个事件：允许，或拒绝及其全部原因；以及通往结果的路径' },
  'runs.journal': { summary: '运行的历史：每个事件读取、决定和执行的内容' },
  'runs.replay': { summary: '由日志还原的运行：某个事件之后或某一时刻的状态' },
  'runs.undo': { summary: '撤回最后一个事件：十分钟内且其后没有其他事件' },
  'runs.reopen': { summary: '将已结束的运行恢复到最后一个非终态' },
  'incidents.list': { summary: '需要人工处理的运行' },
  'incidents.resolve': { summary: '重试、跳过，或修改输入后重试' },
  'objects.list': { summary: '记录的种类及其字段' },
  'objects.addField': { summary: '为对象添加字段' },
  'objects.changeField': {
    summary: '更改添加的字段：标题、选项、标记、schema',
    description:
      '仅限管理员添加的字段。未给出的部分保持不变；`options` 按顺序替换整个列表。带有 `retired` 的选项不再提供，记录仍持有的选项不能删去。名称和类型永不更改。已有的值不会重新检查：设为必填后，从此在创建记录或清空其值时才会要求。有记录共用同一个值时，拒绝设为唯一，并给出数量。',
  },
  'objects.retireField': {
    summary: '停用添加的字段；其值保留',
    description:
      '该字段不再接受新值，也不再出现在任何选择中。已有的值照常显示、导出，并由流程、规则、筛选和报表读取；要求该字段的转移不再索取它，会设置它的步骤或 webhook 使其保持原样。',
  },
  'objects.bringBackField': { summary: '恢复已停用的字段及其值' },
  'objects.fieldUsage': { summary: '哪些内容用到添加的字段，以及多少记录有值' },
  'records.list': { summary: '某对象的记录：筛选、排序、分页' },
  'records.create': { summary: '创建记录；指明流程时同时启动运行' },
  'records.summary': { summary: '分组的计数、合计、平均值或中位数' },
  'records.get': { summary: '单个记录；`ETag` 为其版本' },
  'records.change': { summary: '更改字段；记录的运行会收到 `changed` 事件' },
  'records.delete': { summary: '将记录放入回收站' },
  'records.restore': { summary: '从回收站恢复记录' },
  'records.merge': {
    summary: '将另一条记录并入此记录',
    description:
      '在一个事务中：此记录取得另一条的所选字段和全部标签；引用另一条的记录改为引用此记录；其未完成任务移到此处；另一条放入回收站并带有 `mergedInto`。其备注、已结束的运行和时间线仍归其所有。另一条有未结束的运行、引用它的记录超过 1,000 条，或仅此记录属于示例数据时拒绝。再次请求会移动其间新增的内容。',
  },
  'records.merged': { summary: '并入此记录的记录，最新的在前' },
  'records.tag': { summary: '添加和移除标签' },
  'records.note': { summary: '添加备注' },
  'records.timeline': { summary: '记录的经过：移动、被拒绝的尝试、备注、任务、步骤；最新在前' },
  'models.list': { summary: '全部模型：内置的和您自己的，各附当前版本与最近一次训练' },
  'models.get': { summary: '一个模型' },
  'models.create': { summary: '建立您自己的模型', description: '此时尚未训练：由 `models.train` 进行。`models.features` 列出某对象的模型可以学习的内容。' },
  'models.change': { summary: '更改模型学习的内容、方法和频率', description: '已有版本保持训练时的样子；下一次训练按更改进行。' },
  'models.remove': { summary: '移除模型及其版本；内置模型恢复为出厂状态' },
  'models.train': {
    summary: '训练模型',
    description: '开始后立即答复任务；若已有训练在进行，则答复该任务而不另起。数据太少时任务以 `too-few` 结束。',
  },
  'models.jobs': { summary: '模型最近的训练' },
  'models.job': { summary: '一次训练：进度或结果' },
  'models.versions': { summary: '模型的各个版本，新的在前' },
  'models.version': { summary: '一个版本：数据、特征、检验结果，以及排除了什么和原因' },
  'models.activate': { summary: '从现在起用此版本评分；选择旧版本即为回退' },
  'models.drift': {
    summary: '今天的记录与当前版本训练时的记录相差多远',
    description: '各特征和得分的群体稳定性指数：低于 0.1 稳定，0.25 以内有变化，超过则已漂移：请重新训练。',
  },
  'models.features': { summary: '某对象的模型可以学习的内容，以及各自如何计算' },
  'models.onnx.runtime': { summary: '此处能否运行在别处训练的模型；不能时需要安装什么' },
  'models.onnx.look': { summary: '模型文件的输入与输出；不保存任何内容' },
  'models.onnx': {
    summary: '为 `onnx` 类模型提供文件：成为新版本',
    description: '引擎旁须安装 onnxruntime-node 包。各输入按给定顺序由特征填充；输出按数值读取。',
  },
  'records.scores': {
    summary: '记录此刻的得分：数值、三条最强理由、模型版本',
    description: '由该对象各模型的当前版本计算。没有版本的模型按其声明的规则答复并注明（`fallback`）。',
  },
  'customers.rfm': { summary: '按最近购买、频率和金额划分客户', description: '五分位，5 为最佳。分组或格子背后的客户：`customers.rfm.members`。' },
  'customers.rfm.members': { summary: '某个 RFM 分组或格子的客户，金额最高在前' },
  'customers.value': {
    summary: '客户未来的价值',
    description: '至少有 30 位客户复购时，以极大似然拟合 BG/NBD 与 Gamma-Gamma；否则为既往购买的折现和。',
  },
  'customers.value.members': { summary: '按未来价值排列的客户，最高在前' },
  'customers.churn': {
    summary: '即将流失的客户及原因，风险金额最高在前',
    description: '流失概率来自 BG/NBD；客户过少时按每位客户自身的购买节奏。`band`：0.6 起为高，0.3 起为中。',
  },
  'customers.loyalty': {
    summary: '客户忠诚度，0 至 100，权重公开',
    description: '每个部分是该客户所超过的客户比例。订单无法得知钱包份额，其权重分给其他部分。',
  },
  'customers.baskets': {
    summary: '哪些产品一起购买：规则及其图',
    description: 'FP-growth；右侧为一个产品。规则背后的订单：以两侧产品的 id 调用 `customers.baskets.orders`。',
  },
  'customers.baskets.orders': { summary: '含有全部这些产品的订单（或客户）' },
  'customers.products.similar': { summary: '买家相同的产品', description: '对谁买了什么取余弦。' },
  'customers.profile': { summary: '一位客户的全部认识：RFM、价值、风险、忠诚度、细分、下一个推荐、相似客户' },
  'customers.offers': {
    summary: '给客户的下一个最佳推荐',
    description: '客户已有左侧产品的规则按提升度 × 毛利排列，其后为相似买家的产品。绝不推荐已拥有或停售的产品。',
  },
  'customers.themes': {
    summary: '工单或反馈在谈什么：按类别和月份的词，以及情绪',
    description: '对最新 20,000 条文本计算 TF-IDF。情绪从客户给出的评分中学习。词背后的文本：`customers.themes.records`。',
  },
  'customers.themes.records': { summary: '含有某个词的文本' },
  'customers.answers': { summary: '工单的建议答复', description: '对已发布的文章和已解决的工单做 BM25 检索，工单本身除外。' },
  'customers.duplicates': { summary: '可能是同一条的记录', description: '已确认为两条的记录对不列出。合并一对记录：`records.merge`。' },
  'customers.duplicates.decide': { summary: '确认两条记录并非同一条，或撤回确认' },
  'segments.list': { summary: '细分方案' },
  'segments.preview': { summary: '某个定义会得到的细分；不保存' },
  'segments.create': { summary: '保存细分方案并训练第一个版本' },
  'segments.get': { summary: '一个细分方案及某个版本的分布图和画像' },
  'segments.change': { summary: '重命名方案或其细分，或启用另一个版本' },
  'segments.refresh': { summary: '更新细分方案', description: '`assign`：用现有细分划分今天的记录。`train`：重新寻找细分，成为新版本。' },
  'segments.remove': { summary: '移除细分方案及其版本' },
  'segments.members': { summary: '一个细分的记录' },
  'views.list': { summary: '您自己的视图和共享给所有人的视图' },
  'views.create': { summary: '保存视图', description: '`shared` 需要 view.share 权限。' },
  'views.change': { summary: '更改视图', description: '您自己的视图；共享视图需要 view.share 权限。' },
  'notifications.list': { summary: '您最新的通知，以及其中未读的数量' },
  'notifications.read': { summary: '将通知标为已读', description: '仅对您自己生效。不属于您的标识不会改变任何内容。' },
  'views.remove': { summary: '移除视图' },
  ...insightOperations,
  'pipelines.templates': { summary: '内置流程模板' },
  'records.search': { summary: '跨对象按名称查找记录' },
  'session.change': { summary: '更改您自己的姓名' },
  'workspace.change': {
    summary: '更改工作区的名称、时区或货币',
    description: '时区用于没有自带时区的日期和时间。货币用于没有自带货币的金额；不进行换算。',
  },
  'workspace.sample': { summary: '示例数据还有多少行，按类别' },
  'workspace.removeSample': {
    summary: '永久移除示例数据',
    description: '仅移除示例自带的记录及其运行、任务和历史。您自己创建的内容保留。返回各表删除的行数。',
  },
  'imports.list': { summary: '最近的导入，不含试运行' },
  'imports.start': {
    summary: '将 CSV 文件的行导入为记录',
    description:
      '立即开始并返回；查询该导入即可了解进度。`map` 的说明见 docs/import.md。试运行会读取并检查全部内容，但不写入。文件最多 8,000,000 个字符（超过 10 MB 返回 413）；更大的文件请使用 `millrace import`。',
  },
  'imports.get': { summary: '一次导入：进度与各行的结果' },
  'imports.problems': { summary: '未被接受的行，附原因和单元格内容' },
  'imports.undo': {
    summary: '撤销一次导入',
    description: '它创建的记录移入回收站，它更改的记录恢复原值。之后又被更改的记录保持不变，并列在 `counts.undo` 中。',
  },
  'tasks.list': { summary: '任务，先到期者在前' },
  'tasks.create': { summary: '在记录上创建任务' },
  'tasks.change': { summary: '更改任务' },
  'tasks.complete': { summary: '完成任务，或批准、驳回；答复成为运行的事件' },
  'service.alive': { summary: '进程存活' },
  'service.ready': { summary: '数据库有响应，可以工作；否则返回 503' },
  'service.health': { summary: '健康状况，含持久性和唤醒方式' },
  'service.metrics': { summary: 'Prometheus 指标' },
  'service.openapi': { summary: '本文档' },
  'live.stream': {
    summary: '服务器推送事件：哪些运行和记录有变化',
    description: '每个事件都有 id；以 `Last-Event-ID` 重连不会遗漏。`reset` 表示间隔过长：请重新读取。每 15 秒发送一行注释。',
  },
};

/** Descriptions of parameters and shared shapes, by their English. */
export const describedTexts: Readonly<Record<string, string>> = {
  ...insightDescriptions,
  '`names`: the names of referenced records and people; `work`: the next task and the last activity of each record':
    '`names`：被引用的记录与人员的名称；`work`：每条记录的下一个任务与最近活动',
  'of each object, default 5': '每种对象的条数，默认 5',
  'A CSV file on its way to being records, or what became of it.': '正在变为记录的 CSV 文件，或其结果。',
  '`next` of the page before': '上一页的 `next`',
  'rows a page, 1 to 200, default 50': '每页行数，1 至 200，默认 50',
  'how many, 1 to 200, default 50': '数量，1 至 200，默认 50',
  'who is the customer; `account` by default': '谁是客户；默认 `account`',
  'the moment looked from; later purchases are left out; now by default': '从哪一时刻看；之后的购买不计；默认现在',
  "only purchases in this currency; the workspace's by default": '仅计此币种的购买；默认工作区的币种',
  'least share of the baskets; 0.02 by default': '购物篮的最低占比；默认 0.02',
  'least confidence; 0.2 by default': '最低置信度；默认 0.2',
  'least lift; 1 by default': '最低提升度；默认 1',
  'only rules with this product on either side': '仅含此产品（任一侧）的规则',
  'ids of products with commas between them': '产品的 id，以逗号分隔',
  '`contact` by default': '默认 `contact`',
  'least likeness; 0.8 by default': '最低相似度；默认 0.8',
  '`true`: only the pairs that somebody found to be two': '`true`：仅限已确认为两条的记录对',
  'below this score; 100 leaves nobody out': '低于此得分；100 不排除任何客户',
  'the one in use by default; members of the newest five are kept': '默认为启用的版本；保留最新五个版本的成员',
  'months looked ahead, of 30 days each; 12 by default': '向前看的月数，每月按 30 天；默认 12',
  '`ticket` by default': '默认 `ticket`',
  'discount a month; 0.01 by default': '月贴现率；默认 0.01',
  'A saved way to put records into segments, with its versions.': '将记录划入细分的已存方案，含其版本。',
  'conditions with `;` between them: `close_value>1000;stage=engaging,prospecting;account.sector=retail;name~acme;lost_reason=`':
    '以 `;` 分隔的条件：`close_value>1000;stage=engaging,prospecting;account.sector=retail;name~acme;lost_reason=`',
  'words that must all occur in the record’s texts': '记录文本中必须全部出现的词',
  'the pipeline whose run `stage`, `outcome`, `startedAt`, `endedAt`, `cycleDays` mean':
    '`stage`、`outcome`、`startedAt`、`endedAt`、`cycleDays` 所指运行的流程',
  '`true`: only what is in the bin': '`true`：仅回收站中的内容',
  'fields shown, in order; widths in pixels': '按顺序显示的字段；宽度以像素计',
  'fields by commas, `-` before a field for falling order: `-close_value,name`': '以逗号分隔的字段，字段前加 `-` 为降序：`-close_value,name`',
  'fields, or the run’s own: `outcome`; dates by `close_date:month`': '字段，或运行自身的：`outcome`；日期可用 `close_date:month`',
  '`count` (default), `sum:close_value`, `avg:cycleDays`, `median:cycleDays`, several with `,`':
    '`count`（默认）、`sum:close_value`、`avg:cycleDays`、`median:cycleDays`，多个以 `,` 分隔',
  'the field of a measure that names none': '未指明字段的度量所用的字段',
  'an outcome such as `won`: the shortest allowed path to it': '结果，例如 `won`：给出通往它的最短可行路径',
  'default `open`': '默认 `open`',
  'One thing wrong with a document: stable code, JSON pointer, sentence.': '文档中的一处问题：稳定代码、JSON 指针、说明。',
  'RFC 9457 problem details.': 'RFC 9457 问题详情。',
  'Why the pipeline refuses, in the language asked for.': '流程拒绝的原因，以所请求的语言表述。',
  'Why the pipeline refuses, with the values it saw.': '流程拒绝的原因及当时的值。',
  'A named filter with its order and columns.': '带有排序和列的命名筛选。',
  'at most so many, default 50': '最多返回的数量，默认 50',
  'A message in your inbox: of a pipeline, to you, to the owner that you were, or to a role that you have; or about a model, to those who may train it.':
    '您收件箱中的消息：流程发给您、当时身为负责人的您或您拥有的角色；或关于模型，发给可训练它的人员。',
  'rows that stand at an older moment are not learned from; null: all. Chances, estimates and classes of texts':
    '时刻更早的行不参与学习；null 表示全部。适用于概率、估计与文本分类',
  'what the daily look at drift found last': '每日漂移检查最近一次的结果',
  'A sentence in the languages of the product; English is always there.': '产品各语言的句子；英文始终存在。',
  '`webhook.send`: `whsec_` and a key in base64; basic authentication: `user:password`': '`webhook.send`：`whsec_` 加 base64 密钥；基本认证：`user:password`',
  'the moment at which a training row stands: when the run began, when it first entered a stage, or after one of its moves, chosen by its id':
    '训练行所处的时刻：运行开始时、首次进入某阶段时，或按其标识选定的某次移动之后',
  '`host` (any port) or `host:port`': '`host`（任意端口）或 `host:port`',
  'given to me, or to a role that I have': '分配给我，或分配给我的角色',
};

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
