import { ANALYZE } from './analyze/specs.js';
import type { CommandSpec, OptionSpec } from './command.js';

const FILE = { form: '<file>', text: { en: 'pipeline document (JSON)', 'zh-CN': '流程文档（JSON）' } };
const FILES = { form: '<files...>', text: { en: 'pipeline documents (JSON)', 'zh-CN': '流程文档（JSON）' } };
const RULES: OptionSpec = {
  flags: '--rules <file>',
  text: { en: 'attached rules (JSON list) to weave in', 'zh-CN': '要织入的附加规则（JSON 列表）' },
};
const CALENDARS: OptionSpec = {
  flags: '--calendars <file>',
  text: { en: 'calendars (JSON) instead of the shipped ones', 'zh-CN': '用于替代内置日历的日历文件（JSON）' },
};
const CSV: OptionSpec = { flags: '--csv <file>', required: true, text: { en: 'the CSV file', 'zh-CN': 'CSV 文件' } };

/** The pure commands: no database, no network. */
const PURE: readonly CommandSpec[] = [
  {
    name: 'validate',
    summary: { en: 'check the form of pipeline documents', 'zh-CN': '检查流程文档的格式' },
    arguments: [FILES],
    examples: ['millrace validate workflows/b2b-sales/pipeline.json'],
    load: () => import('./commands/validate.js'),
  },
  {
    name: 'verify',
    summary: { en: 'prove what can be proved before publishing', 'zh-CN': '发布前检验流程（可达性、死路、条件重叠等）' },
    arguments: [FILES],
    options: [RULES, CALENDARS],
    examples: ['millrace verify workflows/b2b-sales/pipeline.json --rules workflows/b2b-sales/rules.json'],
    load: () => import('./commands/verify.js'),
  },
  {
    name: 'diff',
    summary: { en: 'show what changed between two documents', 'zh-CN': '比较两个流程文档' },
    arguments: [
      { form: '<before>', text: { en: 'the older document', 'zh-CN': '旧文档' } },
      { form: '<after>', text: { en: 'the newer document', 'zh-CN': '新文档' } },
    ],
    examples: ['millrace diff old.json new.json'],
    load: () => import('./commands/diff.js'),
  },
  {
    name: 'export',
    summary: { en: 'write a pipeline in another notation', 'zh-CN': '以其他格式导出流程' },
    arguments: [FILE],
    options: [{ flags: '--to <notation>', required: true, choices: ['xstate', 'mermaid'], text: { en: 'the notation', 'zh-CN': '目标格式' } }],
    examples: ['millrace export workflows/b2b-sales/pipeline.json --to mermaid'],
    load: () => import('./commands/export.js'),
  },
  {
    name: 'import-xstate',
    summary: { en: 'turn XState v5 machine JSON into a pipeline document', 'zh-CN': '把 XState v5 状态机 JSON 转换为流程文档' },
    arguments: [{ form: '<file>', text: { en: 'machine JSON', 'zh-CN': '状态机 JSON' } }],
    examples: ['millrace import-xstate machine.json > pipeline.json'],
    load: () => import('./commands/import-xstate.js'),
  },
  {
    name: 'play',
    summary: { en: 'play events through a pipeline, without a database', 'zh-CN': '不用数据库，直接把事件送入流程' },
    arguments: [{ form: '<file>', text: { en: 'pipeline document, or machine JSON with --xstate', 'zh-CN': '流程文档；加 --xstate 时为状态机 JSON' } }],
    options: [
      {
        flags: '--events <file>',
        required: true,
        text: { en: 'list of event names or { event, payload, fields, after }', 'zh-CN': '事件名或 { event, payload, fields, after } 的列表' },
      },
      { flags: '--record <file>', text: { en: "the record's fields", 'zh-CN': '记录的字段' } },
      { flags: '--xstate', text: { en: 'the file is an XState v5 machine', 'zh-CN': '文件是 XState v5 状态机' } },
      RULES,
      CALENDARS,
      { flags: '--roles <keys>', text: { en: 'roles of the sender, separated by commas (all by default)', 'zh-CN': '发送者的角色，逗号分隔（默认全部）' } },
      { flags: '--start <moment>', fallback: '2026-01-05T09:00:00Z', text: { en: 'when the run starts', 'zh-CN': '运行的开始时间' } },
    ],
    examples: ['millrace play workflows/b2b-sales/pipeline.json --events events.json --record record.json'],
    load: () => import('./commands/play.js'),
  },
  {
    name: 'scenarios',
    summary: { en: 'play the scenarios of a pipeline folder and check what they expect', 'zh-CN': '运行流程目录中的场景并核对预期' },
    arguments: [
      {
        form: '<folders...>',
        text: { en: 'folders with pipeline.json, rules.json, scenarios.json', 'zh-CN': '含 pipeline.json、rules.json、scenarios.json 的目录' },
      },
    ],
    options: [CALENDARS],
    examples: ['millrace scenarios workflows/b2b-sales'],
    load: () => import('./commands/scenarios.js'),
  },
  {
    name: 'rule eval',
    summary: { en: 'evaluate rules given as JSON lines on standard input', 'zh-CN': '计算标准输入中逐行给出的规则' },
    examples: [`echo '{"rule":{">":[{"var":"a"},1]},"data":{"a":2}}' | millrace rule eval`],
    load: () => import('./commands/rule-eval.js'),
  },
];

