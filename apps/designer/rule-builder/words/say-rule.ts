import { inLocale, isJsonObject, type Json, type JsonObject, type Locale } from '#kernel';
import { operatorOf, type Rule } from '#pipeline';
import type { Translate } from '../../i18n/texts.js';
import { sayDuration } from '../../document/derive/words.js';
import { readRule } from '../tree/read-rule.js';
import type { Comparison, Operand, RuleGroup, RuleNode } from '../tree/rule-tree.js';
import { isTime } from './tests-of.js';
import type { RuleTextKey } from './texts.js';
import { nameOf, variableAt, type Vocabulary } from './vocabulary.js';

interface Speech {
  readonly vocabulary: Vocabulary;
  readonly locale: Locale;
  readonly t: Translate<RuleTextKey>;
}

/** A rule in words, without values of a record: "Close value is greater than 50,000 and ...". `null` = always. */
export function sayRule(rule: Rule | null | undefined, speech: Speech): string {
  const root = readRule(rule);
  return root.parts.length === 0 ? speech.t('sayAlways') : sayGroup(root, speech, true);
}

function sayNode(node: RuleNode, speech: Speech): string {
  switch (node.kind) {
    case 'group':
      return sayGroup(node, speech, false);
    case 'comparison':
      return sayComparison(node, speech);
    case 'state':
      return speech.t(node.isActive ? 'sayInState' : 'sayNotInState', { state: nameOf(speech.vocabulary.states, node.state, speech.locale) });
    case 'foreign':
      return sayForeign(node.rule, speech);
  }
}

function sayGroup({ join, parts }: RuleGroup, speech: Speech, isOutermost: boolean): string {
  const said = parts.map((part) => sayNode(part, speech));
  const list = joined(said, join === 'any' || join === 'none' ? 'disjunction' : 'conjunction', speech);
  if (join === 'none' || join === 'not-all') return speech.t('sayNotSo', { rule: list });
  return isOutermost || said.length < 2 ? list : speech.t('sayBrackets', { rule: list });
}

/** Claims behind each other. Chinese joins sentences by other words than names, which `Intl` does not know. */
function joined(said: readonly string[], type: 'conjunction' | 'disjunction', { locale, t }: Speech): string {
  if (said.length === 1) return said[0] as string;
  return locale === 'zh-CN' ? said.join(t(type === 'conjunction' ? 'sayAnd' : 'sayOr')) : new Intl.ListFormat(locale, { type }).format(said);
}

function sayComparison({ path, test, operands }: Comparison, speech: Speech): string {
  const variable = variableAt(path, speech.vocabulary);
  const [value = '', other = ''] = operands.map((operand) => sayOperand(operand, path, speech));
  const own = isTime(variable.kind) ? TIME_SAYINGS[test] : variable.kind === 'boolean' ? BOOLEAN_SAYINGS[test] : undefined;
  const key = own ?? (`say-${test}` as const);
  return speech.t(key, { field: inLocale(variable.label, speech.locale), value, other });
}

const BOOLEAN_SAYINGS: Readonly<Partial<Record<Comparison['test'], RuleTextKey>>> = { yes: 'say-true', no: 'say-false' };
const TIME_SAYINGS: Readonly<Partial<Record<Comparison['test'], RuleTextKey>>> = {
  above: 'say-after',
  'at-least': 'say-not-before',
  below: 'say-before',
  'at-most': 'say-not-after',
};

export function sayOperand(operand: Operand, path: string, speech: Speech): string {
  switch (operand.kind) {
    case 'variable':
      return inLocale(variableAt(operand.path, speech.vocabulary).label, speech.locale);
    case 'from-now': {
      const isPast = operand.duration.startsWith('-');
      return speech.t(isPast ? 'sayAgo' : 'sayFromNow', { length: sayDuration(operand.duration.replace(/^-/, ''), speech.locale) });
    }
    case 'value':
      return sayValue(operand.value, path, speech);
  }
}

/** A value as people know it: the title of an option, a date, a grouped number, the name of a member. */
export function sayValue(value: Json, path: string, speech: Speech): string {
  const { vocabulary, locale, t } = speech;
  if (Array.isArray(value))
    return value.length === 0
      ? t('sayNothing')
      : new Intl.ListFormat(locale, { type: 'disjunction' }).format(value.map((member: Json) => sayValue(member, path, speech)));
  if (value === null || value === '') return t('sayNothing');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
  return typeof value === 'object' ? JSON.stringify(value) : (titleOf(String(value), path, vocabulary, locale) ?? t('sayQuoted', { text: String(value) }));
}

/** The name behind a text that stands for something: an option, a member, a date. */
function titleOf(text: string, path: string, vocabulary: Vocabulary, locale: Locale): string | null {
  const { field, kind } = variableAt(path, vocabulary);
  const option = field?.options?.find((one) => one.value === text);
  if (option) return inLocale(option.title, locale);
  if (kind === 'person') return vocabulary.members.find(({ id }) => id === text)?.name ?? text;
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text))
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${text}T00:00:00Z`));
  return null;
}

/** Any JSON Logic by the words of its operators. */
function sayForeign(rule: Json, speech: Speech, depth = 0): string {
  const operator = operatorOf(rule);
  if (!operator || depth > 16) return isJsonObject(rule) || Array.isArray(rule) ? JSON.stringify(rule) : sayValue(rule, '', speech);
  const given = (rule as JsonObject)[operator.name] as Json;
  const operands = Array.isArray(given) ? (given as readonly Json[]) : [given];
  if (operator.name === 'var' && typeof operands[0] === 'string') return inLocale(variableAt(operands[0], speech.vocabulary).label, speech.locale);
  if (operator.name === 'in' && typeof given === 'string') return sayNode({ kind: 'state', state: given, isActive: true }, speech);
  const said = operands.map((operand) => sayForeign(operand, speech, depth + 1));
  const all = said.length === 0 ? '' : joined(said, operator.name === 'or' ? 'disjunction' : 'conjunction', speech);
  return inLocale(operator.says, speech.locale).replace(/\{(\d|\*)\}/g, (_, n: string) => (n === '*' ? all : (said[Number(n)] ?? '')));
}
