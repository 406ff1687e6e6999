import type { JsonObject, Problem } from '#kernel';
import { inLocale } from '#kernel';
import type { ExitCode, Terminal } from './terminal.js';

/** A problem as `--json` prints it, in the reader's language. */
export const problemJson = (problem: Problem, terminal: Terminal): JsonObject => ({
  code: problem.code,
  severity: problem.severity ?? 'error',
  at: problem.at,
  text: inLocale(problem.text, terminal.locale),
  ...(problem.got === undefined ? {} : { got: problem.got }),
  ...(problem.expected === undefined ? {} : { expected: problem.expected }),
});

/** One line: severity, place, sentence, code. */
export function problemLine(problem: Problem, terminal: Terminal): string {
  const severity = { error: { en: 'error', 'zh-CN': '错误' }, warning: { en: 'warning', 'zh-CN': '警告' } }[problem.severity ?? 'error'];
  const place = problem.at === '' ? '' : ` ${problem.at}`;
  return `${inLocale(severity, terminal.locale)}${place}: ${inLocale(problem.text, terminal.locale)} [${problem.code}]`;
}

export const hasErrors = (problems: readonly Problem[]): boolean => problems.some((problem) => problem.severity !== 'warning');

/** Problems that stop a command: JSON on stdout with `--json`, lines on stderr otherwise. */
export function reportProblems(problems: readonly Problem[], terminal: Terminal): ExitCode {
  if (terminal.json) terminal.out(JSON.stringify({ ok: false, problems: problems.map((p) => problemJson(p, terminal)) }, null, 2));
  else for (const problem of problems) terminal.err(problemLine(problem, terminal));
  return 1;
}
