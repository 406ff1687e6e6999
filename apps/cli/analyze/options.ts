import { createHash } from 'node:crypto';
import { seededRandom, truthIn, type Answer } from '#analytics';
import { UserError, type Problem } from '#kernel';
import { textOption, type Invocation } from '../command.js';
import { WrongUse } from '../terminal.js';
import { cellsOf, readCsvTable, refused, type CsvTable } from './csv-table.js';

/** The value of an analysis; its refusal is thrown as a UserError, which the program prints. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new UserError('invalid', answer.error as [Problem, ...Problem[]]);
}

/** The table of `--csv`, parted as `--delimiter` says. */
export const tableOption = (invocation: Invocation): Promise<CsvTable> => readCsvTable(textOption(invocation, 'csv') ?? '', delimiterOption(invocation));

export function delimiterOption(invocation: Invocation): string | null {
  const given = textOption(invocation, 'delimiter');
  if (given === undefined) return null;
  const sign = given === 'tab' || given === '\\t' ? '\t' : given;
  if (sign.length === 1) return sign;
  throw new WrongUse({ en: `--delimiter takes one sign, or tab, not "${given}".`, 'zh-CN': `--delimiter 应为一个符号或 tab，而不是“${given}”。` });
}

/** A number option; `undefined` when it was not given. Throws WrongUse for what is no finite number. Ranges are checked by the analysis. */
export function numberOption(invocation: Invocation, name: string, flag = name): number | undefined {
  const given = textOption(invocation, name);
  if (given === undefined) return undefined;
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (Number.isFinite(value)) return value;
  throw new WrongUse({ en: `--${flag} takes a number, not "${given}".`, 'zh-CN': `--${flag} 应为数值，而不是“${given}”。` });
}

/** A number of things to print; at least 0. */
export function topOption(invocation: Invocation): number {
  const top = numberOption(invocation, 'top') ?? 10;
  if (Number.isSafeInteger(top) && top >= 0) return top;
  throw new WrongUse({ en: '--top takes a whole number of at least 0.', 'zh-CN': '--top 应为非负整数。' });
}

/** Names separated by commas (a comma inside a name is written `\,`); `undefined` when the option was not given. */
export function listOption(invocation: Invocation, name: string): string[] | undefined {
  return textOption(invocation, name)
    ?.split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter((part) => part !== '');
}

/** A range such as `2-8`, or one number. Throws WrongUse for anything else. */
export function rangeOption(invocation: Invocation, name: string): readonly [number, number] | undefined {
  const given = textOption(invocation, name);
  if (given === undefined) return undefined;
  const [all, from = '', to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(given.trim()) ?? [];
  if (all !== undefined) return [Number(from), Number(to)];
  throw new WrongUse({
    en: `--${name} takes a number or a range such as 2-8, not "${given}".`,
    'zh-CN': `--${name} 应为数值或 2-8 这样的范围，而不是“${given}”。`,
  });
}

/** An option this use of the command cannot do without. */
export function neededOption(invocation: Invocation, name: string, flag = name): string {
  const given = textOption(invocation, name);
  if (given !== undefined) return given;
  throw new WrongUse({ en: `--${flag} is needed here. See --help.`, 'zh-CN': `此处需要 --${flag}。请参阅 --help。` });
}

/** The published test fold of the baselines: sha1(id) mod 5 is 0. As 256 mod 5 is 1, that is the sum of the bytes mod 5. */
const isInSha1Fold = (id: string): boolean =>
  createHash('sha1')
    .update(id)
    .digest()
    .reduce((sum, byte) => sum + byte, 0) %
    5 ===
  0;

/**
 * Rows held out for the check, 1 each: `random` a seeded fifth, `sha1` by the id (or the row number from 0), `fifth` every fifth row from the first on,
 * or the name of a column that says 1 or yes where a row is held out. Refuses a fold that leaves no row on one side.
 */
export function heldOutOf(how: string, table: CsvTable, ids: readonly string[], seed: number): Uint8Array {
  const random = seededRandom(seed);
  const isHeld: Record<string, (row: number) => boolean> = {
    random: () => random.next() < 0.2,
    sha1: (row) => isInSha1Fold(ids[row] as string),
    fifth: (row) => row % 5 === 0,
  };
  const own = Object.hasOwn(isHeld, how) ? isHeld[how] : undefined;
  const column = own ? [] : cellsOf(table, how);
  const held = Uint8Array.from({ length: table.rows.length }, (_, row) => Number(own ? own(row) : column[row] === '1' || truthIn(column[row]) === true));
  const count = held.reduce((sum, one) => sum + one, 0);
  if (count > 0 && count < held.length) return held;
  throw refused('analysis.fold', `The fold "${how}" holds out ${count} of ${held.length} rows.`, `分组“${how}”留出了 ${held.length} 行中的 ${count} 行。`);
}
