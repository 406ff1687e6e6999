import { type Json, type JsonObject, pointer, type Problem, type RecordId, UserError, type WorkspaceId } from '#kernel';
import type { FieldDefinition } from '#pipeline';
import { checkFields } from '../fields/field-check.js';
import type { FieldRegistry } from '../fields/registry.js';
import type { RecordCommandBody, WriteChecks } from '../ports.js';
import { assertObject } from './records.js';

/**
 * Makes the bodies of record commands, after the checks that need reads: references and people exist, unique values
 * are free. All else is checked again when the command is applied. Each throws UserError with pointers `/fields/...`.
 */
export class RecordWrites {
  constructor(
    private readonly checks: WriteChecks,
    private readonly registry: FieldRegistry,
    private readonly ids: { next(): string },
  ) {}

  async create(
    workspace: WorkspaceId,
    object: string,
    sent: { readonly fields: JsonObject; readonly externalKey?: string | null; readonly ownerId?: string | null },
  ): Promise<Extract<RecordCommandBody, { kind: 'record.create' }>> {
    await this.assertFields(workspace, object, sent.fields, null);
    return {
      kind: 'record.create',
      recordId: this.ids.next() as RecordId,
      object,
      fields: sent.fields,
      externalKey: sent.externalKey ?? null,
      ownerId: sent.ownerId ?? null,
    };
  }

  /** `previous`: the record as the caller just read it. */
  async change(
    workspace: WorkspaceId,
    previous: { readonly id: RecordId; readonly object: string; readonly fields: JsonObject },
    sent: { readonly fields: JsonObject; readonly ownerId?: string | null; readonly expectedVersion: number | null },
  ): Promise<Extract<RecordCommandBody, { kind: 'record.change' }>> {
    await this.assertFields(workspace, previous.object, sent.fields, previous);
    const owner = sent.ownerId === undefined ? {} : { ownerId: sent.ownerId };
    return { kind: 'record.change', recordId: previous.id, fields: sent.fields, expectedVersion: sent.expectedVersion, ...owner };
  }

  /** What may still be written: for senders that cannot know that a field was retired. */
  async withoutRetired(workspace: WorkspaceId, object: string, sent: JsonObject): Promise<JsonObject> {
    const known = (await this.registry.of(workspace)).fieldsOf(object);
    return Object.fromEntries(Object.entries(sent).filter(([name]) => known?.[name]?.retired !== true));
  }

  /** Checks fields that are about to be written, be it by an edit or with an event. `previous` null = a new record. */
  async assertFields(
    workspace: WorkspaceId,
    object: string,
    sent: JsonObject,
    previous: { readonly id: RecordId; readonly fields: JsonObject } | null,
  ): Promise<void> {
    assertObject(object);
    const fields = await this.registry.of(workspace);
    const known = fields.fieldsOf(object) ?? {};
    const checked = checkFields({ fields: known, currency: fields.currency }, sent, previous?.fields ?? null);
    const changed = Object.entries(checked)
      .filter(([name, value]) => value !== null && value !== previous?.fields[name])
      .map(([name, value]): Written => ({ name, value, field: known[name] as FieldDefinition }));
    const problems = [
      ...(await this.referenceProblems(workspace, changed)),
      ...(await this.personProblems(workspace, changed)),
      ...(await this.uniqueProblems(workspace, object, changed, previous?.id ?? null)),
    ];
    const [first, ...rest] = problems;
    if (first) throw new UserError('invalid', [first, ...rest]);
  }

  private async referenceProblems(workspace: WorkspaceId, written: readonly Written[]): Promise<readonly Problem[]> {
    const references = written.flatMap(({ name, value, field }) =>
      field.type === 'reference' ? [{ name, object: field.object ?? '', id: String(value) }] : [],
    );
    const missing = new Set((await this.checks.missing(workspace, references)).map(({ object, id }) => `${object}\n${id}`));
    return references.filter(({ object, id }) => missing.has(`${object}\n${id}`)).map(({ name, object, id }) => noSuch(name, object, id));
  }

  private async personProblems(workspace: WorkspaceId, written: readonly Written[]): Promise<readonly Problem[]> {
    const people = written.filter(({ field }) => field.type === 'person').map(({ name, value }) => ({ name, id: String(value) }));
    const ids = people.map(({ id }) => id);
    const strangers = new Set(await this.checks.strangers(workspace, ids));
    return people.filter(({ id }) => strangers.has(id)).map(({ name, id }) => noSuch(name, 'member', id));
  }

  private async uniqueProblems(workspace: WorkspaceId, object: string, written: readonly Written[], except: RecordId | null): Promise<readonly Problem[]> {
    const problems: Problem[] = [];
    for (const { name, value, field } of written) {
      if (field.unique && (await this.checks.taken(workspace, object, name, value, except))) problems.push(notUnique(name, value));
    }
    return problems;
  }
}

/** A filled field about to be written, checked already. */
interface Written {
  readonly name: string;
  readonly value: Json;
  readonly field: FieldDefinition;
}

const noSuch = (name: string, object: string, id: string): Problem => ({
  code: 'field.reference',
  at: pointer('/fields', name),
  text: { en: `There is no ${object} with this id.`, 'zh-CN': `没有此 id 的 ${object}。` },
  got: id,
});

const notUnique = (name: string, value: Json): Problem => ({
  code: 'field.taken',
  at: pointer('/fields', name),
  text: { en: 'Another record already has this value.', 'zh-CN': '已有其他记录使用此值。' },
  got: value,
});
