import type { Text } from '#kernel';

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
  'webhooks.remove': { summary: '移除端点；其地址此后返回 404' },
  'webhooks.receive': {
    summary: '投递 Webhook（Standard Webhooks）',
    description:
      '需要 `webhook-id`、`webhook-timestamp`（偏差最多五分钟）和 `webhook-signature`。`webhook-id` 即幂等键：同一投递重复到达只执行一次，回答相同。',
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
  'records.list': { summary: '某对象的记录：筛选、排序、分页' },
  'records.create': { summary: '创建记录；指明流程时同时启动运行' },
  'records.summary': { summary: '分组的计数、合计、平均值或中位数' },
  'records.get': { summary: '单个记录；`ETag` 为其版本' },
  'records.change': { summary: '更改字段；记录的运行会收到 `changed` 事件' },
  'records.delete': { summary: '将记录放入回收站' },
  'records.restore': { summary: '从回收站恢复记录' },
  'records.tag': { summary: '添加和移除标签' },
  'records.note': { summary: '添加备注' },
  'records.timeline': { summary: '记录的经过：移动、被拒绝的尝试、备注、任务、步骤；最新在前' },
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
  '`next` of the page before': '上一页的 `next`',
  'rows a page, 1 to 200, default 50': '每页行数，1 至 200，默认 50',
  'conditions with `;` between them: `close_value>1000;stage=engaging,prospecting;account.sector=retail;name~acme;lost_reason=`':
    '以 `;` 分隔的条件：`close_value>1000;stage=engaging,prospecting;account.sector=retail;name~acme;lost_reason=`',
  'words that must all occur in the record’s texts': '记录文本中必须全部出现的词',
  'the pipeline whose run `stage`, `outcome`, `startedAt`, `endedAt`, `cycleDays` mean':
    '`stage`、`outcome`、`startedAt`、`endedAt`、`cycleDays` 所指运行的流程',
  '`true`: only what is in the bin': '`true`：仅回收站中的内容',
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
  'A sentence in the languages of the product; English is always there.': '产品各语言的句子；英文始终存在。',
  '`webhook.send`: `whsec_` and a key in base64; basic authentication: `user:password`': '`webhook.send`：`whsec_` 加 base64 密钥；基本认证：`user:password`',
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
  'Tasks and approvals': {
    name: '任务与审批',
    about: { en: 'Work for people; the answer to an approval is an event of the run.', 'zh-CN': '人的工作；审批的答复成为运行的事件。' },
  },
  Service: { name: '服务', about: { en: 'Health, metrics and this document.', 'zh-CN': '健康状况、指标和本文档。' } },
  Live: { name: '实时', about: { en: 'What changes, as it changes.', 'zh-CN': '实时的变化。' } },
};
