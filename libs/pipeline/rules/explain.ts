import { inLocale } from '#kernel';
import type { Json, JsonObject, Locale, Text } from '#kernel';
import { callOf, type Call } from './call.js';
import type { RuleContext } from './evaluate.js';
import { Evaluation } from './evaluation.js';
import { runRule } from './json-logic.js';
import type { Operator } from './operators.js';
import { readsOf } from './paths.js';
import { capital, sayList, sayValue } from './say-value.js';
import { RULE_LIMITS, isTruthy, orRefused } from './values.js';

export interface Explanation {
  readonly held: boolean;
  /** Why, with the actual values; without a full stop. */
  readonly sentence: string;
  /** The values that were read, by path. */
  readonly read: JsonObject;
}

/** Steps for all conditions of one explanation together. */
const STEPS = 200_000;

/**
 * Says in words why a rule holds or does not, with the actual values, in the reader's language.
 * `labels` names paths: `record.close_value` -> "Close value". Throws as `evaluateRule` does.
 */
export function explainRule(rule: Json, data: unknown, locale: Locale, labels: Readonly<Record<string, Text>> = {}, context: RuleContext = {}): Explanation {
  const speaker = new Speaker(data, locale, labels, new Evaluation({ ...RULE_LIMITS, steps: STEPS }, context.inState));
  return orRefused(() => {
    const held = speaker.holds(rule);
    return { held, sentence: capital(speaker.why(rule, held)), read: readsOf(rule, data) };
  });
}

const JOINING = new Set(['and', 'or']);
const CHOOSING = new Set(['if', '?:']);
const FILLING = new Set(['missing', 'missing_some']);

class Speaker {
  readonly #zh: boolean;
  constructor(
    readonly data: unknown,
    readonly locale: Locale,
    readonly labels: Readonly<Record<string, Text>>,
    readonly run: Evaluation,
  ) {
    this.#zh = locale === 'zh-CN';
  }

  valueOf(rule: Json): unknown {
    return runRule(rule, this.data, this.run);
  }

  /** As `ruleHolds`: infinity is no JSON value and counts as null. */
  holds(rule: Json): boolean {
    const value = this.valueOf(rule);
    return isTruthy(value) && value !== Infinity && value !== -Infinity;
  }

  /** Why `rule` came out as it did; `held` is what came out. */
  why(rule: Json, held: boolean): string {
    const call = callOf(rule);
    if (!call) return this.#bare(rule, held);
    const { name } = call.operator;
    const [first = null] = call.operands;
    if (name === '!') return this.why(first, !held);
    if (name === '!!' && this.#isClaim(first)) return this.why(first, held);
    if (name === 'in' && call.operands.length === 1) return this.#state(first, held);
    if (JOINING.has(name)) return this.#several(call, held);
    if (CHOOSING.has(name)) return this.#choice(call, held);
    if (FILLING.has(name)) return this.#missing(rule, call, held);
    return call.operator.denies ? this.#claim(call, held) : this.#bare(rule, held);
  }

  #isClaim(rule: Json): boolean {
    const call = callOf(rule);
    return call !== null && (call.operator.gives === 'boolean' || [JOINING, CHOOSING, FILLING].some((names) => names.has(call.operator.name)));
  }

  /** Of an `and` that fails, and of an `or` that holds, only the operands that decide. */
  #several({ operator, operands }: Call, held: boolean): string {
    const isAnd = operator.name === 'and';
    const decisive = operands.filter((operand) => this.holds(operand) === held);
    const told = (held === isAnd ? operands : decisive).map((operand) => this.why(operand, held));
    const and = this.#zh ? '，且' : ', and ';
    return held === isAnd || told.length > 1 ? told.join(and) : (told[0] ?? this.#bare(held, held));
  }

