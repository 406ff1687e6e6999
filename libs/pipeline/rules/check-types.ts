import { parseDuration, pointer } from '#kernel';
import type { Json, JsonPointer, Problem } from '#kernel';
import { callOf } from './call.js';
import { closest } from './closest.js';
import { DATE_UNITS } from './dates.js';
import type { Operator } from './operators.js';
import { BOOLEAN, UNKNOWN, isDateText, typeAtPath, typeOfLiteral, type RuleScope, type RuleType } from './rule-types.js';
import { holePaths, walkTemplate, type TemplateForm } from './template.js';
import { KIND_NAMES, PATH_TEXTS, type Pair } from './type-words.js';

/**
 * What cannot be right about a rule, given the types of what it reads: unknown fields, text compared with numbers, a value
 * that is no option of a choice, computed paths ... Each with its place below `at`. Expects a rule without structural problems.
 */
export function checkRuleTypes(rule: Json, at: JsonPointer, scope: RuleScope): Problem[] {
  const check = new TypeCheck(scope);
  check.typeOf(rule, at, null);
  return check.problems;
}

/** The same for a template: its rules and the paths of its holes. */
export function checkTemplate(template: Json, at: JsonPointer, scope: RuleScope, form: TemplateForm = 'template'): Problem[] {
  const check = new TypeCheck(scope);
  walkTemplate(template, at, form, {
    rule: (rule, place) => void check.typeOf(rule, place, null),
    text: (text, place) => holePaths(text).forEach((path) => void check.path(path, place)),
  });
  return check.problems;
}

/** The member that a loop's rule sees; `null` outside loops. */
type Member = RuleType | null;

interface Operands {
  readonly operator: Operator;
  readonly values: readonly Json[];
  readonly types: readonly RuleType[];
  readonly place: (n: number) => JsonPointer;
}

const LOOPS_GIVING_LIST = new Set(['map', 'filter']);

class TypeCheck {
  readonly problems: Problem[] = [];
  constructor(readonly scope: RuleScope) {}

  typeOf(rule: Json, at: JsonPointer, member: Member): RuleType {
    if (Array.isArray(rule)) return this.#list(rule, at, member);
    const call = callOf(rule);
    if (!call) return typeOfLiteral(rule);
    const { operator, operands: values } = call;
    const place = (n: number): JsonPointer => call.place(at, n);
    if (operator.takes === 'path') return this.#reading(operator, values, place, member);
    if (operator.takes === 'loop') return this.#loop(operator, values, place, member);
    const types = values.map((operand, n) => this.typeOf(operand, place(n), member));
    this.#check({ operator, values, types, place });
    return resultOf(operator, types);
  }

  path(path: string, at: JsonPointer): RuleType {
    const result = typeAtPath(path, this.scope);
    if (result.ok) return result.type;
    const meant = closest(result.name, result.expected);
    const [en, zh] = PATH_TEXTS[result.code](result.name);
    const hint = meant === null ? ['', ''] : [` Did you mean "${meant}"?`, `是否指“${meant}”？`];
    this.problems.push({ code: result.code, at, text: { en: en + hint[0], 'zh-CN': zh + hint[1] }, got: path, ...(meant === null ? {} : { expected: meant }) });
    return UNKNOWN;
  }

