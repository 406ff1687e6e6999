import { isJsonObject, parseDuration, pointer } from '#kernel';
import type { Json, JsonObject, JsonPointer, Problem, Text } from '#kernel';
import { closest } from '../rules/index.js';

const MAX_PROBLEMS = 1000;
const CONTROL = /\p{Cc}/u;

type More = Pick<Problem, 'got' | 'expected'>;

/** Reads members of untrusted JSON and gathers every problem on the way; a value that cannot be read comes out as the fallback. */
export class Reader {
  readonly problems: Problem[] = [];

  add(code: string, at: JsonPointer, en: string, zh: string, more: More = {}): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ code, at, text: { en, 'zh-CN': zh }, ...more });
  }

  addAll(problems: readonly Problem[]): void {
    for (const problem of problems) if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
  }

  /** The value as an object with only these members; `null` (and a problem) when it is none. Unknown members are problems. */
  object(value: unknown, at: JsonPointer, members: readonly string[], required: readonly string[] = []): JsonObject | null {
    if (!isJsonObject(value)) {
      this.wrongKind(value, at, 'an object', '对象');
      return null;
    }
    for (const key of Object.keys(value)) if (!members.includes(key)) this.unknownMember(key, at, members);
    for (const key of required) if (value[key] === undefined) this.missing(key, at);
    return value;
  }

  unknownMember(key: string, at: JsonPointer, members: readonly string[]): void {
    const meant = closest(key, members);
    const shown = key.slice(0, 80);
    this.add(
      'member.unknown',
      pointer(at, key),
      `There is no member "${shown}" here.${meant ? ` Did you mean "${meant}"?` : ` Possible: ${members.join(', ')}.`}`,
      `此处没有成员“${shown}”。${meant ? `是否指“${meant}”？` : `可用：${members.join('、')}。`}`,
      { got: shown, ...(meant ? { expected: meant } : {}) },
    );
  }

  missing(key: string, at: JsonPointer): void {
    this.add('member.missing', at, `"${key}" is missing.`, `缺少“${key}”。`, { expected: key });
  }

  wrongKind(value: unknown, at: JsonPointer, en: string, zh: string): void {
    this.add('value.kind', at, `This must be ${en}, not ${kindOf(value).en}.`, `此处须为${zh}，而不是${kindOf(value)['zh-CN']}。`, {
      got: kindOf(value).en,
      expected: en,
    });
  }

  /** A text of 1 to `max` characters without control characters; '' (and a problem) otherwise. */
  text(value: unknown, at: JsonPointer, max = 200): string {
    if (typeof value !== 'string') {
      this.wrongKind(value, at, 'a text', '文本');
      return '';
    }
    if (value.trim() === '') this.add('text.blank', at, 'This text must not be blank.', '此文本不能为空白。');
    if (value.length > max)
      this.add(
        'text.too-long',
        at,
        `This text has ${value.length} characters; at most ${max} are allowed.`,
        `此文本有 ${value.length} 个字符，最多允许 ${max} 个。`,
        { got: value.length, expected: max },
      );
    if (CONTROL.test(value.replace(/[\n\t]/g, ''))) this.add('text.control', at, 'This text has control characters.', '此文本含有控制字符。');
    return value;
  }

  /** A text that fits `form`; '' (and a problem that names what is allowed) otherwise. */
  name(value: unknown, at: JsonPointer, form: RegExp, allowed: { readonly en: string; readonly zh: string }): string {
    if (typeof value !== 'string') {
      this.wrongKind(value, at, 'a text', '文本');
      return '';
    }
    if (form.test(value)) return value;
    this.add('name.form', at, `"${value.slice(0, 80)}" is not a valid name here: ${allowed.en}.`, `“${value.slice(0, 80)}”不是有效的名称：${allowed.zh}。`, {
      got: value.slice(0, 80),
    });
    return '';
  }

  /** A sentence or title in the product's languages; `null` where there is none. */
  localized(value: unknown, at: JsonPointer, max = 500): Text | null {
    if (value === undefined) return null;
    const object = this.object(value, at, ['en', 'zh-CN'], ['en']);
    if (!object) return null;
    if (object['en'] !== undefined) this.text(object['en'], pointer(at, 'en'), max);
    if (object['zh-CN'] !== undefined) this.text(object['zh-CN'], pointer(at, 'zh-CN'), max);
    return value as Text;
  }

  flag(value: unknown, at: JsonPointer): boolean {
    if (value !== undefined && typeof value !== 'boolean') this.wrongKind(value, at, 'true or false', '是或否');
    return value === true;
  }

  number(value: unknown, at: JsonPointer, least: number, most: number, whole = false): number | null {
    if (value === undefined) return null;
    if (typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    const kind = whole ? 'a whole number' : 'a number';
    this.add('number.range', at, `This must be ${kind} from ${least} to ${most}.`, `此处须为 ${least} 到 ${most} 的${whole ? '整数' : '数字'}。`, {
      got: shown(value),
      expected: `${least}..${most}`,
    });
    return null;
  }

  /** One of a few texts; the fallback when absent or wrong. */
  choice<T extends string>(value: unknown, at: JsonPointer, choices: readonly T[], fallback: T): T {
    if (value === undefined) return fallback;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    const meant = typeof value === 'string' ? closest(value, choices) : null;
    this.add(
      'value.choice',
      at,
      `This must be one of ${choices.join(', ')}.${meant ? ` Did you mean "${meant}"?` : ''}`,
      `此处须为 ${choices.join('、')} 之一。${meant ? `是否指“${meant}”？` : ''}`,
      { got: shown(value), expected: choices },
    );
    return fallback;
  }

  list(value: unknown, at: JsonPointer): readonly unknown[] {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.wrongKind(value, at, 'a list', '列表');
    return [];
  }

  /** A list of different texts. */
  names(value: unknown, at: JsonPointer, form: RegExp, allowed: { readonly en: string; readonly zh: string }): readonly string[] {
    const names = this.list(value, at).map((name, i) => this.name(name, pointer(at, i), form, allowed));
    names.forEach((name, i) => {
      if (name !== '' && names.indexOf(name) < i)
        this.add('list.duplicate', pointer(at, i), `"${name}" is listed twice.`, `“${name}”重复列出。`, { got: name });
    });
    return names;
  }

  /** An ISO 8601 duration such as P14D or PT8H; '' (and a problem) otherwise. */
  duration(value: unknown, at: JsonPointer): string {
    if (typeof value === 'string' && parseDuration(value)) return value;
    this.add('duration.form', at, 'This must be an ISO 8601 duration such as P14D, PT8H or P1Y2M.', '此处须为 ISO 8601 时长，例如 P14D、PT8H、P1Y2M。', {
      got: shown(value),
      expected: 'P14D',
    });
    return '';
  }

  /** Members of an object whose keys the author chooses. */
  entries(value: unknown, at: JsonPointer): readonly (readonly [string, Json])[] {
    if (value === undefined) return [];
    if (isJsonObject(value)) return Object.entries(value);
    this.wrongKind(value, at, 'an object', '对象');
    return [];
  }
}

/** A value as it may stand in a problem: short. */
export function shown(value: unknown): Json {
  if (typeof value === 'string') return value.slice(0, 200);
  return typeof value === 'number' || typeof value === 'boolean' ? value : kindOf(value).en;
}

function kindOf(value: unknown): Text & { readonly 'zh-CN': string } {
  if (value === undefined) return { en: 'nothing', 'zh-CN': '空缺' };
  if (value === null) return { en: 'null', 'zh-CN': '空值 (null)' };
  if (Array.isArray(value)) return { en: 'a list', 'zh-CN': '列表' };
  const names: Record<string, [string, string]> = {
    string: ['a text', '文本'],
    number: ['a number', '数字'],
    boolean: ['true or false', '是或否'],
    object: ['an object', '对象'],
  };
  const [en, zh] = names[typeof value] ?? ['something else', '其他值'];
  return { en, 'zh-CN': zh };
}
