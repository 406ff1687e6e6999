import { type Json, type JsonObject, type Problem, UserError, type WorkspaceId } from '#kernel';
import type { FieldDefinition, FieldOption } from '#pipeline';
import { RESERVED_COLUMNS } from '../records/columns.js';
import type { AddedField, FieldFigures, FieldStore } from '../ports.js';
import { parseFieldDefinition, problem, refuse } from './field-definition.js';
import type { FieldOrigin, FieldRegistry, WorkspaceFields } from './registry.js';

const NAME = /^[a-z][a-z0-9_]{0,59}$/;
/** In use on one object. */
const MAX_ADDED = 200;
/** Together with retired ones. */
const MAX_KEPT = 400;

/** What an admin may change of a field; what is left out stays. `schema` null takes the schema off. */
export interface FieldChange {
  /** Never change; refused unless they are what they are. */
  readonly name?: string;
  readonly type?: string;
  readonly object?: string;
  readonly title?: Json;
  readonly options?: Json;
  readonly personal?: boolean;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly indexed?: boolean;
  readonly schema?: JsonObject | null;
}

/** Fields that admins add to an object, change, retire and bring back. Values of a retired field stay in the records. */
export class AddedFields {
  constructor(
    private readonly store: FieldStore,
    private readonly registry: FieldRegistry,
  ) {}

  /** Adds a field; the definition is parsed from what the admin sent. An index, where marked, is built before this answers. */
  async add(workspace: WorkspaceId, object: string, name: string, sent: Json): Promise<AddedField> {
    const fields = await this.fresh(workspace);
    const definition = parseFieldDefinition(sent, fields, '');
    refuse(nameProblems(fields, object, name));
    assertRoom(fields, object);
    await this.store.syncIndex(workspace, object, name, definition);
    const isMade = await this.store.make(workspace, { object, name, definition });
    this.registry.forget(workspace);
    if (!isMade) await this.giveWay(workspace, object, name);
    return { object, name, definition, retiredAt: null };
  }

  /**
   * Changes titles, options, marks and schema; name and type stay. Stored values are not checked again: a field made
   * required is held when a record is made, or its value taken away, from now on. `lacking`: records without a value,
   * where the field was made required.
   */
  async change(
    workspace: WorkspaceId,
    object: string,
    name: string,
    sent: FieldChange,
  ): Promise<{ readonly field: AddedField; readonly lacking: number | null }> {
    const fields = await this.fresh(workspace);
    const present = own(fields, object, name);
    if (present.retiredAt !== null) throw isRetired(present);
    refuse(fixedProblems(present, sent), 'conflict');
    const before = present.definition;
    const definition = parseFieldDefinition(changed(before, sent), fields, '');
    const becomesRequired = definition.required === true && before.required !== true;
    const dropped = droppedOptions(before, definition);
    const figures = becomesRequired || dropped.length > 0 ? await this.store.figures(workspace, object, name, before) : null;
    if (figures) assertNotHeld(dropped, figures);
    if (isIndexedAnew(before, definition)) await this.store.syncIndex(workspace, object, name, definition);
    await this.store.save(workspace, { object, name, definition });
    this.registry.forget(workspace);
    return { field: { object, name, definition, retiredAt: null }, lacking: becomesRequired ? (figures?.unfilled ?? null) : null };
  }

  /** Takes a field out of use; to ask again changes nothing. */
  async retire(workspace: WorkspaceId, object: string, name: string): Promise<AddedField> {
    return this.setRetired(workspace, own(await this.fresh(workspace), object, name), true);
  }

  /** Brings a retired field back, with its values; to ask again changes nothing. */
  async bringBack(workspace: WorkspaceId, object: string, name: string): Promise<AddedField> {
    const fields = await this.fresh(workspace);
    const present = own(fields, object, name);
    if (present.retiredAt !== null) assertRoom(fields, object, 0);
    return this.setRetired(workspace, present, false);
  }

  /** The field, in use or retired, and how the records stand to it. */
  async figures(workspace: WorkspaceId, object: string, name: string): Promise<{ readonly field: AddedField; readonly figures: FieldFigures }> {
    const field = own(await this.fresh(workspace), object, name);
    return { field, figures: await this.store.figures(workspace, object, name, field.definition) };
  }

  /** Somebody added a field of the name a moment ago: that one keeps its type and its index. */
  private async giveWay(workspace: WorkspaceId, object: string, name: string): Promise<void> {
    const fields = await this.fresh(workspace);
    await this.store.syncIndex(workspace, object, name, own(fields, object, name).definition);
    refuse(nameProblems(fields, object, name));
  }

  private async setRetired(workspace: WorkspaceId, field: AddedField, retired: boolean): Promise<AddedField> {
    const retiredAt = await this.store.setRetired(workspace, field.object, field.name, retired);
    this.registry.forget(workspace);
    return { ...field, retiredAt };
  }

  /** What is changed was changed by another process a moment ago, perhaps. */
  private fresh(workspace: WorkspaceId): Promise<WorkspaceFields> {
    this.registry.forget(workspace);
    return this.registry.of(workspace);
  }
}

/** The added field. Throws UserError for one that is none, or is not the admin's. */
function own(fields: WorkspaceFields, object: string, name: string): AddedField {
  const field = fields.addedTo(object).find((added) => added.name === name);
  if (field) return field;
  const known = fields.known(object)?.get(name);
  if (!known) throw new UserError('not-found', problem('field.not-found', '', 'There is no such field.', '没有这个字段。'));
  throw new UserError('conflict', notAdded(name, known.origin));
}