const DURABLE: readonly CommandSpec[] = [
  {
    name: 'up',
    summary: { en: 'start the server', 'zh-CN': '启动服务器' },
    options: [
      { flags: '--port <number>', text: { en: 'port to listen on', 'zh-CN': '监听端口' } },
      { flags: '--host <address>', text: { en: 'address to listen on (127.0.0.1 by default)', 'zh-CN': '监听地址（默认 127.0.0.1）' } },
      {
        flags: '--role <role>',
        text: {
          en: 'api (answers requests), worker (does due work) or all; several processes share DATABASE_URL',
          'zh-CN': 'api（响应请求）、worker（执行到期工作）或 all；多个进程共用 DATABASE_URL',
        },
      },
      { flags: '--no-sample', text: { en: 'do not load the sample workspace', 'zh-CN': '不加载示例工作区' } },
      { flags: '--seed <number>', text: { en: 'seed of the sample workspace', 'zh-CN': '示例工作区的随机种子' } },
    ],
    examples: ['millrace up', 'millrace up --port 8080 --no-sample', 'millrace up --role worker'],
    database: true,
    load: () => import('./commands/up.js'),
  },
  {
    name: 'doctor',
    summary: { en: 'check port, database, queue and clock, and print the fix', 'zh-CN': '检查端口、数据库、队列与时钟，并给出修复方法' },
    options: [{ flags: '--port <number>', text: { en: 'port to check', 'zh-CN': '要检查的端口' } }],
    examples: ['millrace doctor'],
    database: true,
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'migrate',
    summary: { en: 'bring the database to the newest schema', 'zh-CN': '把数据库升级到最新结构' },
    examples: ['millrace migrate'],
    database: true,
    load: () => import('./commands/migrate.js'),
  },
  {
    name: 'backup',
    summary: { en: 'write everything into a folder while the server works', 'zh-CN': '在服务器运行时把全部数据写入文件夹' },
    arguments: [{ form: '<folder>', text: { en: 'a new folder', 'zh-CN': '新文件夹' } }],
    options: [{ flags: '--with-keys', text: { en: 'also the key file that opens sealed secrets', 'zh-CN': '同时包含用于解开密文的密钥文件' } }],
    examples: ['millrace backup /backups/2026-11-24'],
    database: true,
    load: () => import('./commands/backup.js'),
  },
  {
    name: 'restore',
    summary: { en: 'fill an empty database from a backup', 'zh-CN': '用备份填充空数据库' },
    arguments: [{ form: '<folder>', text: { en: 'the folder of a backup', 'zh-CN': '备份文件夹' } }],
    examples: ['millrace restore /backups/2026-11-24'],
    database: true,
    load: () => import('./commands/restore.js'),
  },
  {
    name: 'import',
    summary: { en: 'import records from a CSV file', 'zh-CN': '从 CSV 文件导入记录' },
    options: [
      { flags: '--object <key>', required: true, text: { en: 'account, contact, deal, ...', 'zh-CN': '对象：account、contact、deal 等' } },
      CSV,
      { flags: '--map <file>', text: { en: 'mapping of columns (JSON)', 'zh-CN': '列映射（JSON）' } },
      { flags: '--dry-run', text: { en: 'check only, write nothing', 'zh-CN': '只检查，不写入' } },
    ],
    examples: ['millrace import --object account --csv accounts.csv --map accounts.map.json'],
    database: true,
    load: () => import('./commands/import.js'),
  },
  {
    name: 'import-history',
    summary: { en: 'play dated events of real records through the engine', 'zh-CN': '把真实记录的历史事件按其时间送入引擎' },
    options: [
      { flags: '--pipeline <key>', required: true, text: { en: 'the pipeline', 'zh-CN': '流程' } },
      CSV,
      { flags: '--map <file>', required: true, text: { en: 'mapping of columns and events (JSON)', 'zh-CN': '列与事件的映射（JSON）' } },
      { flags: '--as-of <moment>', text: { en: 'start of rows without a date (now by default)', 'zh-CN': '无日期行的开始时间（默认现在）' } },
      { flags: '--dry-run', text: { en: 'check only, write nothing', 'zh-CN': '只检查，不写入' } },
    ],
    examples: ['millrace import-history --pipeline b2b-sales --csv sales_pipeline.csv --map deals.map.json'],
    database: true,
    load: () => import('./commands/import-history.js'),
  },
  {
    name: 'replay',
    summary: { en: "fold every run's journal and compare with its snapshot", 'zh-CN': '重放每个运行的日志并与快照比对' },
    options: [{ flags: '--check', required: true, text: { en: 'compare (nothing is written)', 'zh-CN': '比对（不写入任何内容）' } }],
    examples: ['millrace replay --check'],
    database: true,
    load: () => import('./commands/replay.js'),
  },
  {
    name: 'workspace list',
    summary: { en: 'list the workspaces', 'zh-CN': '列出工作区' },
    examples: ['millrace workspace list'],
    database: true,
    load: () => import('./commands/workspace-list.js'),
  },
  {
    name: 'workspace create',
    summary: { en: 'create a workspace', 'zh-CN': '创建工作区' },
    arguments: [{ form: '<name>', text: { en: 'its name', 'zh-CN': '名称' } }],
    options: [
      { flags: '--time-zone <zone>', text: { en: 'IANA time zone (UTC by default)', 'zh-CN': 'IANA 时区（默认 UTC）' } },
      { flags: '--currency <code>', text: { en: 'ISO 4217 currency (USD by default)', 'zh-CN': 'ISO 4217 货币（默认 USD）' } },
    ],
    examples: ['millrace workspace create "Acme Europe" --time-zone Europe/Berlin --currency EUR'],
    database: true,
    load: () => import('./commands/workspace-create.js'),
  },
  {
    name: 'workspace remove-sample',
    summary: { en: 'delete the sample records, their runs and journals', 'zh-CN': '删除示例记录及其运行与日志' },
    examples: ['millrace workspace remove-sample'],
    database: true,
    load: () => import('./commands/workspace-remove-sample.js'),
  },
  {
    name: 'bench',
    summary: { en: 'measure speed against the raw database limit', 'zh-CN': '测量性能并与数据库极限比较' },
    arguments: [{ form: '[measures...]', text: { en: 'only these, such as load, speedup or soak', 'zh-CN': '只运行指定项，如 load、speedup 或 soak' } }],
    options: [
      { flags: '--quick', text: { en: 'about a minute (default)', 'zh-CN': '约一分钟（默认）' } },
      { flags: '--full', text: { en: 'with 100,000 open runs and timers', 'zh-CN': '含十万个进行中的运行与定时器' } },
      { flags: '--minutes <n>', text: { en: 'how long the soak lasts', 'zh-CN': 'soak 持续的分钟数' } },
      { flags: '--only <names>', text: { en: 'only these measures, separated by commas', 'zh-CN': '只运行指定的测量项，逗号分隔' } },
    ],
    examples: ['millrace bench --quick', 'millrace bench load', 'millrace bench --only rules,advance'],
    load: () => import('./commands/bench.js'),
  },
  {
    name: 'audit verify',
    summary: { en: 'check the hash chain of the audit log', 'zh-CN': '校验审计日志的哈希链' },
    examples: ['millrace audit verify'],
    database: true,
    load: () => import('./commands/audit-verify.js'),
  },
];

export const COMMANDS: readonly CommandSpec[] = [...DURABLE, ...PURE, ...ANALYZE];