  #choice({ operands }: Call, held: boolean): string {
    for (let i = 0; i < operands.length - 1; i += 2) {
      const condition = operands[i] as Json;
      if (this.holds(condition)) return this.#so(this.why(condition, true), operands[i + 1] as Json, held);
      if (i + 2 >= operands.length - 1) return this.#so(this.why(condition, false), operands[i + 2] ?? null, held);
    }
    return this.why(operands[0] ?? null, held);
  }

  #so(because: string, result: Json, held: boolean): string {
    return this.#zh ? `因为${because}，所以${this.why(result, held)}` : `because ${because}: ${this.why(result, held)}`;
  }

  #missing(rule: Json, { operator, operands }: Call, held: boolean): string {
    const keys = operator.name === 'missing_some' ? this.valueOf(operands[1] ?? null) : operands.length === 1 ? this.valueOf(operands[0] ?? null) : operands;
    const asked = (Array.isArray(keys) ? keys : [keys]).map(String);
    const value = this.valueOf(rule);
    const unfilled = Array.isArray(value) ? value.map(String) : [];
    const named = sayList(
      (held ? unfilled : asked).map((path) => this.#label(path)),
      this.locale,
    );
    if (held) return this.#zh ? `${named} 未填写` : `not filled: ${named}`;
    if (operator.name === 'missing_some') return this.#zh ? `${named} 中已填写足够的项` : `enough is filled of ${named}`;
    return this.#zh ? `${named} 已填写` : `filled: ${named}`;
  }

  #state(rule: Json, held: boolean): string {
    const name = sayValue(this.valueOf(rule), this.locale);
    if (this.#zh) return held ? `状态${name}处于激活` : `状态${name}未激活`;
    return held ? `the state ${name} is active` : `the state ${name} is not active`;
  }

  /** A claim of the table: "Close value is 42,000, which is not greater than 50,000". */
  #claim({ operator, operands }: Call, held: boolean): string {
    const [first, second] = operands;
    const subject = first === undefined ? null : this.#subject(first);
    if (subject !== null && ['==', '==='].includes(operator.name) && second !== undefined) return this.#equal(subject, second, held);
    if (subject !== null && operator.name === 'is_blank') return this.#filled(subject.label, held);
    if (operands.length === 3) return this.#between(operator, operands, held);
    const text = inLocale((held ? operator.says : operator.denies) ?? operator.says, this.locale);
    if (subject === null || operator.takes === 'loop' || !text.startsWith('{0}')) return this.#fill(text, operands);
    const said = this.#fill(text.slice(3), operands);
    return this.#zh ? `${subject.label}为${subject.value}，${said.trim()}` : `${subject.label} is ${subject.value}, which${said}`;
  }

  #equal(subject: Subject, other: Json, held: boolean): string {
    const wanted = this.#phrase(other);
    if (held) return this.#zh ? `${subject.label}为${subject.value}` : `${subject.label} is ${subject.value}`;
    return this.#zh ? `${subject.label}为${subject.value}，而不是${wanted}` : `${subject.label} is ${subject.value}, not ${wanted}`;
  }

  #filled(label: string, blank: boolean): string {
    if (this.#zh) return blank ? `${label}未填写` : `${label}已填写`;
    return blank ? `${label} is not filled` : `${label} is filled`;
  }

  /** `<` and `<=` with three operands. */
  #between({ name }: Operator, operands: readonly Json[], held: boolean): string {
    const [low, middle, high] = operands.map((operand) => this.#phrase(operand));
    const ends = name === '<=';
    if (this.#zh) return `${middle}${held ? '介于' : '不在'} ${low} 与 ${high} 之间（${ends ? '含' : '不含'}两端）`;
    return `${middle} is ${held ? '' : 'not '}between ${low} and ${high} (${ends ? 'ends included' : 'ends left out'})`;
  }

  /** What is no claim: a value by itself, as a condition. */
  #bare(rule: Json, held: boolean): string {
    const subject = this.#subject(rule);
    if (subject !== null) return this.#zh ? `${subject.label}为${subject.value}` : `${subject.label} is ${subject.value}`;
    if (callOf(rule) !== null) return this.#phrase(rule);
    if (this.#zh) return held ? '始终成立' : '从不成立';
    return held ? 'it always holds' : 'it never holds';
  }

  /** A path or computed value with its name, where it has one to begin a sentence with. */
  #subject(rule: Json): Subject | null {
    const call = callOf(rule);
    if (!call) return null;
    const value = sayValue(this.valueOf(rule), this.locale);
    const [path] = call.operands;
    if (call.operator.name === 'var') return { label: this.#label(typeof path === 'object' ? this.valueOf(path) : path), value };
    return this.#isClaim(rule) ? null : { label: this.#fill(inLocale(call.operator.says, this.locale), call.operands), value };
  }

  /** An operand inside a sentence: a value, or a name with its value behind it. */
  #phrase(rule: Json): string {
    const subject = this.#subject(rule);
    if (subject !== null) return this.#zh ? `${subject.label}（${subject.value}）` : `${subject.label} (${subject.value})`;
    return callOf(rule) === null ? sayValue(this.valueOf(rule), this.locale) : this.why(rule, this.holds(rule));
  }

  #fill(text: string, operands: readonly Json[]): string {
    return text.replace(/\{(\*|\d)\}/g, (_, n: string) => {
      if (n === '*')
        return sayList(
          operands.map((operand) => this.#phrase(operand)),
          this.locale,
        );
      if (n === '2') return this.#unit(operands[2] ?? 'days'); // only date_diff names its third operand
      const operand = operands[Number(n)];
      return operand === undefined ? '' : this.#phrase(operand);
    });
  }

  #unit(rule: Json): string {
    const unit = String(this.valueOf(rule));
    return this.#zh && Object.hasOwn(UNITS_ZH, unit) ? (UNITS_ZH[unit] as string) : unit;
  }

  #label(path: unknown): string {
    const name = String(path ?? '');
    const label = Object.hasOwn(this.labels, name) ? this.labels[name] : undefined;
    return label ? inLocale(label, this.locale) : name.replace(/^record\./, '') || (this.#zh ? '全部数据' : 'everything');
  }
}

const UNITS_ZH: Readonly<Record<string, string>> = { minutes: '分钟数', hours: '小时数', days: '天数', weeks: '周数', months: '月数', years: '年数' };

interface Subject {
  readonly label: string;
  readonly value: string;
}
