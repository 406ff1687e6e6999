import type { Problem } from '#kernel';
import { checkRuleTypes, checkTemplate, type RuleScope } from '../../rules/index.js';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';

/** Everything that cannot be right about a rule or an input, given the types of the fields and variables it reads. */
export const ruleTypes: Check = {
  code: 'rule.type',
  severity: 'error',
  meaning: { en: 'A rule or input compares or computes values of kinds that do not go together.', 'zh-CN': '规则或输入对类型不匹配的值进行比较或计算。' },
  example: '{ ">": [{ "var": "record.close_date" }, 5] }.',
  *find(context: VerifyContext): Generator<Finding> {
    const scope = scopeOf(context);
    for (const { rule, at } of context.conditions()) yield* checkRuleTypes(rule, at, scope).map(finding);
    for (const { template, at, items } of context.inputs()) yield* checkTemplate(template, at, { ...scope, items }, 'input').map(finding);
    for (const { rule, at } of context.lists()) yield* checkTemplate(rule, at, scope).map(finding);
  },
};

/** Codes of the type check beside `rule.type`, with what they mean; they keep their own names. */
export const TYPE_CODES = {
  'rule.path-computed': {
    meaning: {
      en: 'A path is computed; what a rule reads must be written out, because it is loaded beforehand.',
      'zh-CN': '路径是计算出来的；规则读取的内容必须直接写明，因为需要预先加载。',
    },
    example: '{ "var": { "cat": ["record.", "name"] } }.',
  },
  'rule.option': {
    meaning: { en: 'A choice is compared with a value that is none of its options.', 'zh-CN': '选项字段与其可选值之外的值比较。' },
    example: 'A region compared with "africa" where the options are eu, us and asia.',
  },
  'rule.date': {
    meaning: { en: 'A date is compared with a text that is no date.', 'zh-CN': '日期与非日期文本比较。' },
    example: 'A date compared with "soon".',
  },
  'rule.unit': {
    meaning: { en: 'date_diff is given a unit that does not exist.', 'zh-CN': 'date_diff 使用了不存在的单位。' },
    example: 'date_diff in "fortnights".',
  },
  'duration.form': {
    meaning: { en: 'A text should be an ISO 8601 duration and is not.', 'zh-CN': '文本应为 ISO 8601 时长，但不是。' },
    example: 'date_add of "2 weeks" instead of "P2W".',
  },
  'path.unknown': {
    meaning: { en: 'A path begins with none of record, event, vars, actor, now.', 'zh-CN': '路径未以 record、event、vars、actor 或 now 开头。' },
    example: '{ "var": "deal.amount" } instead of record.amount.',
  },
  'path.too-deep': {
    meaning: { en: 'A path goes through more than one reference.', 'zh-CN': '路径经过了多于一层引用。' },
    example: 'record.account.owner.name.',
  },
  'path.no-members': {
    meaning: { en: 'A path goes into a value that has no members.', 'zh-CN': '路径进入了没有成员的值。' },
    example: 'record.close_date.year.',
  },
} as const;

const scopeOf = (context: VerifyContext): RuleScope => ({
  record: context.fields,
  fieldsOf: (object) => context.surroundings.fieldsOf(object),
  vars: context.definition.vars,
});

const finding = ({ code, at, text, got, expected }: Problem): Finding => ({
  code,
  at,
  text,
  ...(got === undefined ? {} : { got }),
  ...(expected === undefined ? {} : { expected }),
});
