import type { Instant, Json, JsonObject, JsonPointer, Problem, Result, Text } from '#kernel';
import { fail, isJsonObject, ok, parseInstant, pointer } from '#kernel';
import { parsePlayStep, STEP_MEMBERS, type PlayStepInput } from '../play/play-input.js';

/** A test that a pipeline's author writes as data; docs/scenarios.md describes the form. */
export interface Scenario {
  readonly name: Text;
  readonly start: Instant;
  /** Roles of whoever sends the events; `*` = every role. */
  readonly roles: readonly string[];
  readonly record: JsonObject;
  readonly vars: JsonObject;
  readonly steps: readonly ScenarioStep[];
}

export interface ScenarioStep {
  readonly at: JsonPointer;
  readonly input: PlayStepInput;
  readonly expect: Expectation;
}

/** What must be true after a step; only what is named is looked at. */
export interface Expectation {
  readonly active?: readonly string[];
  readonly inactive?: readonly string[];
  readonly leaves?: readonly string[];
  readonly stage?: string | null;
  readonly status?: 'active' | 'done';
  readonly outcome?: string | null;
  /** A refusal code, or `true` for any; without it a refusal fails the scenario. */
  readonly refused?: string | true;
  readonly missing?: readonly string[];
  /** Names, or objects of which every member must fit one effect of the step. */
  readonly effects?: readonly Json[];
  readonly without?: readonly string[];
  readonly record?: JsonObject;
  readonly vars?: JsonObject;
  readonly tags?: readonly string[];
  readonly untagged?: readonly string[];
  readonly late?: boolean;
}

const DEFAULT_START = '2026-01-05T09:00:00.000Z' as Instant; // a Monday
const SCENARIO_MEMBERS = ['name', 'start', 'roles', 'record', 'vars', 'steps'];
const LISTS = ['active', 'inactive', 'leaves', 'missing', 'without', 'tags', 'untagged'] as const;
const EXPECT_MEMBERS: readonly string[] = [...LISTS, 'stage', 'status', 'outcome', 'refused', 'effects', 'record', 'vars', 'late'];

/** Reads the list of a scenarios.json; every problem with its place. */
export function parseScenarios(value: Json): Result<readonly Scenario[], readonly Problem[]> {
  const reader = new Reader();
  if (!Array.isArray(value)) return fail([problem('', 'a list of scenarios', '场景列表')]);
  const scenarios = value.map((item: Json, i) => reader.scenario(item, pointer('', i)));
  return reader.problems.length ? fail(reader.problems) : ok(scenarios.filter((s) => s !== null));
}

class Reader {
  readonly problems: Problem[] = [];

  scenario(value: Json, at: JsonPointer): Scenario | null {
    if (!isJsonObject(value)) return this.bad(at, 'an object', '对象');
    this.known(value, at, SCENARIO_MEMBERS);
    const { name, start, roles, record = {}, vars = {}, steps } = value;
    const moment = typeof start === 'string' ? parseInstant(start) : DEFAULT_START;
    this.must(isJsonObject(name) && typeof name['en'] === 'string', pointer(at, 'name'), 'a name with "en" (and "zh-CN")', '含 “en”（及 “zh-CN”）的名称');
    this.must(moment !== null, pointer(at, 'start'), 'a moment', '时刻');
    this.must(roles === undefined || isTexts(roles), pointer(at, 'roles'), 'a list of roles', '角色列表');
    this.must(isJsonObject(record), pointer(at, 'record'), 'the fields of the record', '记录字段');
    this.must(isJsonObject(vars), pointer(at, 'vars'), 'the variables', '变量');
    if (!Array.isArray(steps)) return this.bad(pointer(at, 'steps'), 'a list of steps', '步骤列表');
    const read = steps.map((step: Json, i) => this.step(step, pointer(at, 'steps', i)));
    return {
      name: name as unknown as Text,
      start: moment ?? DEFAULT_START,
      roles: roles === undefined ? ['*'] : (roles as readonly string[]),
      record: record as JsonObject,
      vars: vars as JsonObject,
      steps: read.filter((step) => step !== null),
    };
  }

  private must(holds: boolean, at: JsonPointer, en: string, zh: string): void {
    if (!holds) this.bad(at, en, zh);
  }

  private step(value: Json, at: JsonPointer): ScenarioStep | null {
    const expect = isJsonObject(value) ? (value['expect'] ?? null) : null;
    if (isJsonObject(value)) this.known(value, at, [...STEP_MEMBERS, 'expect']);
    const onlyLooks = isJsonObject(value) && Object.keys(value).every((key) => key === 'expect');
    const input = parsePlayStep(onlyLooks ? { after: 'PT0S' } : value, at);
    if (!input.ok) {
      this.problems.push(...input.error);
      return null;
    }
    return { at, input: input.value, expect: this.expectation(expect, pointer(at, 'expect')) };
  }

  private expectation(value: Json, at: JsonPointer): Expectation {
    if (value === null) return {};
    if (!isJsonObject(value)) return this.bad(at, 'an object', '对象') ?? {};
    this.known(value, at, EXPECT_MEMBERS);
    for (const member of LISTS) if (value[member] !== undefined && !isTexts(value[member])) this.bad(pointer(at, member), 'a list of names', '名称列表');
    if (value['effects'] !== undefined && !Array.isArray(value['effects'])) this.bad(pointer(at, 'effects'), 'a list of effects', '效果列表');
    for (const member of ['record', 'vars'])
      if (value[member] !== undefined && !isJsonObject(value[member])) this.bad(pointer(at, member), 'an object', '对象');
    return value as Expectation;
  }

  private known(value: JsonObject, at: JsonPointer, members: readonly string[]): void {
    for (const key of Object.keys(value)) {
      if (members.includes(key)) continue;
      const text = { en: `There is no member "${key}" here; known are ${members.join(', ')}.`, 'zh-CN': `此处没有“${key}”；可用的有 ${members.join('、')}。` };
      this.problems.push({ code: 'scenario.member', at: pointer(at, key), text });
    }
  }

  private bad(at: JsonPointer, en: string, zh: string): null {
    this.problems.push(problem(at, en, zh));
    return null;
  }
}

const isTexts = (value: Json): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');

const problem = (at: JsonPointer, en: string, zh: string): Problem => ({
  code: 'scenario.form',
  at,
  text: { en: `Here must stand ${en}.`, 'zh-CN': `此处应为${zh}。` },
});
