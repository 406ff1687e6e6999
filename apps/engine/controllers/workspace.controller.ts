import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { AddedFields, assertObject, type CalendarRow, Calendars, CORE_OBJECTS, FieldRegistry } from '#crm';
import type { Json } from '#kernel';
import { stepCatalogue } from '#steps/definitions';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { type Reply, versioned } from '../http/reply.js';

/** What records and pipelines of a workspace are made of: objects, fields, calendars, steps. */
@Controller()
export class WorkspaceController {
  constructor(
    private readonly registry: FieldRegistry,
    private readonly added: AddedFields,
    private readonly calendars: Calendars,
  ) {}

  @Answers(operations.listObjects)
  async objects(@Asking() caller: Caller) {
    const fields = await this.registry.of(caller.workspace);
    const items = [...CORE_OBJECTS.values()].map(({ key, title, plural, nameField }) => ({
      key,
      title,
      plural,
      nameField,
      fields: [...(fields.known(key)?.values() ?? [])].map(({ name, definition, origin }) => ({ name, ...definition, origin: origin.kind })),
    }));
    return { items };
  }

  @Answers(operations.addField, { audited: true })
  async addField(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.addField>) {
    assertObject(params.object);
    const { name, ...definition } = body;
    const field = await this.added.add(caller.workspace, params.object, name, definition as Json);
    return { name: field.name, ...field.definition, origin: 'added' };
  }

  @Answers(operations.listSteps)
  steps() {
    return {
      items: stepCatalogue()
        .all()
        .map(({ kind, title, description, mode, input, output, usable }) => ({ kind, title, description, mode, input, output: output ?? null, usable })),
    };
  }

  @Answers(operations.listCalendars)
  async listCalendars(@Asking() caller: Caller) {
    return { items: await this.calendars.list(caller.workspace) };
  }

  @Answers(operations.getCalendar)
  async getCalendar(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.getCalendar>) {
    return calendarReply(await this.calendars.get(caller.workspace, params.key));
  }

  @Answers(operations.putCalendar, { audited: true })
  async putCalendar(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.putCalendar>) {
    return calendarReply(await this.calendars.save(caller.workspace, params.key, body, caller.expectedVersion));
  }

  @Answers(operations.removeCalendar, { audited: true })
  removeCalendar(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.removeCalendar>): Promise<void> {
    return this.calendars.remove(caller.workspace, params.key);
  }
}

const calendarReply = (row: CalendarRow): Reply<AnswerOf<typeof operations.getCalendar>> => versioned({ ...row }, row.revision);