function notAdded(name: string, origin: FieldOrigin): Problem {
  const [en, zh] =
    origin.kind === 'pipeline'
      ? [
          `\`${name}\` is brought by the pipeline \`${origin.pipeline}\`: change it there.`,
          `\`${name}\` 由流程 \`${origin.pipeline}\` 带来：请在该流程中更改。`,
        ]
      : origin.kind === 'companion'
        ? [`\`${name}\` goes with the field \`${origin.of}\` and changes with it.`, `\`${name}\` 随字段 \`${origin.of}\` 一起更改。`]
        : [
            `\`${name}\` is part of the product: only fields that an admin added can be changed or retired.`,
            `\`${name}\` 是产品自带字段：只能更改或停用管理员添加的字段。`,
          ];
  return problem('field.not-added', '', en, zh);
}

const isRetired = ({ name }: AddedField): UserError =>
  new UserError('conflict', problem('field.retired', '', `The field \`${name}\` is retired: bring it back first.`, `字段 \`${name}\` 已停用：请先恢复。`));

/** `more`: fields to be made. */
function assertRoom(fields: WorkspaceFields, object: string, more = 1): void {
  const added = fields.addedTo(object);
  const inUse = added.filter(({ retiredAt }) => retiredAt === null).length;
  if (inUse < MAX_ADDED && added.length + more <= MAX_KEPT) return;
  throw new UserError(
    'conflict',
    problem(
      'field.too-many',
      '',
      `An object has at most ${MAX_ADDED} added fields in use, and ${MAX_KEPT} with the retired ones.`,
      `一个对象最多有 ${MAX_ADDED} 个使用中的添加字段，连同已停用的最多 ${MAX_KEPT} 个。`,
    ),
  );
}

function fixedProblems({ name, definition: { type, object } }: AddedField, sent: FieldChange): readonly Problem[] {
  const problems: Problem[] = [];
  if (sent.name !== undefined && sent.name !== name)
    problems.push(problem('field.name-fixed', '/name', `The name stays \`${name}\`: change the title instead.`, `名称保持为 \`${name}\`：请改为更改标题。`));
  if (sent.type !== undefined && sent.type !== type)
    problems.push(problem('field.type-fixed', '/type', `The type stays \`${type}\`: add another field instead.`, `类型保持为 \`${type}\`：请另加字段。`));
  if (sent.object !== undefined && sent.object !== object)
    problems.push(
      problem('field.type-fixed', '/object', 'What a reference points to stays: add another field instead.', '引用所指的对象保持不变：请另加字段。'),
    );
  return problems;
}

/** The definition as it will be; marks that are off and an empty schema are left out. */
function changed(before: FieldDefinition, { name: _name, type: _type, object: _object, ...sent }: FieldChange): Json {
  const all = { ...before, ...sent };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== false && value !== null && value !== undefined)) as JsonObject;
}

function droppedOptions(before: FieldDefinition, after: FieldDefinition): readonly FieldOption[] {
  const kept = new Set((after.options ?? []).map(({ value }) => value));
  return (before.options ?? []).filter(({ value }) => !kept.has(value));
}

/** A value that records hold must keep a name. */
function assertNotHeld(dropped: readonly FieldOption[], { held }: FieldFigures): void {
  refuse(
    dropped
      .filter(({ value }) => (held.get(value) ?? 0) > 0)
      .map(({ value }): Problem => {
        const count = held.get(value) ?? 0;
        return {
          ...problem(
            'field.option-held',
            '/options',
            `Records with the option \`${value}\`: ${count}. Retire the option instead of leaving it out.`,
            `持有选项 \`${value}\` 的记录：${count} 条。请停用该选项，而不是将其删去。`,
          ),
          got: count,
        };
      }),
    'conflict',
  );
}

const isIndexedAnew = (before: FieldDefinition, after: FieldDefinition): boolean =>
  (before.unique ?? false) !== (after.unique ?? false) || (before.indexed ?? false) !== (after.indexed ?? false);

function nameProblems(fields: WorkspaceFields, object: string, name: string): readonly Problem[] {
  const known = fields.known(object);
  if (!known) return [problem('object.unknown', '', `There is no object \`${object}\`.`, `没有对象 \`${object}\`。`)];
  if (!NAME.test(name))
    return [
      problem(
        'field.name',
        '/name',
        'A field name has 1 to 60 lower-case letters, digits and `_`, and begins with a letter.',
        '字段名由 1 至 60 个小写字母、数字和 `_` 组成,以字母开头。',
      ),
    ];
  if (RESERVED_COLUMNS.has(name))
    return [problem('field.reserved', '/name', `\`${name}\` already means something of every record.`, `\`${name}\` 是每条记录的保留名称。`)];
  if (fields.addedTo(object).some((added) => added.name === name && added.retiredAt !== null))
    return [
      problem(
        'field.exists',
        '/name',
        `The field \`${name}\` is retired: bring it back, or choose another name.`,
        `字段 \`${name}\` 已停用：请恢复它，或另选名称。`,
      ),
    ];
  if (known.has(name)) return [problem('field.exists', '/name', `There is already a field \`${name}\`.`, `字段 \`${name}\` 已存在。`)];
  return [];
}
