import { randomUUID } from 'node:crypto';
import { importRecords, openCsv } from '#crm';
import type { Json } from '#kernel';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { chosenWorkspace, connected } from '../connection.js';
import { csvFile, showReport, type CsvInput } from '../import-files.js';
import { readJsonFile } from '../input-files.js';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';

/** Imports records; the same file again changes only what differs. */
export const run: CommandRun = async (invocation) => {
  const { terminal, options } = invocation;
  const csv = await csvFile(textOption(invocation, 'csv') ?? '');
  const mapFile = textOption(invocation, 'map');
  const map = mapFile === undefined ? await mapByName(csv) : await readJsonFile(mapFile);
  return connected(async (connection) => {
    const workspace = await chosenWorkspace(connection, invocation);
    const { importParts, runtime } = joinEngine(connection.storage);
    const progress = terminal.progress({ en: 'Importing', 'zh-CN': '导入' }, csv.rows);
    const report = await importRecords(importParts, {
      workspace: workspace.id,
      actor: CLI_ACTOR,
      jobId: randomUUID(),
      object: textOption(invocation, 'object') ?? '',
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
async function mapByName(csv: CsvInput): Promise<Json> {
  const { header } = await openCsv(csv, null);
  return { key: header[0] ?? '' };
}
