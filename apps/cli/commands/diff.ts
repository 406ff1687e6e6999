import { inLocale } from '#kernel';
import { diffPipelines } from '#pipeline';
import type { CommandRun } from '../command.js';
import { readPipeline } from '../pipeline-files.js';
import { reportProblems } from '../problems.js';
import { printJson, say } from '../terminal.js';

/** Lists what changed. As with diff(1), a difference is exit code 1. */
export const run: CommandRun = async ({ arguments: [before = '', after = ''], terminal }) => {
  const [a, b] = [await readPipeline(before), await readPipeline(after)];
  if (!a.ok) return reportProblems(a.error, terminal);
  if (!b.ok) return reportProblems(b.error, terminal);
  const items = diffPipelines(a.value, b.value);
  if (terminal.json)
    printJson(
      terminal,
      items.map((item) => ({ ...item, text: inLocale(item.text, terminal.locale) })),
    );
  else if (items.length === 0) terminal.out(say(terminal, { en: 'No difference.', 'zh-CN': '没有差异。' }));
  else for (const { at, text } of items) terminal.out(`${at || '/'}: ${inLocale(text, terminal.locale)}`);
  return items.length > 0 ? 1 : 0;
};
