import { randomUUID } from 'node:crypto';
import { importHistory } from '#crm';
import { UserError } from '#kernel';
import type { CommandRun } from '../command.js';
import { textOption } from '../command.js';
import { chosenWorkspace, connected } from '../connection.js';
import { csvFile, showReport } from '../import-files.js';
import { readJsonFile } from '../input-files.js';
import { CLI_ACTOR, joinEngine } from '../joined-engine.js';
import { momentOf } from '../play/session.js';

/** Plays the dated events of real records through the engine; the same file again plays nothing twice. */
export const run: CommandRun = async (invocation) => {
  const { terminal, options } = invocation;
  const csv = await csvFile(textOption(invocation, 'csv') ?? '');
  const map = await readJsonFile(textOption(invocation, 'map') ?? '');
  const asOf = textOption(invocation, 'asOf');
  const pipeline = textOption(invocation, 'pipeline') ?? '';
  return connected(async (connection) => {
    const workspace = await chosenWorkspace(connection, invocation);
    const { importParts, runtime, library } = joinEngine(connection.storage);
    const head = await library.library.head(workspace.id, pipeline);
    if (head.latestVersion === 0) throw unpublished(pipeline);
    const progress = terminal.progress({ en: 'Playing', 'zh-CN': '播放' }, csv.rows);
    const report = await importHistory(importParts, {
      workspace: workspace.id,
      actor: CLI_ACTOR,
      jobId: randomUUID(),
      pipeline,
      object: head.object,
      csv,
      map,
      asOf: asOf === undefined ? null : momentOf(asOf),
      dryRun: options['dryRun'] === true,
      onProgress: (rows) => progress.at(rows),
    });
    progress.end();
    await runtime.stop();
    return showReport(report, terminal);
  });
};

const unpublished = (key: string): UserError =>
  new UserError('conflict', {
    code: 'pipeline.unpublished',
    at: '',
    text: { en: `The pipeline "${key}" has not been published yet.`, 'zh-CN': `流程“${key}”尚未发布。` },
  });
