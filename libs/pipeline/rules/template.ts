import { isJsonObject, pointer } from '#kernel';
import type { Json, JsonObject, JsonPointer, Problem } from '#kernel';
import { evaluateRule, type RuleContext } from './evaluate.js';
import { FILTERS, textOf } from './filters.js';
import { operatorOf } from './operators.js';
import { pathsOf } from './paths.js';
import { checkRuleShape } from './shape.js';
import { RULE_LIMITS, refuseOutput, valueAt } from './values.js';

interface Hole {
  readonly path: string;
  readonly keys: readonly string[];
  readonly filters: readonly { readonly name: string; readonly argument: string | null }[];
}

/** A text cut at its holes. */
type Piece = string | Hole;

const HOLE = /\{\{([^{}]*)\}\}/g;
const PATH = /^[^\s.|{}'"]+(?:\.[^\s.|{}'"]+)*$/u;
const FILTER = /^([a-z]+)(?:\(\s*(?:'([^']*)'|"([^"]*)")\s*\))?$/;

/**
 * The value of a template: literals as they are, JSON Logic objects evaluated, holes of texts filled. What comes out of
 * the data is never looked at again. A text that is exactly one hole gives the value itself (null without one); elsewhere
 * a missing value is ''. Throws UserError as `evaluateRule` does, and `rule.output` for a text above 64 KB.
 */
export function resolveTemplate(template: Json, data: unknown, context: RuleContext = {}): Json {
  if (typeof template === 'string') return fillText(template, data);
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((member: Json) => resolveTemplate(member, data, context));
  return operatorOf(template) ? evaluateRule(template, data, context) : resolveMembers(template as JsonObject, data, context);
}

/** The same for the whole input of a step (`with`): its outermost object is always members, never a rule, so that a field or variable may be called `min`. */
export const resolveInput = (input: Json, data: unknown, context: RuleContext = {}): Json =>
  isJsonObject(input) ? resolveMembers(input, data, context) : resolveTemplate(input, data, context);

function resolveMembers(members: JsonObject, data: unknown, context: RuleContext): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, resolveTemplate(member, data, context)]));
}

function fillText(text: string, data: unknown): Json {
  const pieces = piecesOf(text);
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && typeof only !== 'string') return valueOf(only, data);
  const filled = pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(valueOf(piece, data)))).join('');
  if (filled.length > RULE_LIMITS.outputBytes) refuseOutput(RULE_LIMITS.outputBytes);
  return filled;
}

function valueOf(hole: Hole, data: unknown): Json {
  const start = (valueAt(data, hole.keys) ?? null) as Json;
  return hole.filters.reduce<Json>((value, { name, argument }) => FILTERS.get(name)?.apply(value, argument) ?? null, start);
}

const cut = new Map<string, readonly Piece[]>();
const KEPT_TEXTS = 2000;

/** Texts without a hole are their own only piece; what only looks like a hole stays text (`checkTemplate` reports it). */
function piecesOf(text: string): readonly Piece[] {
  if (!text.includes('{{')) return [text];
  const before = cut.get(text);
  if (before) return before;
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(HOLE)) {
    const hole = parseHole(match[1] ?? '');
    if (!hole.ok) continue;
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push(hole.hole);
    end = match.index + match[0].length;
  }
  if (end < text.length || pieces.length === 0) pieces.push(text.slice(end));
  if (cut.size >= KEPT_TEXTS) cut.clear();
  cut.set(text, pieces);
  return pieces;
}

type ParsedHole = { readonly ok: true; readonly hole: Hole } | { readonly ok: false; readonly why: 'path' | 'filter' | 'argument'; readonly what: string };

function parseHole(inside: string): ParsedHole {
  const [path = '', ...rest] = splitPipes(inside);
  if (!PATH.test(path)) return { ok: false, why: 'path', what: path };
  const filters: { name: string; argument: string | null }[] = [];
  for (const text of rest) {
    const match = FILTER.exec(text);
    const filter = match ? FILTERS.get(match[1] ?? '') : undefined;
    if (!match || !filter) return { ok: false, why: 'filter', what: text };
    const argument = match[2] ?? match[3] ?? null;
    if ((argument === null) === (filter.arguments === 1)) return { ok: false, why: 'argument', what: match[1] ?? '' };
    filters.push({ name: match[1] ?? '', argument });
  }
  return { ok: true, hole: { path, keys: path.split('.'), filters } };
}

