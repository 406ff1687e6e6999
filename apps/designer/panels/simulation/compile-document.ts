import type { Problem } from '#kernel';
import {
  compile,
  parseAttachedRule,
  parsePipeline,
  type AttachedRule,
  type AttachedRuleDocument,
  type CompiledPipeline,
  type Fields,
  type PipelineDocument,
} from '#pipeline';
import { stepCatalogue } from '#steps/definitions';

export type CompiledDocument = { readonly ok: true; readonly pipeline: CompiledPipeline } | { readonly ok: false; readonly problems: readonly Problem[] };

/** A document and its rules made ready to run in the browser; rules that are switched off, or cannot be read, stay out. */
export function compileDocument(
  document: PipelineDocument,
  rules: readonly AttachedRuleDocument[],
  fieldsOf: (object: string) => Fields | null,
): CompiledDocument {
  const definition = parsePipeline(document);
  if (!definition.ok) return { ok: false, problems: definition.error };
  const own = (object: string): Fields | null => {
    const fields = fieldsOf(object);
    return fields && object === document.object ? { ...fields, ...document.fields } : fields;
  };
  const attached = rules.filter(({ enabled }) => enabled !== false).flatMap(attachedRule);
  return { ok: true, pipeline: compile(definition.value, attached, { version: 1, rulesRevision: 1, steps: stepCatalogue(), fieldsOf: own }) };
}

function attachedRule(document: AttachedRuleDocument): readonly AttachedRule[] {
  const parsed = parseAttachedRule(document);
  return parsed.ok ? [parsed.value] : [];
}
