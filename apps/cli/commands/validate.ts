import type { Problem } from '#kernel';
import { UserError } from '#kernel';
import type { CommandRun } from '../command.js';
import { readPipeline } from '../pipeline-files.js';
import { problemJson, problemLine } from '../problems.js';
import { printJson, say } from '../terminal.js';

/** Reads each file as a pipeline document and lists every problem of its form. */
export const run: CommandRun = async ({ arguments: files, terminal }) => {
  const results = [];
  for (const file of files) results.push({ file, problems: await problemsOf(file) });
  if (terminal.json) {
    printJson(
      terminal,
      results.map(({ file, problems }) => ({ file, ok: problems.length === 0, problems: problems.map((p) => problemJson(p, terminal)) })),
    );
  } else {
    for (const { file, problems } of results) {
      terminal.out(
        problems.length
          ? say(terminal, { en: '{file}: {count} problems', 'zh-CN': '{file}：{count} 个问题' }, { file, count: problems.length })
          : say(terminal, { en: '{file}: ok', 'zh-CN': '{file}：通过' }, { file }),
      );
      for (const problem of problems) terminal.out(`  ${problemLine(problem, terminal)}`);
    }
  }
  return results.some(({ problems }) => problems.length > 0) ? 1 : 0;
};

/** A file that is not JSON is one more problem; a missing one is wrong use. */
export async function problemsOf(file: string): Promise<readonly Problem[]> {
  try {
    const parsed = await readPipeline(file);
    return parsed.ok ? [] : parsed.error;
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
}
