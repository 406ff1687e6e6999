import type { Json, JsonPointer, Problem, Text } from '#kernel';
import { isJsonObject, sameJson } from '#kernel';
import type { CompiledPipeline, DueTimes } from '#pipeline';
import { PlaySession, type PlayedEffect, type PlayedStep } from '../play/session.js';
import type { Expectation, Scenario, ScenarioStep } from './scenario.js';

/** How one scenario went: everything that was not as expected, up to and including the first step that went wrong. */
export interface ScenarioResult {
  readonly name: Text;
  readonly steps: number;
  readonly problems: readonly Problem[];
}

/** Plays one scenario with a virtual clock. Stops at the first step that is not as expected: what follows would mislead. */
export function playScenario(scenario: Scenario, pipeline: CompiledPipeline, times: DueTimes): ScenarioResult {
  const session = new PlaySession({ pipeline, times, record: scenario.record, vars: scenario.vars, start: scenario.start, roles: scenario.roles });
  session.start();
  let played = 0;
  for (const step of scenario.steps) {
    const problems = mismatches(step, session.play(step.input), session);
    played += 1;
    if (problems.length) return { name: scenario.name, steps: played, problems };
  }
  return { name: scenario.name, steps: played, problems: [] };
}

interface Seen {
  readonly last: PlayedStep;
  readonly all: readonly PlayedStep[];
  readonly effects: readonly PlayedEffect[];
  readonly session: PlaySession;
}

function mismatches(step: ScenarioStep, played: readonly PlayedStep[], session: PlaySession): readonly Problem[] {
  const last = played.at(-1);
  if (!last) return [];
  const seen: Seen = { last, all: played, effects: played.flatMap((p) => p.effects), session };
  const at: JsonPointer = `${step.at}/expect`;
  const found = [...refusalMismatch(step.expect, seen), ...CHECKS.flatMap((check) => check(step.expect, seen))];
  return found.map(({ member, expected, got }) => ({ code: 'scenario.expect', at: `${at}/${member}`, expected, got, text: sentence(member, expected, got) }));
}

interface Mismatch {
  readonly member: string;
  readonly expected: Json;
  readonly got: Json;
}
type Check = (expect: Expectation, seen: Seen) => readonly Mismatch[];

function refusalMismatch({ refused, missing }: Expectation, { all, last }: Seen): readonly Mismatch[] {
  const reasons = all.flatMap((played) => played.refused);
  const got = reasons.map((reason) => `${reason.code}: ${reason.text.en}`);
  if (refused === undefined) return got.length ? [{ member: 'refused', expected: false, got }] : [];
  if (!last.refused.length) return [{ member: 'refused', expected: refused, got: false }];
  const codes = refused === true || last.refused.some((reason) => reason.code === refused);
  const fields = last.refused.flatMap((reason) => reason.fields ?? []);
  return [
    ...(codes ? [] : [{ member: 'refused', expected: refused, got }]),
    ...(missing && !sameJson([...missing].sort(), [...fields].sort()) ? [{ member: 'missing', expected: [...missing], got: fields }] : []),
  ];
}

const allOf =
  (member: 'active' | 'tags', have: (seen: Seen) => readonly string[]): Check =>
  (expect, seen) => {
    const lacking = (expect[member] ?? []).filter((name) => !have(seen).includes(name));
    return lacking.length ? [{ member, expected: lacking, got: [...have(seen)] }] : [];
  };
const noneOf =
  (member: 'inactive' | 'untagged' | 'without', have: (seen: Seen) => readonly string[]): Check =>
  (expect, seen) => {
    const unwanted = (expect[member] ?? []).filter((name) => have(seen).includes(name));
    return unwanted.length ? [{ member, expected: [], got: unwanted }] : [];
  };
const equal =
  (member: 'stage' | 'status' | 'outcome' | 'late' | 'leaves', have: (seen: Seen) => Json): Check =>
  (expect, seen) => {
    const expected = member === 'leaves' && expect.leaves ? [...expect.leaves].sort() : expect[member];
    return expected !== undefined && !sameJson(expected, have(seen)) ? [{ member, expected: expected as Json, got: have(seen) }] : [];
  };
const within =
  (member: 'record' | 'vars', have: (seen: Seen) => Json): Check =>
  (expect, seen) => {
    const expected = expect[member];
    return expected !== undefined && !fits(expected, have(seen)) ? [{ member, expected, got: have(seen) }] : [];
  };

const CHECKS: readonly Check[] = [
  allOf('active', ({ last }) => last.active),
  noneOf('inactive', ({ last }) => last.active),
  equal('leaves', ({ last }) => [...last.leaves]),
  equal('stage', ({ last }) => last.stage),
  equal('status', ({ last }) => last.status),
  equal('outcome', ({ last }) => last.outcome),
  equal('late', ({ all }) => all.some((played) => played.late)),
  within('record', ({ session }) => session.record),
  within('vars', ({ session }) => session.vars),
  allOf('tags', ({ session }) => session.tags),
  noneOf('untagged', ({ session }) => session.tags),
  noneOf('without', ({ effects }) => effects.map((effect) => effect.do)),
  (expect, { effects }) => {
    const lacking = (expect.effects ?? []).filter(
      (wanted) => !effects.some((effect) => (typeof wanted === 'string' ? effect.do === wanted : fits(wanted, effect))),
    );
    return lacking.length ? [{ member: 'effects', expected: lacking, got: effects.map((effect) => effect.do) }] : [];
  },
];

/** Objects fit when each named member fits; all else must be equal. */
function fits(wanted: Json, got: Json): boolean {
  if (!isJsonObject(wanted) || !isJsonObject(got)) return sameJson(wanted, got);
  return Object.entries(wanted).every(([key, value]) => fits(value, got[key] ?? null));
}

function sentence(member: string, expected: Json, got: Json): Text {
  const [want, have] = [JSON.stringify(expected), JSON.stringify(got)];
  return { en: `Expected ${member} ${want}, got ${have}.`, 'zh-CN': `${member} 预期为 ${want}，实际为 ${have}。` };
}
