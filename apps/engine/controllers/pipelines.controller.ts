import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import type { Json, RunId } from '#kernel';
import { PIPELINE_SCHEMA } from '#pipeline';
import { AttachedRules, type DraftView, Migrations, type PipelineHead, PipelineLibrary } from '#runtime';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { type Reply, versioned } from '../http/reply.js';
import { placed, refusal } from '../http/refusals.js';
import { StoreTime } from '../service/store-time.js';
import { shippedTemplates } from '../workspaces/shipped-files.js';

@Controller()
export class PipelinesController {
  constructor(
    private readonly library: PipelineLibrary,
    private readonly rules: AttachedRules,
  ) {}

  @Answers(operations.listPipelines)
  async list(@Asking() caller: Caller) {
    return { items: (await this.library.list(caller.workspace)).map(head) };
  }

  @Answers(operations.pipelineSchema)
  schema(): AnswerOf<typeof operations.pipelineSchema> {
    return PIPELINE_SCHEMA;
  }

  @Answers(operations.listTemplates)
  async templates() {
    return { items: await shippedTemplates() };
  }

  @Answers(operations.getDraft)
  async draft(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.getDraft>) {
    return draftReply(await this.library.draft(caller.workspace, params.key));
  }

  @Answers(operations.putDraft)
  async putDraft(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.putDraft>) {
    await this.library.saveDraft(caller.workspace, params.key, body.document, caller.principal.id, caller.expectedVersion);
    const [draft, checked] = await Promise.all([this.library.draft(caller.workspace, params.key), this.library.check(caller.workspace, body.document)]);
    const { problems, publishable } = checked;
    return versioned({ ...draftReply(draft).body, problems, publishable }, draft.head.draftRevision);
  }

  @Answers(operations.discardDraft, { audited: true })
  discard(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.discardDraft>): Promise<void> {
    return this.library.discardDraft(caller.workspace, params.key);
  }

  @Answers(operations.checkPipeline)
  async check(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.checkPipeline>) {
    const document = body.document ?? ((await this.library.draft(caller.workspace, params.key)).document as unknown as Json);
    return this.library.check(caller.workspace, document);
  }

  @Answers(operations.publishPipeline, { audited: true })
  async publish(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.publishPipeline>) {
    const published = await this.library.publish(caller.workspace, params.key, caller.principal.id, {
      note: body.note ?? null,
      expectedRevision: caller.expectedVersion,
    });
    await this.rules.plan(caller.workspace, params.key);
    return published;
  }

  @Answers(operations.archivePipeline, { audited: true })
  async archive(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.archivePipeline>) {
    return head(await this.library.archive(caller.workspace, params.key, { withOpenRuns: body.withOpenRuns ?? false }));
  }

  @Answers(operations.restorePipeline, { audited: true })
  async restore(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.restorePipeline>) {
    return head(await this.library.restore(caller.workspace, params.key));
  }

  @Answers(operations.listVersions)
  async versions(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.listVersions>) {
    return { items: await this.library.versions(caller.workspace, params.key) };
  }

  @Answers(operations.getVersion)
  async version(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.getVersion>) {
    return { version: params.version, document: await this.library.version(caller.workspace, params.key, params.version) };
  }

  @Answers(operations.diffVersions)
  async diff(@Asking() caller: Caller, @Input() { params, query }: InputOf<typeof operations.diffVersions>) {
    // Of two versions the caller wants to know which one is not there.
    await this.library.head(caller.workspace, params.key);
    for (const side of ['from', 'to'] as const)
      if (query[side] !== 'draft') await placed(`/query/${side}`, this.library.version(caller.workspace, params.key, query[side]));
    return { changes: await this.library.diff(caller.workspace, params.key, query.from, query.to) };
  }
}

/** Attached rules, and moving runs between versions. */
@Controller()
export class PipelineRunsController {
  constructor(
    private readonly rules: AttachedRules,
    private readonly migrations: Migrations,
    private readonly time: StoreTime,
  ) {}

  @Answers(operations.listRules)
  async list(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.listRules>) {
    const { revision, rules } = await this.rules.list(caller.workspace, params.key);
    return versioned({ revision, items: rules.map((document) => ({ key: document.key, document })) }, revision);
  }

  @Answers(operations.putRule, { audited: true })
  put(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.putRule>) {
    if ((body.document['key'] ?? params.rule) !== params.rule)
      throw refusal('invalid', 'rule.key-differs', `The rule's key must be "${params.rule}".`, `规则的键必须是“${params.rule}”。`, '/document/key');
    return this.rules.put(caller.workspace, params.key, { ...body.document, key: params.rule }, caller.principal.actor, caller.expectedVersion);
  }

  @Answers(operations.removeRule, { audited: true })
  remove(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.removeRule>) {
    return this.rules.remove(caller.workspace, params.key, params.rule, caller.principal.actor, caller.expectedVersion);
  }

  @Answers(operations.impactOf)
  async impact(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.impactOf>) {
    return this.migrations.impact(caller.workspace, params.key, body.to, body.mapping ?? {}, { now: await this.time.now(), actor: caller.principal.actor });
  }

  @Answers(operations.migrateRuns, { audited: true })
  migrate(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.migrateRuns>) {
    const runs = body.runs === undefined ? 'all' : (body.runs as RunId[]);
    return this.migrations.migrate(caller.workspace, params.key, {
      toVersion: body.toVersion,
      mapping: body.mapping ?? {},
      runs,
      actor: caller.principal.actor,
    });
  }
}

const head = ({ origin: _, ...rest }: PipelineHead) => rest;

const draftReply = (draft: DraftView): Reply<{ head: Omit<PipelineHead, 'origin'>; document: DraftView['document'] }> =>
  versioned({ head: head(draft.head), document: draft.document }, draft.head.draftRevision);
