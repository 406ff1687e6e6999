import { Argument, Command, CommanderError, Option } from 'commander';
import type { Locale, Text } from '#kernel';
import { inLocale, UserError } from '#kernel';
import type { CommandSpec, OptionSpec } from './command.js';
import { COMMANDS } from './commands.js';
import { reportProblems } from './problems.js';
import type { ExitCode, Terminal } from './terminal.js';
import { say, WrongUse } from './terminal.js';

const WORKSPACE: OptionSpec = {
  flags: '--workspace <name>',
  text: { en: 'workspace by name or id (needed when there are several)', 'zh-CN': '工作区名称或标识（有多个时必填）' },
};
const TITLES: Readonly<Record<string, Text>> = {
  'Usage:': { en: 'Usage:', 'zh-CN': '用法：' },
  'Arguments:': { en: 'Arguments:', 'zh-CN': '参数：' },
  'Options:': { en: 'Options:', 'zh-CN': '选项：' },
  'Commands:': { en: 'Commands:', 'zh-CN': '命令：' },
};
const GROUPS: Readonly<Record<string, Text>> = {
  rule: { en: 'work with rules', 'zh-CN': '规则' },
  workspace: { en: 'work with workspaces', 'zh-CN': '工作区' },
  audit: { en: 'work with the audit log', 'zh-CN': '审计日志' },
  analyze: { en: 'segment, score, recommend, forecast, mine: on any CSV file', 'zh-CN': '对任意 CSV 文件做细分、评分、推荐、预测与流程挖掘' },
};

/** Runs one command line (without node and script) and answers the exit code. Never throws. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exit: ExitCode = 0;
  const program = buildProgram(terminal, async (spec, args, options) => {
    const { run } = await spec.load();
    exit = await run({ arguments: args, options, terminal });
  });
  try {
    if (argv.length === 0) {
      program.outputHelp();
      return 2;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    return failed(error, terminal);
  }
}

type Called = (spec: CommandSpec, args: readonly string[], options: Readonly<Record<string, string | boolean>>) => Promise<void>;

function buildProgram(terminal: Terminal, called: Called): Command {
  const { locale } = terminal;
  const program = prepared(new Command('millrace'), terminal)
    .description(inLocale({ en: 'Sales and service work as statecharts.', 'zh-CN': '以状态图运行的销售与服务流程。' }, locale))
    .helpCommand(
      inLocale({ en: 'help [command]', 'zh-CN': 'help [command]' }, locale),
      inLocale({ en: 'show the help of a command', 'zh-CN': '显示命令的帮助' }, locale),
    )
    .addHelpText(
      'after',
      () => `\n${say(terminal, { en: 'Exit codes: 0 all well, 1 problems found, 2 wrong use.', 'zh-CN': '退出码：0 正常，1 发现问题，2 用法错误。' })}`,
    );
  const groups = new Map<string, Command>();
  for (const spec of COMMANDS) {
    const words = spec.name.split(' ');
    const parent = words.length === 1 ? program : groupOf(groups, program, words[0] ?? '', terminal);
    parent.addCommand(commandOf(spec, words.at(-1) ?? '', terminal, called));
  }
  return program;
}

function groupOf(groups: Map<string, Command>, program: Command, name: string, terminal: Terminal): Command {
  const known = groups.get(name);
  if (known) return known;
  const group = prepared(new Command(name), terminal)
    .description(inLocale(GROUPS[name] ?? { en: name }, terminal.locale))
    .helpCommand(false);
  groups.set(name, group);
  program.addCommand(group);
  return group;
}

function commandOf(spec: CommandSpec, word: string, terminal: Terminal, called: Called): Command {
  const { locale } = terminal;
  const command = prepared(new Command(word), terminal).description(inLocale(spec.summary, locale));
  for (const { form, text } of spec.arguments ?? []) command.addArgument(new Argument(form, inLocale(text, locale)));
  for (const option of [...(spec.options ?? []), ...(spec.database ? [WORKSPACE] : [])]) command.addOption(optionOf(option, locale));
  command.addHelpText('after', () => `\n${say(terminal, { en: 'Examples:', 'zh-CN': '示例：' })}\n${spec.examples.map((line) => `  ${line}`).join('\n')}`);
  return command.action(async () => called(spec, command.args, command.opts()));
}

function optionOf(spec: OptionSpec, locale: Locale): Option {
  const option = new Option(spec.flags, inLocale(spec.text, locale));
  if (spec.required) option.makeOptionMandatory();
  if (spec.choices) option.choices(spec.choices);
  if (spec.fallback !== undefined) option.default(spec.fallback);
  return option;
}

/** What every command has: language, JSON, help in the reader's language, errors thrown instead of process.exit. */
function prepared(command: Command, terminal: Terminal): Command {
  const { locale } = terminal;
  return command
    .option('--json', inLocale({ en: 'results as JSON', 'zh-CN': '以 JSON 输出结果' }, locale))
    .option('--lang <language>', inLocale({ en: 'en or zh-CN (default: from LC_ALL or LANG)', 'zh-CN': 'en 或 zh-CN（默认取自 LC_ALL 或 LANG）' }, locale))
    .helpOption('-h, --help', inLocale({ en: 'show this help', 'zh-CN': '显示帮助' }, locale))
    .configureHelp({ styleTitle: (title) => inLocale(TITLES[title] ?? { en: title }, locale), showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
      writeErr: (text) => terminal.err(text.replace(/\n$/, '')),
      outputError: () => undefined,
    })
    .allowExcessArguments(false)
    .exitOverride();
}

/** What an error of a command line or of a command means for the caller. Defects keep their stack on stderr. */
function failed(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : misused(wrongWords(error), terminal);
  if (error instanceof WrongUse) return misused(error.text, terminal);
  if (error instanceof UserError) return reportProblems(error.problems, terminal);
  terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

function misused(text: Text, terminal: Terminal): ExitCode {
  if (terminal.json)
    terminal.out(
      JSON.stringify({ ok: false, problems: [{ code: 'cli.wrong-use', severity: 'error', at: '', text: inLocale(text, terminal.locale) }] }, null, 2),
    );
  else terminal.err(inLocale(text, terminal.locale));
  return 2;
}

const CHINESE: Readonly<Record<string, string>> = {
  'commander.unknownOption': '未知选项',
  'commander.unknownCommand': '未知命令',
  'commander.missingArgument': '缺少参数',
  'commander.excessArguments': '参数过多',
  'commander.optionMissingArgument': '选项缺少取值',
  'commander.missingMandatoryOptionValue': '缺少必填选项',
  'commander.invalidArgument': '取值无效',
  'commander.help': '缺少子命令',
};

function wrongWords(error: CommanderError): Text {
  const message = error.message.replace(/^error: /, '');
  const named = [...message.matchAll(/'([^']+)'/g)].map(([, word]) => word).join(' ');
  const en =
    error.code === 'commander.help'
      ? 'A subcommand is missing; the help lists them.'
      : `${message[0]?.toUpperCase() ?? ''}${message.slice(1).replace(/\.$/, '')}. See --help.`;
  return { en, 'zh-CN': `${CHINESE[error.code] ?? '用法错误'}${named === '' ? '' : `：${named}`}。请参阅 --help。` };
}
