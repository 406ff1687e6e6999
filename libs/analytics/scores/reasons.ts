import type { Text } from '#kernel';
import { asLevel, asNumber, type Cell } from '../features/table.js';
import type { Profile } from './drift.js';

/** Why a score is what it is: one column, what the record has there, and how much it moved the log-odds against the average record. */
export interface Reason {
  readonly column: string;
  readonly value: string | number | null;
  /** Above 0 raises the score, below lowers it. Units of log-odds for logistic, naive Bayes, linear SVM and boosting; of probability for a tree and a forest; of standard outputs for a network. */
  readonly contribution: number;
  readonly text: Text;
}

export interface Wording {
  /** Titles of columns for people. */
  readonly labels?: Readonly<Record<string, Text>>;
  /** What the score is the chance of, such as { en: 'the chance of leaving', 'zh-CN': '流失可能' }. */
  readonly outcome?: Text;
  readonly most?: number;
  readonly blanks?: readonly string[];
}

const OUTCOME: Text = { en: 'the score', 'zh-CN': '得分' };

/** The strongest reasons, three unless told otherwise, by the size of their contribution; columns that moved nothing are not named. */
export function strongestReasons(
  contributions: ReadonlyMap<string, number>,
  record: Readonly<Record<string, Cell>>,
  profiles: readonly Profile[],
  wording: Wording = {},
): Reason[] {
  const means = new Map(profiles.map((profile) => [profile.column, profile.kind === 'number' ? profile.mean : null]));
  const blanks = new Set(wording.blanks);
  return [...contributions]
    .filter(([, size]) => Math.abs(size) > 1e-9)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]) || (a[0] < b[0] ? -1 : 1))
    .slice(0, wording.most ?? 3)
    .map(([column, contribution]) => {
      const value = valueOf(Object.hasOwn(record, column) ? record[column] : null, means.get(column) ?? null, blanks);
      return { column, value, contribution, text: sentence(column, value, means.get(column) ?? null, contribution > 0, wording) };
    });
}

function valueOf(cell: Cell, mean: number | null, blanks: ReadonlySet<string>): string | number | null {
  const level = asLevel(cell, blanks);
  if (level === '') return null;
  return mean === null ? level : asNumber(cell);
}

function sentence(column: string, value: string | number | null, mean: number | null, raises: boolean, wording: Wording): Text {
  const label = wording.labels && Object.hasOwn(wording.labels, column) ? wording.labels[column] : undefined;
  const { en: name, 'zh-CN': zhName = name } = label ?? { en: column };
  const { en: outcome, 'zh-CN': zhOutcome = outcome } = wording.outcome ?? OUTCOME;
  const verb = raises ? 'raises' : 'lowers';
  const zhVerb = raises ? '提高' : '降低';
  if (value === null) return { en: `${name} is not known, which ${verb} ${outcome}.`, 'zh-CN': `${zhName}未填写，${zhVerb}${zhOutcome}。` };
  const average = mean !== null && typeof value === 'number' ? { en: ` (average ${shown(mean)})`, zh: `（平均 ${shown(mean)}）` } : { en: '', zh: '' };
  const said = typeof value === 'number' ? shown(value) : value;
  return { en: `${name} is ${said}${average.en}, which ${verb} ${outcome}.`, 'zh-CN': `${zhName}为 ${said}${average.zh}，${zhVerb}${zhOutcome}。` };
}

/** Four significant figures, whole numbers whole. */
const shown = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(4))));
