import type { Json, JsonObject, Text, WorkspaceId } from '#kernel';
import { type AttachedRule, namedFields, parseAttachedRule, parsePipeline } from '#pipeline';
import type { NamingDocument, NamingReads } from '../ports.js';
import { filterPaths } from '../records/filter.js';
import type { FieldRegistry, WorkspaceFields } from './registry.js';

/** Something that names a field. `key` finds it; a rule's is `<pipeline>/<rule>`. `name` null: a private view or report of somebody else. */
export interface FieldUse {
  readonly kind: 'pipeline' | 'draft' | 'rule' | 'view' | 'report' | 'segment-set' | 'model' | 'webhook';
  readonly key: string;
  readonly name: Text | null;
}

/** Finds what names a field, so that an admin knows it before the field is retired. */
export class FieldUses {
  constructor(
    private readonly reads: NamingReads,
    private readonly registry: Pick<FieldRegistry, 'of'>,
  ) {}

  /** `reader`: whose private views and reports may be told by name. */
  async of(workspace: WorkspaceId, object: string, name: string, reader: string): Promise<readonly FieldUse[]> {
    const [documents, fields] = await Promise.all([this.reads.documents(workspace, reader), this.registry.of(workspace)]);
    const objects = objectsOf(documents);
    const look = new Look(fields, object, name);
    const found = new Map<string, FieldUse>();
    for (const document of documents) for (const use of usesIn(document, look, objects)) found.set(`${use.kind} ${use.key}`, use);
    return [...found.values()];
  }
}

/** The object of each pipeline. */
const objectsOf = (documents: readonly NamingDocument[]): ReadonlyMap<string, string> =>
  new Map(documents.flatMap((one) => (one.kind === 'pipeline' ? [[one.key, String((one.document as JsonObject)['object'] ?? '')] as const] : [])));

/** Whether paths mean the field: directly, or through a reference to its object. */
class Look {
  constructor(
    private readonly fields: WorkspaceFields,
    private readonly object: string,
    private readonly name: string,
  ) {}

  finds(object: string, paths: Iterable<string>): boolean {
    const known = this.fields.known(object);
    for (const path of paths) {
      const [head = '', tail] = path.split('.');
      if (object === this.object && head === this.name) return true;
      const reference = tail === this.name ? known?.get(head)?.definition : undefined;
      if (reference?.type === 'reference' && reference.object === this.object) return true;
    }
    return false;
  }
}

function usesIn(one: NamingDocument, look: Look, objects: ReadonlyMap<string, string>): readonly FieldUse[] {
  if (one.kind === 'pipeline') return ofPipeline(one, look);
  if (one.kind === 'rules') return one.rules.flatMap((rule) => ofRule(one.key, rule, look, objects.get(one.key) ?? ''));
  const { object, paths, name } = contentOf(one, objects);
  return look.finds(object, paths) ? [{ kind: one.kind, key: one.key, name }] : [];
}

interface Content {
  readonly object: string;
  readonly paths: Iterable<string>;
  readonly name: Text | null;
}

/** The paths that a document other than a pipeline names, and of which object. */
function contentOf(one: Exclude<NamingDocument, { kind: 'pipeline' | 'rules' }>, objects: ReadonlyMap<string, string>): Content {
  switch (one.kind) {
    case 'view': {
      const paths = [...filterPaths(one.filter), ...words(one.sort), ...one.columns.map(({ path }) => String(path))];
      return { object: one.object, paths, name: one.mayName ? { en: one.name } : null };
    }
    case 'report':
      return { object: textOf(one.definition['object']), paths: pathsOfReport(one.definition), name: one.mayName ? { en: one.name } : null };
    case 'segment-set':
      return { object: textOf(one.definition['object']), paths: pathsOfReport(one.definition), name: { en: one.name } };
    case 'model':
      return { object: textOf(one.definition['object']), paths: pathsOfModel(one.definition, one.features), name: titleOf(one.definition, one.key) };
    case 'webhook':
      return { object: objects.get(one.pipeline) ?? '', paths: pathsOfMap(one.map), name: { en: textOf(one.map['title']) || one.key } };
  }
}

function ofPipeline({ key, document, isDraft }: Extract<NamingDocument, { kind: 'pipeline' }>, look: Look): readonly FieldUse[] {
  const parsed = parsePipeline(document);
  if (!parsed.ok || !look.finds(parsed.value.object, namedFields(parsed.value, []))) return [];
  return [{ kind: isDraft ? 'draft' : 'pipeline', key, name: titleOf(document as JsonObject, key) }];
}

function ofRule(pipeline: string, document: Json, look: Look, object: string): readonly FieldUse[] {
  const parsed = parseAttachedRule(document);
  if (!parsed.ok) return [];
  const rule: AttachedRule = parsed.value;
  return look.finds(object, namedFields(null, [rule])) ? [{ kind: 'rule', key: `${pipeline}/${rule.key}`, name: rule.title }] : [];
}

/** Of a report or a segment set: measures `sum:close_value`, groups `close_date:month`, columns, a filter, an order. */
function* pathsOfReport(definition: JsonObject): Generator<string> {
  yield* filterPaths(textOf(definition['filter']));
  yield* words(textOf(definition['sort']));
  for (const list of ['measures', 'groups', 'columns', 'logColumns']) for (const each of texts(definition[list])) yield* each.split(':');
}

function* pathsOfModel(definition: JsonObject, learned: readonly string[]): Generator<string> {
  const target = definition['target'] as JsonObject | undefined;
  yield textOf(target?.['field']);
  for (const feature of [...texts(definition['features']), ...learned]) yield feature.replace(/^record\./, '');
}

const pathsOfMap = (map: JsonObject): readonly string[] => [
  ...Object.keys((map['fields'] ?? {}) as JsonObject),
  textOf((map['match'] as JsonObject | undefined)?.['field']),
];

const words = (text: string): readonly string[] => text.split(',').map((word) => word.trim().replace(/^-/, '').split(':').at(-1) ?? '');
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const texts = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []);
const titleOf = (document: JsonObject, key: string): Text => (document['title'] as Text | undefined) ?? { en: key };
