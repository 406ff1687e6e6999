import type { WorkspaceId } from '#kernel';
import type { Definition, Surroundings } from '#pipeline';
import type { LibraryStore, SurroundingsSource } from './ports.js';

type Around = Awaited<ReturnType<SurroundingsSource['load']>>;

/** Fields of objects, with those that the definition itself brings along for its object. */
export function withOwnFields(definition: Pick<Definition, 'object' | 'fields'>, around: Pick<Around, 'fieldsOf'>): Surroundings['fieldsOf'] {
  return (object) => {
    const known = around.fieldsOf(object);
    return object === definition.object && known ? { ...known, ...definition.fields } : known;
  };
}

/** Everything a definition is checked against in its workspace; other published pipelines and itself count as there. */
export async function surroundingsFor(
  workspace: WorkspaceId,
  definition: Definition,
  source: SurroundingsSource,
  store: Pick<LibraryStore, 'heads'>,
): Promise<Surroundings> {
  const [around, heads] = await Promise.all([source.load(workspace), store.heads(workspace)]);
  const published = new Set(heads.filter((head) => head.latestVersion > 0 && head.archivedAt === null).map((head) => head.key));
  return {
    steps: around.steps,
    hasCalendar: (key) => around.hasCalendar(key),
    ...(around.hasSecret ? { hasSecret: around.hasSecret } : {}),
    ...(around.hasModel ? { hasModel: around.hasModel } : {}),
    ...(around.hasSegmentSet ? { hasSegmentSet: around.hasSegmentSet } : {}),
    hasPipeline: (key) => key === definition.key || published.has(key),
    fieldsOf: withOwnFields(definition, around),
  };
}
