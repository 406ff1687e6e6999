import { randomUUID } from 'node:crypto';
import { importRecords, openCsv } from '#crm';
import type { Json } from '#kernel';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { chosenWorkspace, connected } from '../connection.js';
import { csvFile, showReport } from '../import-files.js';
import { readJsonFile } from '../input-files.js';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';

/** Imports records; the same file again changes only what differs. */
export const run: CommandRun = async (invocation) => {
  const { terminal, options } = invocation;
  const csv = await csvFile(textOption(invocation, 'csv') ?? '');
  const mapFile = textOption(invocation, 'map');
  const written = mapFile === undefined ? null : await readJsonFile(mapFile);
  const object = textOption(invocation, 'object') ?? '';
  return connected(async (connection) => {
    const workspace = await chosenWorkspace(connection, invocation);
    const { importParts, runtime } = joinEngine(connection.storage);
    const map = written ?? mapByName(await openCsv(csv, null), (await importParts.registry.of(workspace.id)).fieldsOf(object) ?? {});
    const progress = terminal.progress({ en: 'Importing', 'zh-CN': '导入' }, csv.rows);
    const report = await importRecords(importParts, {
      workspace: workspace.id,
      actor: CLI_ACTOR,
      jobId: randomUUID(),
      object,
      csv,
      map,
      dryRun: options['dryRun'] === true,
      onProgress: (rows) => progress.at(rows),
    });
    progress.end();
    await runtime.stop();
    return showReport(report, terminal);
  });
};

/** Without a map: the first column is the key, and columns named like fields are those fields. */
function mapByName({ header }: { readonly header: readonly string[] }, fields: Readonly<Record<string, { readonly retired?: boolean }>>): Json {
  return {
    key: header[0] ?? '',
    columns: Object.fromEntries(header.filter((name) => Object.hasOwn(fields, name) && fields[name]?.retired !== true).map((name) => [name, name])),
  };
}
