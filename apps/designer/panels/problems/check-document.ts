import { isJsonObject, type Problem } from '#kernel';
import { parseAttachedRule, parsePipeline, verify, type AttachedRule, type AttachedRuleDocument, type Fields, type PipelineDocument } from '#pipeline';
import { stepCatalogue } from '#steps/definitions';

/** What a check is asked: a document with what it stands in, as data that can be sent to a worker. */
export interface CheckQuestion {
  readonly id: number;
  readonly document: PipelineDocument;
  readonly rules: readonly AttachedRuleDocument[];
  readonly objects: Readonly<Record<string, Fields>>;
  readonly calendars: readonly string[];
  /** Published pipelines of the workspace. */
  readonly pipelines: readonly string[];
  /** Null while they are not known, like the segment sets: then none is missed. */
  readonly models: readonly string[] | null;
  readonly segmentSets: readonly string[] | null;
}

export interface CheckAnswer {
  readonly id: number;
  readonly problems: readonly Problem[];
}

/** Everything that is wrong or doubtful, as the engine says it before publishing. Pure. */
export function checkDocument({ document, rules, objects, calendars, pipelines, models, segmentSets }: Omit<CheckQuestion, 'id'>): readonly Problem[] {
  const definition = parsePipeline(document);
  if (!definition.ok) return definition.error;
  const { problems, attached } = readRules(rules);
  const fieldsOf = (object: string): Fields | null => {
    const known = Object.hasOwn(objects, object) ? (objects[object] ?? null) : null;
    return known && object === document.object ? { ...known, ...definition.value.fields } : known;
  };
  const found = verify(definition.value, attached, {
    steps: stepCatalogue(),
    fieldsOf,
    hasCalendar: (key) => calendars.includes(key),
    ...(models ? { hasModel: (key) => models.includes(key) } : {}),
    ...(segmentSets ? { hasSegmentSet: (key) => segmentSets.includes(key) } : {}),
    hasPipeline: (key) => key === document.key || pipelines.includes(key),
  });
  return [...problems, ...found.problems];
}

function readRules(rules: readonly AttachedRuleDocument[]): { readonly problems: readonly Problem[]; readonly attached: readonly AttachedRule[] } {
  const parsed = rules.filter(isJsonObject).map((rule) => [rule as unknown as AttachedRuleDocument, parseAttachedRule(rule)] as const);
  return {
    problems: parsed.flatMap(([{ key }, result]) => (result.ok ? [] : result.error.map((problem) => ({ ...problem, at: `/rules/${key}${problem.at}` })))),
    attached: parsed.flatMap(([, result]) => (result.ok ? [result.value] : [])),
  };
}
