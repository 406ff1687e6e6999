import type { CommandSpec } from './command.js';
import { COMMANDS } from './commands.js';

const INTRO = `# The command line

\`npm run millrace -- COMMAND\`, or \`node apps/cli/millrace.mjs COMMAND\`. This page is made from the commands themselves; a test fails when it
is not theirs any more.

Every command takes \`--json\` (results as JSON on stdout, nothing else there) and \`--lang en\` or \`--lang zh-CN\` (otherwise LC_ALL, LC_MESSAGES or
LANG decide). Exit codes: **0** all well, **1** problems found, **2** wrong use. Long work shows a bar on a terminal and plain lines elsewhere, on stderr.

Commands marked *database* use \`DATABASE_URL\`, or else the embedded PostgreSQL of \`MILLRACE_HOME\` (\`.millrace\`): a running server is joined, otherwise
the database is started for the command and stopped after it. They act as \`cli\` in histories and take \`--workspace NAME\`, which is needed only
when there are several.
`;

/** docs/cli.md, from the same table that makes the help. */
export function referencePage(): string {
  return `${INTRO}\n${COMMANDS.map(section).join('\n')}`;
}

function section(spec: CommandSpec): string {
  const words = [...(spec.arguments ?? []).map(({ form }) => form), ...(spec.options ?? []).filter(({ required }) => required).map(({ flags }) => flags)];
  const rows = [
    ...(spec.arguments ?? []).map(({ form, text }) => row(form, text.en, text['zh-CN'])),
    ...(spec.options ?? []).map(({ flags, text, required, choices, fallback }) =>
      row(
        flags,
        `${text.en}${required ? ' (needed)' : ''}${choices ? `: ${choices.join(', ')}` : ''}${fallback ? ` (default ${fallback})` : ''}`,
        text['zh-CN'],
      ),
    ),
  ];
  return [
    `## millrace ${spec.name}`,
    '',
    `${capital(spec.summary.en)}${spec.database ? ' (*database*)' : ''}. ${spec.summary['zh-CN'] ?? ''}。`,
    '',
    '```',
    ...[`millrace ${[spec.name, ...words].join(' ')}`, ...spec.examples.map((line) => `# ${line}`)],
    '```',
    ...(rows.length ? ['', '| | | |', '|---|---|---|', ...rows] : []),
    '',
  ].join('\n');
}

const row = (form: string, en: string, zh = ''): string => `| \`${form}\` | ${en} | ${zh} |`;
const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
