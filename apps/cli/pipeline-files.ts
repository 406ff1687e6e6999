import { CORE_OBJECTS } from '#crm';
import type { Json, Problem, Result } from '#kernel';
import { fail, ok } from '#kernel';
import { compile, parseAttachedRule, parsePipeline, type AttachedRule, type CompiledPipeline, type Definition, type Surroundings } from '#pipeline';
import { stepCatalogue } from '#steps/definitions';
import { SHIPPED_KEYS } from '../engine/workspaces/shipped-files.js';
import { readJsonFile } from './input-files.js';

/** Pipelines that come with the product; a document may start or signal them. */
export const SHIPPED_PIPELINES: readonly string[] = SHIPPED_KEYS;

/** A document file as a definition, or everything that is wrong with it. Throws what `readJsonFile` throws. */
export async function readPipeline(path: string): Promise<Result<Definition, readonly Problem[]>> {
  return parsePipeline(await readJsonFile(path));
}

/** A file with a list of attached rules; those that are switched off are left out. `undefined` = no file, no rules. */
export async function readRules(path: string | undefined): Promise<Result<readonly AttachedRule[], readonly Problem[]>> {
  return path === undefined ? ok([]) : parseRules(await readJsonFile(path));
}

export function parseRules(value: Json): Result<readonly AttachedRule[], readonly Problem[]> {
  if (!Array.isArray(value))
    return fail([{ code: 'rules.list', at: '', text: { en: 'A rules file holds a list of rules.', 'zh-CN': '规则文件应为规则列表。' } }]);
  const problems: Problem[] = [];
  const rules: AttachedRule[] = [];
  value.forEach((item: Json, i) => {
    const rule = parseAttachedRule(item);
    if (!rule.ok) problems.push(...rule.error.map((problem) => ({ ...problem, at: `/${i}${problem.at}` })));
    else if (rule.value.document.enabled !== false) rules.push(rule.value);
  });
  return problems.length ? fail(problems) : ok(rules);
}

export function fieldsOf(object: string): ReturnType<Surroundings['fieldsOf']> {
  return CORE_OBJECTS.get(object)?.fields ?? null;
}

/** What a document is checked against without a database: the shipped objects, steps and pipelines, and the given calendars. */
export function shippedSurroundings(definition: Definition, calendars: readonly string[]): Surroundings {
  const pipelines = new Set([...SHIPPED_PIPELINES, definition.key]);
  return {
    fieldsOf: (object) => {
      const core = fieldsOf(object);
      return core && object === definition.object ? { ...core, ...definition.fields } : core;
    },
    steps: stepCatalogue(),
    hasCalendar: (key) => calendars.includes(key),
    hasPipeline: (key) => pipelines.has(key),
  };
}

/** A definition ready to be played. */
export const compiled = (definition: Definition, rules: readonly AttachedRule[]): CompiledPipeline =>
  compile(definition, rules, { version: 1, rulesRevision: 1, steps: stepCatalogue(), fieldsOf });
