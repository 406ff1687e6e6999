import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { type CalendarRow, Calendars } from '#crm';
import { stepCatalogue } from '#steps/definitions';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { type Reply, versioned } from '../http/reply.js';

/** What pipelines of a workspace stand in: calendars, steps. */
@Controller()
export class WorkspaceController {
  constructor(private readonly calendars: Calendars) {}

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
