import type { Instant, JsonObject, WorkspaceId } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { CORE_OBJECTS, type ObjectDefinition } from '../objects/index.js';
import type { AddedField, FieldStore } from '../ports.js';
import type { Fields } from './field-check.js';

/** Where a field comes from: the product, an admin, or a published pipeline. */
export type FieldOrigin =
  | { readonly kind: 'core' }
  | { readonly kind: 'added' }
  | { readonly kind: 'pipeline'; readonly pipeline: string }
  | { readonly kind: 'companion'; readonly of: string };

export interface KnownField {
  readonly name: string;
  readonly definition: FieldDefinition;
  readonly origin: FieldOrigin;
}

/** All fields of one workspace at one moment; a plain value. */
export class WorkspaceFields {
  private readonly byObject = new Map<string, ReadonlyMap<string, KnownField>>();
  private readonly definitions = new Map<string, Fields>();

  constructor(
    readonly currency: string,
    private readonly added: readonly AddedField[],
    private readonly ofPipelines: readonly { readonly pipeline: string; readonly object: string; readonly fields: JsonObject }[],
  ) {}

  object(key: string): ObjectDefinition | null {
    return CORE_OBJECTS.get(key) ?? null;
  }

  /** Core, added, pipelines' and companion fields by name; the first of this order wins. Null for an unknown object. */
  known(object: string): ReadonlyMap<string, KnownField> | null {
    const core = this.object(object);
    if (!core) return null;
    let known = this.byObject.get(object);
    if (!known) {
      known = this.collect(object, core);
      this.byObject.set(object, known);
    }
    return known;
  }

  /** What an admin added to an object, in use or retired. */
  addedTo(object: string): readonly AddedField[] {
    return this.added.filter((field) => field.object === object);
  }

  /** Retired fields of an object, each followed by the companion of a reference. */
  retiredOf(object: string): readonly (KnownField & { readonly retiredAt: Instant })[] {
    return this.addedTo(object).flatMap(({ name, definition, retiredAt }) => {
      if (retiredAt === null) return [];
      const field = { name, definition, origin: { kind: 'added' }, retiredAt } as const;
      if (definition.type !== 'reference') return [field];
      return [field, { name: companionOf(name), definition: companionField(definition), origin: { kind: 'companion', of: name }, retiredAt } as const];
    });
  }

  fieldsOf(object: string): Fields | null {
    const present = this.definitions.get(object);
    if (present) return present;
    const known = this.known(object);
    if (!known) return null;
    const fields = Object.assign(
      Object.create(null) as Record<string, FieldDefinition>,
      Object.fromEntries([...known].map(([name, field]) => [name, field.definition])),
    );
    this.definitions.set(object, fields);
    return fields;
  }

  private collect(object: string, core: ObjectDefinition): ReadonlyMap<string, KnownField> {
    const known = new Map<string, KnownField>();
    const add = (name: string, definition: FieldDefinition, origin: FieldOrigin): void => {
      if (!known.has(name)) known.set(name, { name, definition, origin });
    };
    for (const [name, definition] of Object.entries(core.fields)) add(name, definition, { kind: 'core' });
    const added = this.addedTo(object);
    for (const field of added) if (field.retiredAt === null) add(field.name, field.definition, { kind: 'added' });
    for (const { pipeline, object: of, fields } of this.ofPipelines) {
      if (of !== object) continue;
      for (const [name, definition] of Object.entries(fields)) add(name, definition as unknown as FieldDefinition, { kind: 'pipeline', pipeline });
    }
    // Last: where a pipeline brings a field of the same name, that one is in use.
    for (const field of added) if (field.retiredAt !== null) add(field.name, { ...field.definition, retired: true }, { kind: 'added' });
    for (const field of [...known.values()]) {
      if (field.definition.type === 'reference') add(companionOf(field.name), companionField(field.definition), { kind: 'companion', of: field.name });
    }
    return known;
  }
}

/**
 * The text field beside every reference field: what was written where no record was found (`product_text` beside
 * `product`). An import fills it and a later import that finds the record empties it.
 */
export const companionOf = (reference: string): string => `${reference}_text`;

const companionField = (reference: FieldDefinition): FieldDefinition => ({
  type: 'text',
  ...(reference.retired ? { retired: true } : {}),
  title: { en: `${reference.title.en} (as written)`, 'zh-CN': `${reference.title['zh-CN'] ?? reference.title.en}(原文)` },
});

/** How old cached fields may be; another engine's change is seen after this long. */
const MAX_AGE_MS = 3000;

/** The fields of each workspace, cached; the same value until they change. `nowMs` is monotonic and only paces the reloading. */
export class FieldRegistry {
  private readonly cache = new Map<WorkspaceId, { readonly fields: WorkspaceFields; readonly said: string; readonly loadedMs: number }>();
  private readonly loading = new Map<WorkspaceId, Promise<WorkspaceFields>>();
  /** Grows with each `forget`: what was being read meanwhile may be of before. */
  private changes = 0;

  constructor(
    private readonly store: Pick<FieldStore, 'load'>,
    private readonly nowMs: () => number,
  ) {}

  /** The fields as they are now, or were a moment ago. */
  async of(workspace: WorkspaceId): Promise<WorkspaceFields> {
    const cached = this.cache.get(workspace);
    if (cached && this.nowMs() - cached.loadedMs < MAX_AGE_MS) return cached.fields;
    let loading = this.loading.get(workspace);
    if (!loading) {
      const begun = this.load(workspace).finally(() => this.loading.get(workspace) === begun && this.loading.delete(workspace));
      loading = begun;
      this.loading.set(workspace, begun);
    }
    return loading;
  }

  /** The fields loaded last; null before the first `of`. */
  loaded(workspace: WorkspaceId): WorkspaceFields | null {
    return this.cache.get(workspace)?.fields ?? null;
  }

  /** Makes the next `of` read anew: after a field or a pipeline's publication changed them here. */
  forget(workspace: WorkspaceId): void {
    const cached = this.cache.get(workspace);
    if (cached) this.cache.set(workspace, { ...cached, loadedMs: -MAX_AGE_MS });
    this.loading.delete(workspace);
    this.changes += 1;
  }

  private async load(workspace: WorkspaceId): Promise<WorkspaceFields> {
    const [changes, begunMs] = [this.changes, this.nowMs()];
    const { currency, added, ofPipelines } = await this.store.load(workspace);
    const said = JSON.stringify([currency, added, ofPipelines]);
    const before = this.cache.get(workspace);
    const fields = before?.said === said ? before.fields : new WorkspaceFields(currency, added, ofPipelines);
    this.cache.set(workspace, { fields, said, loadedMs: changes === this.changes ? begunMs : -MAX_AGE_MS });
    return fields;
  }
}
