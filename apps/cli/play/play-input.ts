import type { Json, JsonObject, JsonPointer, Problem, Result } from '#kernel';
import { fail, isJsonObject, ok, parseDuration, pointer } from '#kernel';

/** One thing to do to the played run. */
export type PlayInput =
  | { readonly kind: 'event'; readonly event: string; readonly payload: Json; readonly fields: JsonObject }
  | { readonly kind: 'change'; readonly fields: JsonObject }
  /** A step that is waited for answers: by the id of its invoke; `item` picks one of a forEach, all open ones otherwise. */
  | { readonly kind: 'done'; readonly invoke: string; readonly output: Json; readonly item: number | null }
  | { readonly kind: 'fails'; readonly invoke: string; readonly code: string; readonly message: string; readonly item: number | null }
  /** Only time passes. */
  | { readonly kind: 'wait' };

export interface PlayStepInput {
  /** Time that passes first; timers due in between fire at their own time. ISO duration. */
  readonly after: string | null;
  /** Roles of the sender for this step; `null` = the usual ones. */
  readonly as: readonly string[] | null;
  readonly input: PlayInput;
}

/** The members a step may have; a scenario adds `expect`. */
export const STEP_MEMBERS = ['event', 'payload', 'fields', 'change', 'done', 'output', 'fails', 'error', 'item', 'after', 'as'] as const;

/** Reads a list of event names and steps; XState's `{ "type": NAME }` counts as an event. Every problem with its place. */
export function parsePlaySteps(value: Json, at: JsonPointer = ''): Result<readonly PlayStepInput[], readonly Problem[]> {
  if (!Array.isArray(value)) return fail([notAStep(at, 'a list of steps', '步骤列表', value)]);
  const problems: Problem[] = [];
  const steps: PlayStepInput[] = [];
  value.forEach((item: Json, i) => {
    const step = parsePlayStep(item, pointer(at, i));
    if (step.ok) steps.push(step.value);
    else problems.push(...step.error);
  });
  return problems.length ? fail(problems) : ok(steps);
}

/** Reads one step. */
export function parsePlayStep(value: Json, at: JsonPointer): Result<PlayStepInput, readonly Problem[]> {
  if (typeof value === 'string') return ok({ after: null, as: null, input: { kind: 'event', event: value, payload: null, fields: {} } });
  if (!isJsonObject(value)) return fail([notAStep(at, 'an event name or an object', '事件名或对象', value)]);
  const item = value['item'] ?? null;
  const input = inputOf(value, typeof item === 'number' ? item : null);
  const problems = [
    ...wrongMembers(value, at),
    ...(input ? [] : [notAStep(at, 'one of "event", "change", "done", "fails" or "after"', '“event”“change”“done”“fails”“after”之一', value)]),
  ];
  if (problems.length > 0 || !input) return fail(problems);
  return ok({ after: (value['after'] ?? null) as string | null, as: (value['as'] ?? null) as readonly string[] | null, input });
}

/** Members that are there but cannot be read. */
function wrongMembers(value: JsonObject, at: JsonPointer): readonly Problem[] {
  const fits: Readonly<Record<string, (member: Json) => boolean>> = {
    after: (after) => typeof after === 'string' && parseDuration(after) !== null,
    as: isTextList,
    item: (item) => typeof item === 'number' && Number.isInteger(item) && item >= 0,
    fields: isJsonObject,
    change: isJsonObject,
  };
  return Object.entries(fits).flatMap(([member, isFine]) => {
    const given = value[member] ?? null;
    if (given === null || isFine(given)) return [];
    const [en, zh] = WANTED[member] ?? ['', ''];
    return [notAStep(pointer(at, member), en, zh, given)];
  });
}

const WANTED: Readonly<Record<string, readonly [string, string]>> = {
  after: ['an ISO 8601 duration such as "P14D"', 'ISO 8601 时长，如 "P14D"'],
  as: ['a list of roles', '角色列表'],
  item: ['the position in the list, from 0', '列表中的位置（从 0 开始）'],
  fields: ['an object of fields', '字段对象'],
  change: ['an object of fields', '字段对象'],
};

function inputOf(value: JsonObject, item: number | null): PlayInput | null {
  const { event = value['type'], change, done, fails, fields, error } = value;
  if (typeof event === 'string') return { kind: 'event', event, payload: value['payload'] ?? null, fields: isJsonObject(fields) ? fields : {} };
  if (isJsonObject(change)) return { kind: 'change', fields: change };
  if (typeof done === 'string') return { kind: 'done', invoke: done, output: value['output'] ?? null, item };
  if (typeof fails === 'string') {
    const { code = 'step.failed', message = '' } = isJsonObject(error) ? error : {};
    return { kind: 'fails', invoke: fails, code: String(code), message: String(message), item };
  }
  return typeof value['after'] === 'string' ? { kind: 'wait' } : null;
}

const isTextList = (value: Json): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

const notAStep = (at: JsonPointer, en: string, zh: string, got: Json): Problem => ({
  code: 'play.step',
  at,
  got: shortened(got),
  text: { en: `Here must stand ${en}.`, 'zh-CN': `此处应为${zh}。` },
});

const shortened = (value: Json): Json => {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : value;
};
