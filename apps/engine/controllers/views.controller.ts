import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations, roleHolds } from '#contracts';
import { type ViewReader, type ViewRow, Views } from '#crm';
import type { JsonObject } from '#kernel';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';

type ViewAnswer = AnswerOf<typeof operations.createView>;

/** Saved views of lists and boards. */
@Controller()
export class ViewsController {
  constructor(private readonly views: Views) {}

  @Answers(operations.listViews)
  async list(@Asking() caller: Caller, @Input() { query }: InputOf<typeof operations.listViews>): Promise<AnswerOf<typeof operations.listViews>> {
    const rows = await this.views.list(readerOf(caller), { object: query.object ?? null, pipeline: query.pipeline ?? null });
    return { items: rows.map((row) => shown(row, caller)) };
  }

  @Answers(operations.createView)
  async create(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.createView>): Promise<ViewAnswer> {
    const { object, pipeline = null, columns, ...wish } = body;
    return shown(await this.views.create(readerOf(caller), { object, pipeline }, { ...wish, columns: columns as readonly JsonObject[] | undefined }), caller);
  }

  @Answers(operations.changeView)
  async change(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.changeView>): Promise<ViewAnswer> {
    const { columns, ...wish } = body;
    return shown(await this.views.change(readerOf(caller), params.id, { ...wish, columns: columns as readonly JsonObject[] | undefined }), caller);
  }

  @Answers(operations.removeView)
  remove(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.removeView>): Promise<void> {
    return this.views.remove(readerOf(caller), params.id);
  }
}

function readerOf({ principal, workspace }: Caller): ViewReader {
  return { workspace, id: principal.id, mayShare: roleHolds(principal.role, 'view.share') };
}

function shown({ ownerId, columns, ...view }: ViewRow, { principal }: Caller): ViewAnswer {
  return { ...view, columns: columns as ViewAnswer['columns'], mine: ownerId === principal.id };
}
