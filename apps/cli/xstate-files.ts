import type { Problem, Result } from '#kernel';
import { fail, ok } from '#kernel';
import { importXState, parsePipeline, type Definition, type ImportedPipeline } from '#pipeline';
import { readJsonFile } from './input-files.js';
import { say, type Terminal } from './terminal.js';

/** A machine file as a pipeline document with what it lost, or why it is no machine. Throws what `readJsonFile` throws. */
export async function readMachine(path: string): Promise<Result<ImportedPipeline, readonly Problem[]>> {
  return importXState(await readJsonFile(path));
}

/** A machine file as a definition that can be played. */
export async function readMachineDefinition(
  path: string,
): Promise<Result<{ readonly definition: Definition; readonly lost: ImportedPipeline['lost'] }, readonly Problem[]>> {
  const imported = await readMachine(path);
  if (!imported.ok) return imported;
  const parsed = parsePipeline(imported.value.document);
  return parsed.ok ? ok({ definition: parsed.value, lost: imported.value.lost }) : fail(parsed.error);
}

/** Lists on stderr what could not be carried over. */
export function reportLost(lost: ImportedPipeline['lost'], terminal: Terminal): void {
  if (terminal.json) {
    terminal.err(
      JSON.stringify(
        lost.map((item) => ({ ...item, text: say(terminal, item.text) })),
        null,
        2,
      ),
    );
    return;
  }
  for (const { at, text, code } of lost)
    terminal.err(`${say(terminal, { en: 'not carried over', 'zh-CN': '未能转换' })} ${at}: ${say(terminal, text)} [${code}]`);
}
