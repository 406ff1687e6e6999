import { inLocale, type Json, type JsonObject, type Locale } from '#kernel';
import { operatorOf } from '../rules/index.js';

/** How a path is called. */
export type PathNames = (path: string) => string;

const JOINED: Readonly<Record<string, readonly [en: string, zh: string]>> = { and: [' and ', ' 且 '], or: [' or ', ' 或 '] };

/** A condition as one line, without values: `Amount is greater than 5 and Region is "eu"`. */
export function ruleInWords(rule: Json, locale: Locale, names: PathNames, depth = 0): string {
  const zh = locale === 'zh-CN';
  const operator = operatorOf(rule);
  if (!operator || depth > 32) return JSON.stringify(rule);
  const operands = operandsOf((rule as JsonObject)[operator.name] as Json);
  if (operator.name === 'var') return typeof operands[0] === 'string' ? names(operands[0]) : JSON.stringify(operands[0]);
  const said = operands.map((operand) => ruleInWords(operand, locale, names, depth + 1));
  if (operator.name === 'in' && said.length === 1) return zh ? `${said[0]} 处于活动` : `${said[0]} is active`;
  const joiner = JOINED[operator.name]?.[zh ? 1 : 0];
  if (joiner !== undefined) return said.length === 1 ? (said[0] as string) : said.map((text, n) => (isChoice(operands[n]) ? `(${text})` : text)).join(joiner);
  return inLocale(operator.says, locale).replace(/\{(\d+|\*)\}/g, (_, n: string) => (n === '*' ? said.join(', ') : (said[Number(n)] ?? '')));
}

const operandsOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);
const isChoice = (rule: Json | undefined): boolean => ['and', 'or', 'if'].includes(operatorOf(rule)?.name ?? '');
