import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { type ImportJobRow, ImportJobs } from '#crm';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';

type ImportAnswer = AnswerOf<typeof operations.getImport>;

/** CSV files brought in, watched and taken back. */
@Controller()
export class ImportsController {
  constructor(private readonly imports: ImportJobs) {}

  @Answers(operations.listImports)
  async list(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.listImports>> {
    return { items: (await this.imports.list(caller.workspace)).map(shown) };
  }

  // Without kept answers: a file is large, and a key of the file makes a second import change nothing.
  @Answers(operations.startImport, { keys: 'door', audited: true })
  async start(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.startImport>): Promise<ImportAnswer> {
    const { object, csv, map, fileName = null, dryRun = false, similar = 'tell' } = body;
    return shown(await this.imports.start(caller.workspace, caller.principal.actor, { object, csv, map, fileName, dryRun, similar }));
  }

  @Answers(operations.getImport)
  async get(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.getImport>): Promise<ImportAnswer> {
    return shown(await this.imports.get(caller.workspace, params.id));
  }

  @Answers(operations.listImportProblems)
  async problems(
    @Asking() caller: Caller,
    @Input() { params }: InputOf<typeof operations.listImportProblems>,
  ): Promise<AnswerOf<typeof operations.listImportProblems>> {
    const items = await this.imports.problems(caller.workspace, params.id);
    return { items: items.map(({ line, column, code, problem, raw }) => ({ line, column, code, text: problem['text'], cells: raw })) } as AnswerOf<
      typeof operations.listImportProblems
    >;
  }

  @Answers(operations.undoImport, { audited: true })
  async undo(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.undoImport>): Promise<ImportAnswer> {
    return shown(await this.imports.undo(caller.workspace, caller.principal.actor, params.id));
  }
}

function shown({ id, object, fileName, status, dryRun, counts, actor, startedAt, endedAt }: ImportJobRow): ImportAnswer {
  return {
    id,
    object,
    fileName,
    status,
    dryRun,
    counts: counts as unknown as ImportAnswer['counts'],
    actor: { kind: actor.kind, id: actor.id },
    startedAt,
    endedAt,
  };
}
