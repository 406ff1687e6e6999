import { inLocale } from '#kernel';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { database } from '../doctor/database.js';
import { machine } from '../doctor/machine.js';
import { queue } from '../doctor/queue.js';
import { environment } from '../environment.js';
import { printJson, WrongUse } from '../terminal.js';

const DEFAULT_PORT = 8080;

/** Looks at everything that a start needs and prints the fix beside what is wrong. Exit code 1 when something is an error. */
export const run: CommandRun = async (invocation) => {
  const { terminal } = invocation;
  const port = Number(textOption(invocation, 'port') ?? environment().port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongUse({ en: 'A port is a number from 0 to 65535.', 'zh-CN': '端口须为 0 至 65535 的数字。' });
  const found = [...(await machine(port)), ...(await database()), await queue()];
  if (terminal.json)
    printJson(
      terminal,
      found.map(({ text, fix, ...rest }) => ({ ...rest, text: inLocale(text, terminal.locale), ...(fix ? { fix: inLocale(fix, terminal.locale) } : {}) })),
    );
  else {
    for (const { state, text, fix } of found) {
      terminal.out(`${{ ok: '✓', warning: '!', error: '✗' }[state]} ${inLocale(text, terminal.locale)}`);
      if (fix) terminal.out(`    → ${inLocale(fix, terminal.locale)}`);
    }
  }
  return found.some(({ state }) => state === 'error') ? 1 : 0;
};
