import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { backUp } from '#storage';
import { VERSION } from '../../engine/config/version.js';
import type { CommandRun } from '../command.js';
import { connected } from '../connection.js';
import { environment } from '../environment.js';
import { printJson, say, type ExitCode } from '../terminal.js';

/** The file of the home that opens what is sealed in the database. */
export const KEY_FILE = 'master.key';

/** Writes everything of one moment into a folder; others go on working meanwhile. */
export const run: CommandRun = ({ arguments: [folder = ''], options, terminal }) =>
  connected<ExitCode>(async ({ storage }) => {
    const target = resolve(folder);
    const progress = terminal.progress({ en: 'Backing up', 'zh-CN': '备份' }, 1);
    const manifest = await backUp(storage, { folder: target, engine: VERSION, onTable: (done, of) => progress.at(done / of) });
    progress.end();
    const hasKeys = options['withKeys'] === true;
    if (hasKeys) await copyFile(join(environment().home, KEY_FILE), join(target, KEY_FILE));
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
    if (terminal.json) printJson(terminal, { folder: target, takenAt: manifest.takenAt, rows, bytes, keys: hasKeys });
    else {
      const text = { en: '{rows} rows as of {at} are in {folder} ({mb} MB).', 'zh-CN': '截至 {at} 的 {rows} 行已写入 {folder}（{mb} MB）。' };
      terminal.out(say(terminal, text, { rows, at: manifest.takenAt, folder: target, mb: (bytes / 1e6).toFixed(1) }));
      if (!hasKeys)
        terminal.out(
          say(
            terminal,
            {
              en: 'The key that opens sealed secrets is not in it: keep {file} (or MILLRACE_MASTER_KEYS) in another safe place.',
              'zh-CN': '其中不含用于解开密文的密钥：请另行妥善保管 {file}（或 MILLRACE_MASTER_KEYS）。',
            },
            { file: join(environment().home, KEY_FILE) },
          ),
        );
    }
    return 0;
  });
