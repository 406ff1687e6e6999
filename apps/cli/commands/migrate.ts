import type { CommandRun } from '../command.js';
import { connected } from '../connection.js';
import { printJson, say, type ExitCode } from '../terminal.js';

/** Brings the schema up to date and names what was applied. */
export const run: CommandRun = ({ terminal }) =>
  connected<ExitCode>(async ({ migrated, where }) => {
    if (terminal.json) printJson(terminal, { where, applied: migrated });
    else if (migrated.length === 0)
      terminal.out(say(terminal, { en: 'The database is up to date ({where}).', 'zh-CN': '数据库已是最新（{where}）。' }, { where }));
    else for (const name of migrated) terminal.out(say(terminal, { en: 'applied {name}', 'zh-CN': '已应用 {name}' }, { name }));
    return 0;
  });