  #list(rule: readonly Json[], at: JsonPointer, member: Member): RuleType {
    const types = rule.map((value, i) => this.typeOf(value, pointer(at, i), member));
    return { kind: 'list', literal: rule, ...(types.length > 0 ? { item: commonType(types) } : {}) };
  }

  #reading(operator: Operator, values: readonly Json[], place: Operands['place'], member: Member): RuleType {
    if (operator.name === 'var') return this.#var(values, place, member);
    const keys = operator.name === 'missing_some' ? values[1] : values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    const at = place(operator.name === 'missing_some' ? 1 : 0);
    for (const key of Array.isArray(keys) ? (keys as readonly Json[]) : []) {
      if (typeof key === 'string' && member === null) this.path(key, at);
      else if (typeof key === 'object' && key !== null) this.#computed(at);
    }
    if (!Array.isArray(keys)) this.#computed(at);
    return { kind: 'list', item: { kind: 'text' } };
  }

  #var(values: readonly Json[], place: Operands['place'], member: Member): RuleType {
    const [path, fallback] = values;
    const otherwise = fallback === undefined ? null : this.typeOf(fallback, place(1), member);
    const isWhole = path === undefined || path === null || path === '';
    if (member !== null) return isWhole ? member : UNKNOWN;
    if (isWhole || typeof path === 'object' || typeof path === 'boolean') {
      this.#computed(place(0));
      return UNKNOWN;
    }
    const type = this.path(String(path), place(0));
    return otherwise === null ? type : commonType([type, otherwise]);
  }

  #computed(at: JsonPointer): void {
    this.#add(
      'rule.path-computed',
      at,
      'A path must be written out: what a rule reads is loaded beforehand.',
      '路径必须直接写明：规则所读取的内容需要预先加载。',
    );
  }

  #loop(operator: Operator, values: readonly Json[], place: Operands['place'], member: Member): RuleType {
    const [source, body, start] = values;
    const list = source === undefined ? UNKNOWN : this.typeOf(source, place(0), member);
    if (list.kind !== 'list' && list.kind !== 'unknown' && list.kind !== 'null') this.#kind(operator, list, place(0), ['a list', '列表']);
    const item = operator.name === 'reduce' ? UNKNOWN : (list.item ?? UNKNOWN);
    const given = body === undefined ? UNKNOWN : this.typeOf(body, place(1), item);
    if (start !== undefined) this.typeOf(start, place(2), member);
    if (operator.gives === 'boolean') return BOOLEAN;
    if (!LOOPS_GIVING_LIST.has(operator.name)) return UNKNOWN;
    return { kind: 'list', item: operator.name === 'map' ? { ...given } : item };
  }

  #check(operands: Operands): void {
    switch (operands.operator.takes) {
      case 'comparable':
        return this.#comparable(operands);
      case 'equal':
        return this.#same(operands.operator, operands.types, operands.place);
      case 'membership':
        return this.#membership(operands);
      case 'numbers':
        return this.#each(operands, ['number'], ['a number', '数字']);
      case 'texts':
        return this.#each(operands, ['text', 'date', 'datetime'], ['a text', '文本']);
      case 'dates':
        return this.#dates(operands);
      case 'any':
      case 'path':
      case 'loop':
        return;
    }
  }

  #each({ operator, types, place }: Operands, kinds: readonly RuleType['kind'][], wanted: Pair): void {
    types.forEach((type, n) => {
      if (type.kind !== 'unknown' && type.kind !== 'null' && !kinds.includes(type.kind)) this.#kind(operator, type, place(n), wanted);
    });
  }

  #comparable({ operator, types, place }: Operands): void {
    types.forEach((type, n) => {
      if (['boolean', 'list', 'object'].includes(type.kind)) this.#kind(operator, type, place(n), ['a number, a text or a date', '数字、文本或日期']);
      else if (type.kind === 'null')
        this.#add(
          'rule.type',
          place(n),
          `Nothing is greater or less than null; use {"!": ...} or "is_blank".`,
          '不能与空值比较大小；请用 {"!": ...} 或“is_blank”。',
        );
      const before = types[n - 1];
      if (before && isOrdered(before) && isOrdered(type)) this.#pair(operator, before, type, place(n));
    });
  }

  #same(operator: Operator, types: readonly RuleType[], place: Operands['place']): void {
    const [a, b] = types;
    if (!a || !b || a.kind === 'null' || b.kind === 'null') return;
    this.#pair(operator, a, b, place(1));
    this.#option(a, b, place(1));
    this.#option(b, a, place(0));
    if ((a.kind === 'date' && b.kind === 'datetime') || (a.kind === 'datetime' && b.kind === 'date'))
      this.#add('rule.type', place(1), 'A day is never equal to a moment; compare with >= and <.', '日期永远不等于时刻；请用 >= 和 < 比较。');
  }

  /** Two values that are compared must be of one kind. */
  #pair(operator: Operator, a: RuleType, b: RuleType, at: JsonPointer): void {
    if (a.kind === 'unknown' || b.kind === 'unknown' || a.kind === b.kind) return;
    const dates = [a, b].filter(({ kind }) => kind === 'date' || kind === 'datetime');
    if (dates.length === 2) return;
    const other = [a, b].find(({ kind }) => kind === 'text');
    if (dates.length === 1 && other) {
      if (other.literal !== undefined && !isDateText(other))
        this.#add(
          'rule.date',
          at,
          `"${String(other.literal).slice(0, 80)}" is not a date.`,
          `“${String(other.literal).slice(0, 80)}”不是日期。`,
          String(other.literal).slice(0, 80),
          '2026-11-21',
        );
      return;
    }
    this.#add(
      'rule.type',
      at,
      `"${operator.name}" compares ${KIND_NAMES[a.kind][0]} with ${KIND_NAMES[b.kind][0]}.`,
      `“${operator.name}”把${KIND_NAMES[a.kind][1]}与${KIND_NAMES[b.kind][1]}作比较。`,
      b.kind,
      a.kind,
    );
  }

  #option(choice: RuleType, value: RuleType, at: JsonPointer): void {
    const { options } = choice;
    if (!options || typeof value.literal !== 'string' || options.includes(value.literal)) return;
    const meant = closest(value.literal, options);
    this.#add(
      'rule.option',
      at,
      `"${value.literal}" is not one of the options${meant === null ? `: ${options.join(', ')}.` : `. Did you mean "${meant}"?`}`,
      `“${value.literal}”不是可选值${meant === null ? `：${options.join('、')}。` : `。是否指“${meant}”？`}`,
      value.literal,
      meant ?? options,
    );
  }

  #membership({ operator, values, types, place }: Operands): void {
    const [needle, whole] = types;
    if (!needle || !whole) return this.#stateName(values, needle, place(0));
    if (whole.kind === 'list') return this.#listed(operator, needle, whole, values[1] ?? null, place);
    if (whole.kind === 'text') {
      if (!['text', 'unknown', 'date', 'datetime'].includes(needle.kind)) this.#kind(operator, needle, place(0), ['a text', '文本']);
    } else if (whole.kind !== 'unknown' && whole.kind !== 'null') this.#kind(operator, whole, place(1), ['a list or a text', '列表或文本']);
  }

  #stateName(values: readonly Json[], type: RuleType | undefined, at: JsonPointer): void {
    if (typeof values[0] !== 'string' && type)
      this.#add('rule.type', at, 'With one operand, "in" takes the id of a state.', '只有一个参数时，“in”需要状态 id。');
  }

  #listed(operator: Operator, needle: RuleType, whole: RuleType, list: Json, place: Operands['place']): void {
    if (whole.item) this.#option(whole.item, needle, place(0));
    if (!Array.isArray(list)) return;
    (list as readonly Json[]).forEach((value, i) => {
      if (value === null || typeof value === 'object') return;
      const type = typeOfLiteral(value);
      this.#pair(operator, needle, type, pointer(place(1), i));
      this.#option(needle, type, pointer(place(1), i));
    });
  }

  #dates({ operator, values, types, place }: Operands): void {
    const dates = operator.name === 'date_add' ? 1 : 2;
    types.slice(0, dates).forEach((type, n) => {
      if (!['date', 'datetime', 'unknown', 'null'].includes(type.kind) && !(type.kind === 'text' && (type.literal === undefined || isDateText(type))))
        this.#kind(operator, type, place(n), ['a date', '日期']);
    });
    const last = values[dates];
    if (operator.name === 'date_add' && typeof last === 'string' && !parseDuration(last.replace(/^-/, '')))
      this.#add(
        'duration.form',
        place(1),
        'This must be an ISO 8601 duration such as P14D or -PT8H.',
        '此处须为 ISO 8601 时长，例如 P14D 或 -PT8H。',
        last.slice(0, 80),
        'P14D',
      );
    if (operator.name === 'date_diff' && typeof last === 'string' && !DATE_UNITS.some((unit) => unit === last))
      this.#add('rule.unit', place(2), `This must be one of ${DATE_UNITS.join(', ')}.`, `此处须为 ${DATE_UNITS.join('、')} 之一。`, last.slice(0, 80), [
        ...DATE_UNITS,
      ]);
  }

  #kind(operator: Operator, type: RuleType, at: JsonPointer, [en, zh]: Pair): void {
    this.#add(
      'rule.type',
      at,
      `"${operator.name}" needs ${en} here, not ${KIND_NAMES[type.kind][0]}.`,
      `“${operator.name}”此处需要${zh}，而不是${KIND_NAMES[type.kind][1]}。`,
      type.kind,
      en,
    );
  }

  #add(code: string, at: JsonPointer, en: string, zh: string, got?: Json, expected?: Json): void {
    this.problems.push({ code, at, text: { en, 'zh-CN': zh }, ...(got === undefined ? {} : { got }), ...(expected === undefined ? {} : { expected }) });
  }
}

const isOrdered = ({ kind }: RuleType): boolean => ['number', 'text', 'date', 'datetime'].includes(kind);

/** The kind all have in common; `unknown` where they differ. Nulls do not count. */
function commonType(types: readonly RuleType[]): RuleType {
  const [first, ...rest] = types.filter(({ kind }) => kind !== 'null');
  if (!first) return UNKNOWN;
  return rest.every(({ kind }) => kind === first.kind)
    ? { kind: first.kind, ...(rest.length === 0 && first.options ? { options: first.options } : {}) }
    : UNKNOWN;
}

function resultOf(operator: Operator, types: readonly RuleType[]): RuleType {
  switch (operator.gives) {
    case 'date':
      return { kind: types[0]?.kind === 'date' ? 'date' : types[0]?.kind === 'datetime' ? 'datetime' : 'unknown' };
    case 'any':
      return types.every(({ kind }) => kind === 'boolean') && types.length > 0 ? BOOLEAN : UNKNOWN;
    case 'list':
      return { kind: 'list' };
    default:
      return { kind: operator.gives };
  }
}
