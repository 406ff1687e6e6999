import { inLocale, type Text } from '#kernel';
import type { CommandRun, Invocation } from '../command.js';
import { printJson, say, type Terminal } from '../terminal.js';

type Value = string | number | null | undefined;
type Values = Readonly<Record<string, string | number>>;

/** Something to show people: a sentence, or a table with a title. */
export type Block =
  | { readonly kind: 'line'; readonly text: Text; readonly values?: Values }
  | { readonly kind: 'table'; readonly title: Text; readonly head: readonly Text[]; readonly rows: readonly (readonly (Value | Text)[])[] };

/** What a verb found: `data` for programs, whole; `blocks` for people, shortened. */
export interface Report {
  readonly data: unknown;
  readonly blocks: readonly Block[];
}

export const line = (en: string, zh: string, values: Values = {}): Block => ({ kind: 'line', text: { en, 'zh-CN': zh }, values });

/** `head`: pairs of English and Chinese, written `en|zh`. */
export const table = (title: readonly [string, string], head: readonly string[], rows: readonly (readonly (Value | Text)[])[]): Block => ({
  kind: 'table',
  title: { en: title[0], 'zh-CN': title[1] },
  head: head.map((pair) => ({ en: pair.split('|')[0] ?? pair, 'zh-CN': pair.split('|')[1] ?? pair })),
  rows,
});

/** A verb as a command: prints its report; what it refuses is thrown and printed by the program. */
export const analysis =
  (of: (invocation: Invocation) => Promise<Report>): CommandRun =>
  async (invocation) => {
    const { data, blocks } = await of(invocation);
    if (invocation.terminal.json) printJson(invocation.terminal, data);
    else for (const block of blocks) print(block, invocation.terminal);
    return 0;
  };

function print(block: Block, terminal: Terminal): void {
  if (block.kind === 'line') {
    terminal.out(say(terminal, block.text, block.values));
    return;
  }
  if (block.rows.length === 0) return;
  const head = block.head.map((text) => inLocale(text, terminal.locale));
  const body = block.rows.map((row) => row.map((cell) => shown(cell, terminal)));
  const widths = head.map((name, c) => body.reduce((most, row) => Math.max(most, widthOf(row[c] ?? '')), widthOf(name)));
  const isNumeric = head.map((_, c) => block.rows.every((row) => row[c] === null || row[c] === undefined || typeof row[c] === 'number'));
  const laid = (row: readonly string[]): string => `  ${row.map((cell, c) => padded(cell, widths[c] ?? 0, isNumeric[c] === true)).join('  ')}`.trimEnd();
  terminal.out('');
  terminal.out(inLocale(block.title, terminal.locale));
  terminal.out(laid(head));
  for (const row of body) terminal.out(laid(row));
}

function shown(cell: Value | Text, terminal: Terminal): string {
  if (cell === null || cell === undefined) return '-';
  if (typeof cell === 'object') return inLocale(cell, terminal.locale);
  return typeof cell === 'number' ? rounded(cell) : cell;
}

/** Whole numbers whole, others with four places, or four figures where that says too little. */
export function rounded(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  if (Math.abs(value) >= 1e9 || Math.abs(value) < 1e-3) return value.toPrecision(4);
  return Math.abs(value) >= 1000 ? value.toFixed(2) : value.toFixed(4);
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;

/** Columns of a terminal: Chinese signs take two. */
const widthOf = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);
const padded = (text: string, width: number, toTheRight: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return toTheRight ? space + text : text + space;
};
