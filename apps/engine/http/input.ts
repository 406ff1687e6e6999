import type { InputOf, Operation } from '#contracts';
import { type Json, pointer, type Problem, UserError } from '#kernel';
import { z } from 'zod';
import type { EngineRequest } from './request.js';

const MAX_PROBLEMS = 50;

/** Reads params, query and body by the operation's shapes. Throws UserError naming everything that does not fit. */
export function parseInput(operation: Operation, request: Pick<EngineRequest, 'params' | 'query' | 'body'>): InputOf<Operation> {
  const params = read(operation.params, { ...request.params }, '/path');
  // An address that names nothing looks like any other that names nothing.
  if (params.problems.length > 0)
    throw new UserError('not-found', { code: 'not-found', at: '', text: { en: 'There is nothing here.', 'zh-CN': '此处没有内容。' } });
  const query = read(operation.query ?? z.strictObject({}), { ...request.query }, '/query');
  const body = operation.body ? read(operation.body, request.body as unknown, '') : read(z.undefined().or(z.strictObject({})), request.body as unknown, '');
  const [first, ...rest] = [...query.problems, ...body.problems];
  if (first) throw new UserError('invalid', [first, ...rest.slice(0, MAX_PROBLEMS - 1)]);
  return { params: params.value, query: operation.query ? query.value : null, body: operation.body ? body.value : null } as InputOf<Operation>;
}

function read(schema: z.ZodType | null, value: unknown, base: string): { readonly value: unknown; readonly problems: readonly Problem[] } {
  if (!schema) return { value: null, problems: [] };
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? { value: result.data, problems: [] } : { value: null, problems: result.error.issues.flatMap((issue) => problemsOf(issue, base)) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, base: string): readonly Problem[] {
  const at = pointer(base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part))));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownMember(pointer(at, key), key));
  return [wrong(at, issue)];
}

const unknownMember = (at: string, key: string): Problem => ({
  code: 'input.unknown',
  at,
  text: { en: `There is no \`${key.slice(0, 80)}\` here.`, 'zh-CN': `此处没有 \`${key.slice(0, 80)}\`。` },
});

function wrong(at: string, issue: Issue): Problem {
  if (issue.code === 'invalid_type') {
    const missing = issue.input === undefined;
    const [en, zh] = KINDS[issue.expected] ?? [issue.expected, issue.expected];
    return missing
      ? { code: 'input.missing', at, text: { en: `This is needed: ${en}.`, 'zh-CN': `此项必填:${zh}。` } }
      : { code: 'input.type', at, text: { en: `This must be ${en}.`, 'zh-CN': `此项必须是${zh}。` } };
  }
  const said = saying(issue);
  return { code: said.code, at, text: said.text, ...('values' in issue ? { expected: issue.values as Json } : {}) };
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  string: ['a text', '文本'],
  number: ['a number', '数字'],
  int: ['a whole number', '整数'],
  boolean: ['true or false', ' true 或 false'],
  object: ['an object', '对象'],
  array: ['a list', '列表'],
  record: ['an object', '对象'],
};

function saying(issue: Issue): { readonly code: string; readonly text: Problem['text'] } {
  switch (issue.code) {
    case 'too_small':
      return { code: 'input.too-small', text: { en: `At least ${issue.minimum}.`, 'zh-CN': `至少为 ${issue.minimum}。` } };
    case 'too_big':
      return { code: 'input.too-big', text: { en: `At most ${issue.maximum}.`, 'zh-CN': `最多为 ${issue.maximum}。` } };
    case 'invalid_value':
      return {
        code: 'input.choice',
        text: { en: `One of: ${issue.values.map(String).join(', ')}.`, 'zh-CN': `须为以下之一:${issue.values.map(String).join('、')}。` },
      };
    default:
      return { code: 'input.form', text: { en: `This does not fit: ${issue.message}.`, 'zh-CN': `格式不符:${issue.message}。` } };
  }
}
