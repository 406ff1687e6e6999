import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ImportReport } from '#crm';
import { inLocale } from '#kernel';
import { unreadable } from './input-files.js';
import { problemJson, problemLine } from './problems.js';
import { printJson, say, WrongUse, type ExitCode, type Terminal } from './terminal.js';

const MAX_CSV_BYTES = 2 * 1024 ** 3;
const SHOWN_PROBLEMS = 50;
const SHOWN_RANGES = 12;

export interface CsvInput {
  open(): AsyncIterable<Uint8Array>;
  /** About how many rows: line ends of the file. */
  readonly rows: number;
}

/** A CSV file, read as a stream as often as needed. Throws WrongUse when it cannot be read. */
export async function csvFile(path: string): Promise<CsvInput> {
  const open = (): AsyncIterable<Uint8Array> => createReadStream(path);
  try {
    const file = await stat(path);
    if (file.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
    if (file.size > MAX_CSV_BYTES) throw new WrongUse({ en: `${path} is larger than 2 GiB.`, 'zh-CN': `${path} 超过 2 GiB。` });
    let rows = -1;
    for await (const chunk of open()) for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
    return { open, rows: Math.max(rows, 1) };
  } catch (error) {
    throw error instanceof WrongUse ? error : unreadable(path, error);
  }
}

/** Prints what an import did; exit code 1 when a row failed or an event was refused. */
export function showReport(report: ImportReport, terminal: Terminal): ExitCode {
  if (terminal.json) {
    printJson(terminal, {
      ...report,
      problems: report.problems.map(({ problem, ...row }) => ({ ...row, problem: problemJson(problem, terminal) })),
      findings: report.findings.map((finding) => ({ ...finding, text: inLocale(finding.text, terminal.locale) })),
    });
  } else inWords(report, terminal);
  return report.failed > 0 || (report.events?.refused ?? 0) > 0 ? 1 : 0;
}

function inWords(report: ImportReport, terminal: Terminal): void {
  const { rows, created, updated, unchanged, failed, events } = report;
  if (report.dryRun) terminal.out(say(terminal, { en: 'Dry run: nothing was written.', 'zh-CN': '试运行：未写入任何内容。' }));
  terminal.out(
    say(
      terminal,
      {
        en: '{target}: {rows} rows; {created} created, {updated} updated, {unchanged} unchanged, {failed} failed.',
        'zh-CN': '{target}：{rows} 行；新建 {created}，更新 {updated}，未变 {unchanged}，失败 {failed}。',
      },
      { target: report.target, rows, created, updated, unchanged, failed },
    ),
  );
  if (events)
    terminal.out(
      say(
        terminal,
        {
          en: '{played} events played, {already} played before, {refused} refused.',
          'zh-CN': '已播放事件 {played} 个，此前已播放 {already} 个，被拒绝 {refused} 个。',
        },
        { played: events.played, already: events.alreadyPlayed, refused: events.refused },
      ),
    );
  if (report.unusedColumns.length)
    terminal.out(
      say(terminal, { en: 'Columns that the map does not use: {columns}', 'zh-CN': '映射未使用的列：{columns}' }, { columns: report.unusedColumns.join(', ') }),
    );
  for (const finding of report.findings) {
    terminal.out(`- ${inLocale(finding.text, terminal.locale)} (${finding.count})`);
    if (finding.lines.length) terminal.out(`    ${say(terminal, { en: 'lines', 'zh-CN': '行' })} ${ranges(finding.lines, terminal)}`);
  }
  for (const { line, key, problem } of report.problems.slice(0, SHOWN_PROBLEMS)) {
    terminal.out(
      say(
        terminal,
        { en: 'line {line}{key}: {problem}', 'zh-CN': '第 {line} 行{key}：{problem}' },
        { line, key: key === null ? '' : ` (${key})`, problem: problemLine(problem, terminal) },
      ),
    );
  }
  const more = report.problems.length - SHOWN_PROBLEMS + report.problemsLeftOut;
  if (more > 0) terminal.out(say(terminal, { en: '... and {more} more; --json lists them.', 'zh-CN': '……另有 {more} 个，用 --json 查看。' }, { more }));
}

/** `3, 5-8, 12`: lines that follow one another stand together. */
export function ranges(lines: readonly number[], terminal: Pick<Terminal, 'locale'>): string {
  const found: { from: number; to: number }[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last && line === last.to + 1) last.to = line;
    else found.push({ from: line, to: line });
  }
  const shown = found.slice(0, SHOWN_RANGES).map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
  const more = found.length > SHOWN_RANGES ? say(terminal, { en: ' ... (--json lists all)', 'zh-CN': '……（用 --json 查看全部）' }) : '';
  return `${shown.join(', ')}${more}`;
}
