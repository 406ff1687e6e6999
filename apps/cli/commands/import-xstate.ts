import type { CommandRun } from '../command.js';
import { parsePipeline } from '#pipeline';
import { reportProblems } from '../problems.js';
import { printJson } from '../terminal.js';
import { readMachine, reportLost } from '../xstate-files.js';

/** Prints the pipeline document of a machine on stdout and what could not be carried over on stderr. A document that would not be valid is not printed: its problems are. */
export const run: CommandRun = async ({ arguments: [file = ''], terminal }) => {
  const imported = await readMachine(file);
  if (!imported.ok) return reportProblems(imported.error, terminal);
  const parsed = parsePipeline(imported.value.document);
  if (!parsed.ok) return reportProblems(parsed.error, terminal);
  printJson(terminal, imported.value.document);
  reportLost(imported.value.lost, terminal);
  return 0;
};
