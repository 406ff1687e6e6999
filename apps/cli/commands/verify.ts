import type { Problem } from '#kernel';
import { UserError } from '#kernel';
import { verify, type AttachedRule, type Verification } from '#pipeline';
import { shippedCalendars } from '../calendars.js';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { readPipeline, readRules, shippedSurroundings } from '../pipeline-files.js';
import { hasErrors, problemJson, problemLine, reportProblems } from '../problems.js';
import { printJson, say } from '../terminal.js';

/** Checks each document with everything that can be proved before publishing. Warnings alone leave the exit code 0. */
export const run: CommandRun = async (invocation) => {
  const { arguments: files, terminal } = invocation;
  const rules = await readRules(textOption(invocation, 'rules'));
  if (!rules.ok) return reportProblems(rules.error, terminal);
  const calendars = [...(await shippedCalendars(textOption(invocation, 'calendars'))).keys()];
  const results: (Verification & { readonly file: string })[] = [];
  for (const file of files) results.push({ file, ...(await verified(file, rules.value, calendars)) });
  if (terminal.json) {
    printJson(
      terminal,
      results.map(({ file, problems, explored, cut }) => ({
        file,
        ok: !hasErrors(problems),
        explored,
        cut,
        problems: problems.map((p) => problemJson(p, terminal)),
      })),
    );
  } else {
    for (const { file, problems, explored, cut } of results) {
      const errors = problems.filter((problem) => problem.severity !== 'warning').length;
      terminal.out(
        say(
          terminal,
          {
            en: '{file}: {errors} errors, {warnings} warnings ({explored} configurations looked at)',
            'zh-CN': '{file}：{errors} 个错误，{warnings} 个警告（检查了 {explored} 种状态组合）',
          },
          { file, errors, warnings: problems.length - errors, explored },
        ),
      );
      for (const problem of problems) terminal.out(`  ${problemLine(problem, terminal)}`);
      if (cut)
        terminal.out(
          say(terminal, {
            en: '  The exploration was cut: there are more configurations than were looked at.',
            'zh-CN': '  探索已截断：状态组合多于已检查的数量。',
          }),
        );
    }
  }
  return results.some(({ problems }) => hasErrors(problems)) ? 1 : 0;
};

async function verified(file: string, rules: readonly AttachedRule[], calendars: readonly string[]): Promise<Verification> {
  const found = (problems: readonly Problem[]): Verification => ({ problems, explored: 0, cut: false });
  try {
    const parsed = await readPipeline(file);
    if (!parsed.ok) return found(parsed.error);
    const own = rules.filter((rule) => rule.pipeline === parsed.value.key);
    return verify(parsed.value, own, shippedSurroundings(parsed.value, calendars));
  } catch (error) {
    if (error instanceof UserError) return found(error.problems);
    throw error;
  }
}
