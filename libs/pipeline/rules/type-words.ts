import type { PathType, RuleType } from './rule-types.js';

export type Pair = readonly [en: string, zh: string];

/** Kinds of values, as they are called in a sentence. */
export const KIND_NAMES: Readonly<Record<RuleType['kind'], Pair>> = {
  text: ['a text', '文本'],
  number: ['a number', '数字'],
  boolean: ['a yes/no value', '是否值'],
  date: ['a day', '日期'],
  datetime: ['a moment', '时刻'],
  list: ['a list', '列表'],
  object: ['an object', '对象'],
  null: ['null', '空值'],
  unknown: ['something', '某值'],
};

type PathFault = Extract<PathType, { ok: false }>['code'];
/** Why there is nothing at a path. */
export const PATH_TEXTS: Readonly<Record<PathFault, (name: string) => Pair>> = {
  'path.unknown': (name) => [
    `There is no "${name}"; paths begin with record, event, vars, actor or now.`,
    `没有“${name}”；路径以 record、event、vars、actor 或 now 开头。`,
  ],
  'field.unknown': (name) => [`There is no field "${name}".`, `没有字段“${name}”。`],
  'var.unknown': (name) => [`There is no variable "${name}"; declare it under "vars".`, `没有变量“${name}”；请在“vars”中声明。`],
  'path.too-deep': (name) => [`"${name}" is a reference itself; a rule reads one reference deep.`, `“${name}”本身是引用；规则只能读取一层引用。`],
  'path.no-members': (name) => [`"${name}" has no members to read.`, `“${name}”没有可读取的成员。`],
};
