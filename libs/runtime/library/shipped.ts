import type { Json, WorkspaceId } from '#kernel';
import type { Actor, AttachedRuleDocument } from '#pipeline';
import type { AttachedRules } from './attached-rules.js';
import type { PipelineLibrary } from './pipeline-library.js';
import type { LibraryStore } from './ports.js';

/** A pipeline as it comes with the product: `workflows/<key>/`, read by the caller. */
export interface ShippedPipeline {
  readonly key: string;
  readonly pipeline: Json;
  readonly rules: readonly AttachedRuleDocument[];
}

/**
 * Publishes shipped pipelines in a workspace with their rules; those whose key is there already are left alone. They may
 * name one another, so all drafts are saved before the first is published, and they are published in the order in
 * which their references allow it. Answers the keys installed; throws UserError of the first that cannot be published.
 */
export async function installShipped(
  parts: { readonly store: LibraryStore; readonly library: PipelineLibrary; readonly rules: AttachedRules },
  into: { readonly workspace: WorkspaceId; readonly actor: Actor; readonly origin: string | null },
  shipped: readonly ShippedPipeline[],
): Promise<readonly string[]> {
  const present = new Set((await parts.store.heads(into.workspace)).map((head) => head.key));
  const missing = shipped.filter((one) => !present.has(one.key));
  for (const { key, pipeline } of missing) await parts.library.saveDraft(into.workspace, key, pipeline, into.actor.id, 0, into.origin);
  let waiting = missing;
  while (waiting.length > 0) {
    const refused: { readonly one: ShippedPipeline; readonly error: unknown }[] = [];
    for (const one of waiting) {
      try {
        await parts.library.publish(into.workspace, one.key, into.actor.id, { note: null, expectedRevision: null });
      } catch (error) {
        refused.push({ one, error });
      }
    }
    // Another round helps only if this one published something the rest may refer to.
    if (refused.length === waiting.length) throw refused[0]?.error;
    waiting = refused.map(({ one }) => one);
  }
  for (const { key, rules } of missing) if (rules.length > 0) await parts.rules.replace(into.workspace, key, rules, into.actor, 0);
  return missing.map((one) => one.key);
}
