import { exportMermaid, exportXState } from '#pipeline';
import type { CommandRun } from '../command.js';
import { readPipeline } from '../pipeline-files.js';
import { reportProblems } from '../problems.js';
import { printJson } from '../terminal.js';
import { reportLost } from '../xstate-files.js';

/** Prints a pipeline as XState machine JSON or as a Mermaid diagram in the reader's language. */
export const run: CommandRun = async ({ arguments: [file = ''], options, terminal }) => {
  const definition = await readPipeline(file);
  if (!definition.ok) return reportProblems(definition.error, terminal);
  if (options['to'] === 'mermaid') {
    const diagram = exportMermaid(definition.value, terminal.locale);
    if (terminal.json) printJson(terminal, { mermaid: diagram });
    else terminal.out(diagram.trimEnd());
    return 0;
  }
  const { machine, lost } = exportXState(definition.value);
  printJson(terminal, machine);
  reportLost(lost, terminal);
  return 0;
};
