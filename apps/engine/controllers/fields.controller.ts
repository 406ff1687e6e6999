import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { AddedFields, assertObject, type AddedField, CORE_OBJECTS, FieldRegistry, FieldUses } from '#crm';
import type { Instant, Json } from '#kernel';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';

/** The kinds of record with their fields; admins add fields, change, retire and bring them back. */
@Controller()
export class FieldsController {
  constructor(
    private readonly registry: FieldRegistry,
    private readonly added: AddedFields,
    private readonly uses: FieldUses,
  ) {}

  @Answers(operations.listObjects)
  async objects(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.listObjects>> {
    const fields = await this.registry.of(caller.workspace);
    const items = [...CORE_OBJECTS.values()].map(({ key, title, plural, nameField }) => ({
      key,
      title,
      plural,
      nameField,
      fields: [...(fields.known(key)?.values() ?? [])]
        .filter(({ definition }) => definition.retired !== true)
        .map(({ name, definition, origin }) => ({ name, ...definition, origin: origin.kind })),
      retiredFields: fields.retiredOf(key).map(({ name, definition, origin, retiredAt }) => ({ name, ...definition, origin: origin.kind, retiredAt })),
    }));
    return { items } as AnswerOf<typeof operations.listObjects>;
  }

  @Answers(operations.addField, { audited: true })
  async addField(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.addField>) {
    assertObject(params.object);
    const { name, ...definition } = body;
    return shapeOf(await this.added.add(caller.workspace, params.object, name, definition as Json));
  }

  @Answers(operations.changeField, { audited: true })
  async changeField(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.changeField>) {
    assertObject(params.object);
    const { field, lacking } = await this.added.change(caller.workspace, params.object, params.field, body);
    return { ...shapeOf(field), ...(lacking === null ? {} : { lacking }) };
  }

  @Answers(operations.retireField, { audited: true })
  async retireField(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.retireField>) {
    assertObject(params.object);
    const field = await this.added.retire(caller.workspace, params.object, params.field);
    return { ...shapeOf(field), retiredAt: field.retiredAt as Instant };
  }

  @Answers(operations.bringBackField, { audited: true })
  async bringBackField(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.bringBackField>) {
    assertObject(params.object);
    return shapeOf(await this.added.bringBack(caller.workspace, params.object, params.field));
  }

  @Answers(operations.fieldUsage)
  async fieldUsage(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.fieldUsage>) {
    assertObject(params.object);
    const { figures } = await this.added.figures(caller.workspace, params.object, params.field);
    const uses = await this.uses.of(caller.workspace, params.object, params.field, caller.principal.id);
    const options = [...figures.held].map(([value, records]) => ({ value, records })).sort((a, b) => b.records - a.records);
    return { filled: figures.filled, unfilled: figures.unfilled, repeated: figures.repeated, options, uses };
  }
}

const shapeOf = ({ name, definition }: AddedField) => ({ name, ...definition, origin: 'added' as const });
