import { isUuid, type Json, type JsonObject, pointer, type Problem, type RecordId, UserError, type WorkspaceId } from '#kernel';
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

  async create(workspace: WorkspaceId, object: string, sent: { readonly fields: JsonObject; readonly externalKey?: string | null; readonly ownerId?: string | null }): Promise<Extract<RecordCommandBody, { kind: 'record.create' }>> {
    await this.assertFields(workspace, object, sent.fields, null);
    return { kind: 'record.create', recordId: this.ids.next() as RecordId, object, fields: sent.fields, externalKey: sent.externalKey ?? null, ownerId: sent.ownerId ?? null };
  }

  /** `previous`: the record as the caller just read it. */
  async change(workspace: WorkspaceId, previous: { readonly id: RecordId; readonly object: string; readonly fields: JsonObject }, sent: { readonly fields: JsonObject; readonly ownerId?: string | null; readonly expectedVersion: number | null }): Promise<Extract<RecordCommandBody, { kind: 'record.change' }>> {
    await this.assertFields(workspace, previous.object, sent.fields, previous);
    const owner = sent.ownerId === undefined ? {} : { ownerId: sent.ownerId };
    return { kind: 'record.change', recordId: previous.id, fields: sent.fields, expectedVersion: sent.expectedVersion, ...owner };
  }

  /** Checks fields that are about to be written, be it by an edit or with an event. `previous` null = a new record. */
  async assertFields(workspace: WorkspaceId, object: string, sent: JsonObject, previous: { readonly id: RecordId; readonly fields: JsonObject } | null): Promise<void> {
    assertObject(object);
    const fields = await this.registry.of(workspace);
    const known = fields.fieldsOf(object) ?? {};
    const checked = checkFields({ fields: known, currency: fields.currency }, sent, previous?.fields ?? null);
    const problems: Problem[] = [];
    const changed = Object.entries(checked).filter(([name, value]) => value !== null && value !== previous?.fields[name]);
    const references = changed.flatMap(([name, id]) => (known[name]?.type === 'reference' && isUuid(id) ? [{ name, object: known[name].object ?? '', id }] : []));
    const missing = new Set((await this.checks.missing(workspace, references)).map((reference) => `${reference.object}\n${reference.id}`));
    for (const { name, object: target, id } of references) if (missing.has(`${target}\n${id}`)) problems.push(noSuch(name, target, id));
    const people = changed.flatMap(([name, id]) => (known[name]?.type === 'person' && isUuid(id) ? [{ name, id }] : []));
    const strangers = new Set(await this.checks.strangers(workspace, people.map((person) => person.id)));
    for (const { name, id } of people) if (strangers.has(id)) problems.push(noSuch(name, 'member', id));
    for (const [name, value] of changed) {
      if (known[name]?.unique && (await this.checks.taken(workspace, object, name, value, previous?.id ?? null))) problems.push(notUnique(name, value));
    }
    const [first, ...rest] = problems;
    if (first) throw new UserError('invalid', [first, ...rest]);
  }
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
