import type { Text } from '#kernel';

/** What operands an operator takes, for the type check and for the builder. */
export type Operands =
  | 'comparable' // numbers with numbers, texts with texts, dates with dates
  | 'equal' // the same kind on both sides
  | 'any'
  | 'numbers'
  | 'texts'
  | 'dates'
  | 'membership' // a value and a list or text; or one state id
  | 'path'
  | 'loop'; // a list and a rule for its members

export type ResultKind = 'boolean' | 'number' | 'text' | 'list' | 'date' | 'any';

export interface Operator {
  readonly name: string;
  /** Fewest and most operands. */
  readonly arity: readonly [number, number];
  readonly takes: Operands;
  readonly gives: ResultKind;
  /** How a claim or a value is said: `{0}`, `{1}` ... are the operands, `{*}` all of them. */
  readonly says: Text;
  /** Claims only: how it is said when it does not hold. */
  readonly denies?: Text;
  /** For the rule builder and the documentation. */
  readonly help: Text;
}

const MANY = 1000;
type Row = readonly [
  name: string,
  arity: readonly [number, number],
  takes: Operands,
  gives: ResultKind,
  says: readonly [string, string],
  denies: readonly [string, string] | null,
  help: readonly [string, string],
];

const ROWS: readonly Row[] = [
  [
    'var',
    [0, 2],
    'path',
    'any',
    ['{0}', '{0}'],
    null,
    ['The value at a path; a second operand stands in where there is none', '路径上的值；没有时用第二个参数'],
  ],
  ['missing', [0, MANY], 'path', 'list', ['the unfilled ones of {*}', '{*} 中未填写的'], null, ['Those of the paths that have no value', '没有值的路径']],
  [
    'missing_some',
    [2, 2],
    'path',
    'list',
    ['the unfilled ones when fewer than {0} of {1} are filled', '{1} 中填写不足 {0} 项时未填写的'],
    null,
    ['Unfilled paths, empty when at least that many are filled', '未填写的路径；已填写足够数量时为空'],
  ],
  [
    'if',
    [0, MANY],
    'any',
    'any',
    ['a choice by condition', '按条件选择'],
    null,
    ['Condition, then, condition, then ..., else', '条件、结果、条件、结果……否则'],
  ],
  ['?:', [3, 3], 'any', 'any', ['a choice by condition', '按条件选择'], null, ['Condition, then, else', '条件、是、否']],
  ['and', [1, MANY], 'any', 'any', ['{*}', '{*}'], null, ['Holds when all operands hold', '全部成立时成立']],
  ['or', [1, MANY], 'any', 'any', ['{*}', '{*}'], null, ['Holds when one operand holds', '任一成立时成立']],
  [
    '!',
    [1, 1],
    'any',
    'boolean',
    ['it is not so that {0}', '并非 {0}'],
    ['it is so that {0}', '确实 {0}'],
    ['Holds when the operand does not', '参数不成立时成立'],
  ],
  ['!!', [1, 1], 'any', 'boolean', ['{0} is given', '{0} 有值'], ['{0} is not given', '{0} 没有值'], ['Whether the value counts as true', '值是否为真']],
  [
    '==',
    [2, 2],
    'equal',
    'boolean',
    ['{0} is {1}', '{0} 是 {1}'],
    ['{0} is not {1}', '{0} 不是 {1}'],
    ['Equal, converting between number and text', '相等（数字与文本互转）'],
  ],
  [
    '===',
    [2, 2],
    'equal',
    'boolean',
    ['{0} is exactly {1}', '{0} 恰好是 {1}'],
    ['{0} is not exactly {1}', '{0} 不恰好是 {1}'],
    ['Equal and of the same kind', '相等且类型相同'],
  ],
  ['!=', [2, 2], 'equal', 'boolean', ['{0} differs from {1}', '{0} 不同于 {1}'], ['{0} does not differ from {1}', '{0} 等于 {1}'], ['Not equal', '不相等']],
  [
    '!==',
    [2, 2],
    'equal',
    'boolean',
    ['{0} differs from {1}', '{0} 不同于 {1}'],
    ['{0} does not differ from {1}', '{0} 等于 {1}'],
    ['Not equal, or of another kind', '不相等或类型不同'],
  ],
  [
    '>',
    [2, 2],
    'comparable',
    'boolean',
    ['{0} is greater than {1}', '{0} 大于 {1}'],
    ['{0} is not greater than {1}', '{0} 不大于 {1}'],
    ['Greater, or later', '大于（或更晚）'],
  ],
  [
    '>=',
    [2, 2],
    'comparable',
    'boolean',
    ['{0} is at least {1}', '{0} 不小于 {1}'],
    ['{0} is less than {1}', '{0} 小于 {1}'],
    ['At least, or not earlier', '不小于（或不早于）'],
  ],
  [
    '<',
    [2, 3],
    'comparable',
    'boolean',
    ['{0} is less than {1}', '{0} 小于 {1}'],
    ['{0} is not less than {1}', '{0} 不小于 {1}'],
    ['Less, or earlier; with three operands: between, ends left out', '小于（或更早）；三个参数时为介于其间（不含两端）'],
  ],
  [
    '<=',
    [2, 3],
    'comparable',
    'boolean',
    ['{0} is at most {1}', '{0} 不大于 {1}'],
    ['{0} is greater than {1}', '{0} 大于 {1}'],
    ['At most, or not later; with three operands: between, ends included', '不大于（或不晚于）；三个参数时为介于其间（含两端）'],
  ],
  [
    'in',
    [1, 2],
    'membership',
    'boolean',
    ['{0} is in {1}', '{0} 在 {1} 中'],
    ['{0} is not in {1}', '{0} 不在 {1} 中'],
    ['A member of a list or part of a text; with one operand: whether that state is active', '是列表成员或文本的一部分；仅一个参数时：该状态是否激活'],
  ],
  ['+', [0, MANY], 'numbers', 'number', ['the sum of {*}', '{*} 之和'], null, ['Sum', '求和']],
  ['-', [1, 2], 'numbers', 'number', ['{0} minus {1}', '{0} 减 {1}'], null, ['Difference; with one operand: the negative', '相减；一个参数时取负']],
  ['*', [1, MANY], 'numbers', 'number', ['the product of {*}', '{*} 之积'], null, ['Product', '相乘']],
  ['/', [2, 2], 'numbers', 'number', ['{0} divided by {1}', '{0} 除以 {1}'], null, ['Quotient', '相除']],
  ['%', [2, 2], 'numbers', 'number', ['the rest of {0} divided by {1}', '{0} 除以 {1} 的余数'], null, ['Rest of a division', '余数']],
  ['min', [1, MANY], 'numbers', 'number', ['the least of {*}', '{*} 中的最小值'], null, ['The least', '最小值']],
  ['max', [1, MANY], 'numbers', 'number', ['the greatest of {*}', '{*} 中的最大值'], null, ['The greatest', '最大值']],
  ['cat', [0, MANY], 'any', 'text', ['{*} joined', '{*} 连接'], null, ['Texts joined', '连接文本']],
  [
    'substr',
    [2, 3],
    'any',
    'text',
    ['a part of {0}', '{0} 的一部分'],
    null,
    ['Part of a text: start and length, negative from the end', '文本的一部分：起点与长度，负数从末尾算起'],
  ],
  ['lower', [1, 1], 'texts', 'text', ['{0} in lower case', '{0} 的小写'], null, ['Lower case', '小写']],
  ['upper', [1, 1], 'texts', 'text', ['{0} in upper case', '{0} 的大写'], null, ['Upper case', '大写']],
  [
    'starts_with',
    [2, 2],
    'texts',
    'boolean',
    ['{0} starts with {1}', '{0} 以 {1} 开头'],
    ['{0} does not start with {1}', '{0} 不以 {1} 开头'],
    ['Whether a text starts with another', '文本是否以另一文本开头'],
  ],
  [
    'ends_with',
    [2, 2],
    'texts',
    'boolean',
    ['{0} ends with {1}', '{0} 以 {1} 结尾'],
    ['{0} does not end with {1}', '{0} 不以 {1} 结尾'],
    ['Whether a text ends with another', '文本是否以另一文本结尾'],
  ],
  [
    'length',
    [1, 1],
    'any',
    'number',
    ['the length of {0}', '{0} 的长度'],
    null,
    ['Members of a list, characters of a text; 0 without a value', '列表项数或文本字符数；无值为 0'],
  ],
  [
    'is_blank',
    [1, 1],
    'any',
    'boolean',
    ['{0} is not filled', '{0} 未填写'],
    ['{0} is filled', '{0} 已填写'],
    ['No value, blank text or empty list; 0 and false are filled', '无值、空白文本或空列表；0 与否算已填写'],
  ],
  ['merge', [0, MANY], 'any', 'list', ['{*} together', '{*} 合并'], null, ['Lists put together', '合并列表']],
  ['map', [2, 2], 'loop', 'list', ['{0}, each changed', '{0} 逐项换算'], null, ['A list of what the rule gives for each member', '对每项计算所得的列表']],
  ['filter', [2, 2], 'loop', 'list', ['some of {0}', '{0} 中的一部分'], null, ['The members for which the rule holds', '规则成立的成员']],
  [
    'reduce',
    [2, 3],
    'loop',
    'any',
    ['{0} taken together', '{0} 的汇总'],
    null,
    ['One value out of a list: `current`, `accumulator`, start', '由列表得到一个值：current、accumulator、初值'],
  ],
  [
    'all',
    [2, 2],
    'loop',
    'boolean',
    ['every member of {0} fits', '{0} 的每一项都符合'],
    ['not every member of {0} fits', '{0} 并非每一项都符合'],
    ['The rule holds for every member, and there is one', '每项都成立且列表非空'],
  ],
  [
    'some',
    [2, 2],
    'loop',
    'boolean',
    ['a member of {0} fits', '{0} 中有符合的项'],
    ['no member of {0} fits', '{0} 中没有符合的项'],
    ['The rule holds for a member', '至少一项成立'],
  ],
  [
    'none',
    [2, 2],
    'loop',
    'boolean',
    ['no member of {0} fits', '{0} 中没有符合的项'],
    ['a member of {0} fits', '{0} 中有符合的项'],
    ['The rule holds for no member', '没有一项成立'],
  ],
  [
    'date_add',
    [2, 2],
    'dates',
    'date',
    ['{0} moved by {1}', '{0} 移动 {1}'],
    null,
    ['A date moved by an ISO duration, backwards with a leading minus', '日期加 ISO 时长，前加负号则为减'],
  ],
  [
    'date_diff',
    [2, 3],
    'dates',
    'number',
    ['the {2} from {0} to {1}', '从 {0} 到 {1} 的{2}'],
    null,
    ['Whole minutes, hours, days (default), weeks, months or years from the first date to the second', '两日期间相差的整数：分、时、天（默认）、周、月、年'],
  ],
];

const text = ([en, zh]: readonly [string, string]): Text => ({ en, 'zh-CN': zh });

/** Every operator of the rule language; nothing else is evaluated. Not listed on purpose: `log` and `method` (see docs). */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  ROWS.map(([name, arity, takes, gives, says, denies, help]) => [
    name,
    { name, arity, takes, gives, says: text(says), ...(denies ? { denies: text(denies) } : {}), help: text(help) },
  ]),
);

/** Operators of json-logic-js that are not offered, with the reason. */
export const UNLISTED_OPERATORS: Readonly<Record<string, Text>> = {
  log: { en: 'a rule has no side effects', 'zh-CN': '规则没有副作用' },
  method: { en: 'a rule calls no code of its data', 'zh-CN': '规则不调用数据中的代码' },
};

/** The operator of an object with exactly one member that is a listed operator; `null` for any other value. */
export function operatorOf(value: unknown): Operator | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const keys = Object.keys(value);
  return keys.length === 1 ? (OPERATORS.get(keys[0] as string) ?? null) : null;
}