/** Cut at `|`, but not inside quotes. */
const splitPipes = (inside: string): string[] => (inside.match(/(?:'[^']*'|"[^"]*"|[^|'"])+|(?<=\|)(?=\||$)/g) ?? ['']).map((part) => part.trim());

/** Every literal path a template can read, sorted, each once; computed ones are in `computedIn`. */
export function templatePaths(template: Json, form: TemplateForm = 'template'): readonly string[] {
  const paths = new Set<string>();
  walkTemplate(template, '', form, {
    rule: (rule) => pathsOf(rule).paths.forEach((path) => paths.add(path)),
    text: (text) => piecesOf(text).forEach((piece) => typeof piece !== 'string' && paths.add(piece.path)),
  });
  return [...paths].sort();
}

/** Where a template computes a path or reads the whole data. */
export function computedIn(template: Json, at: JsonPointer, form: TemplateForm = 'template'): readonly JsonPointer[] {
  const places: JsonPointer[] = [];
  walkTemplate(template, at, form, { rule: (rule, place) => places.push(...pathsOf(rule).computed.map((p) => place + p)), text: () => undefined });
  return places;
}

export interface TemplateVisitor {
  rule(rule: Json, at: JsonPointer): void;
  text(text: string, at: JsonPointer): void;
}

/** `input`: the whole `with` of a step, whose outermost object is members and never a rule. */
export type TemplateForm = 'template' | 'input';

/** Calls back for every JSON Logic object and every text of a template, with its place. */
export function walkTemplate(template: Json, at: JsonPointer, form: TemplateForm, visit: TemplateVisitor): void {
  if (typeof template === 'string') return visit.text(template, at);
  if (Array.isArray(template)) return template.forEach((member: Json, i) => walkTemplate(member, pointer(at, i), 'template', visit));
  if (!isJsonObject(template)) return;
  if (form === 'template' && operatorOf(template)) return visit.rule(template, at);
  for (const [key, member] of Object.entries(template)) walkTemplate(member, pointer(at, key), 'template', visit);
}

/** What is structurally wrong with a template: its rules, and holes that cannot be read. */
export function checkTemplateShape(template: Json, at: JsonPointer, form: TemplateForm = 'template'): Problem[] {
  const problems: Problem[] = [];
  walkTemplate(template, at, form, {
    rule: (rule, place) => problems.push(...checkRuleShape(rule, place, 'author')),
    text: (text, place) => problems.push(...holeProblems(text, place)),
  });
  return problems;
}

/** The path and place of every readable hole of a text. */
export const holePaths = (text: string): readonly string[] => piecesOf(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.path]));

function holeProblems(text: string, at: JsonPointer): Problem[] {
  const problems = [...text.matchAll(HOLE)].flatMap((match) => holeProblem(match[0], parseHole(match[1] ?? ''), at));
  const rest = text.replace(HOLE, '');
  if (rest.includes('{{'))
    problems.push(problem('template.hole', at, 'A hole that starts with "{{" does not end with "}}".', '以“{{”开始的占位符没有以“}}”结束。', text));
  return problems;
}

function holeProblem(hole: string, parsed: ParsedHole, at: JsonPointer): Problem[] {
  if (parsed.ok) return [];
  const names = [...FILTERS.keys()].join(', ');
  switch (parsed.why) {
    case 'path':
      return [problem('template.path', at, `"${hole}" needs a path such as record.name.`, `“${hole}”中需要路径，例如 record.name。`, hole)];
    case 'filter':
      return [
        problem(
          'template.filter',
          at,
          `"${parsed.what}" in "${hole}" is not a filter; there are ${names}.`,
          `“${hole}”中的“${parsed.what}”不是过滤器；可用：${names}。`,
          hole,
        ),
      ];
    case 'argument':
      return [
        problem(
          'template.filter',
          at,
          `The filter "${parsed.what}" in "${hole}" has the wrong number of arguments.`,
          `“${hole}”中过滤器“${parsed.what}”的参数数目不对。`,
          hole,
        ),
      ];
  }
}

const problem = (code: string, at: JsonPointer, en: string, zh: string, got: string): Problem => ({
  code,
  at,
  text: { en, 'zh-CN': zh },
  got: got.slice(0, 200),
});
