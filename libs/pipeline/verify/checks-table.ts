import { TYPE_CODES } from './checks/types.js';
import { CHECKS } from './registry.js';

const cell = (text: string): string => text.replace(/\|/g, '\\|');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** The table of docs/checks.md: one row a code, in the order of the registry. */
export const checksTable = (): string =>
  [
    row('code', 'severity', 'meaning', '含义', 'example'),
    row('---', '---', '---', '---', '---'),
    ...CHECKS.map(({ code, severity, meaning, example }) =>
      row(`\`${code}\``, severity === 'either' ? 'error or warning' : severity, meaning.en, meaning['zh-CN'] ?? '', example),
    ),
    ...Object.entries(TYPE_CODES).map(([code, { meaning, example }]) => row(`\`${code}\``, 'error', meaning.en, meaning['zh-CN'], example)),
  ].join('\n');
