import { Controller, Req } from '@nestjs/common';
import { WebhookEndpoints, type WebhookRow } from '#access';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import { type JsonObject } from '#kernel';
import { verifyWebhook } from '#outbound';
import { PipelineLibrary } from '#runtime';
import { PgSentWebhooks } from '#storage';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { BadSignature, placed } from '../http/refusals.js';
import type { EngineRequest } from '../http/request.js';
import { Links } from '../service/links.js';
import { Deliveries, type WebhookMap } from '../webhooks/deliveries.js';
import { WebhookTests } from '../webhooks/webhook-tests.js';

@Controller()
export class WebhooksController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly library: PipelineLibrary,
    private readonly links: Links,
    private readonly deliveries: Deliveries,
  ) {}

  @Answers(operations.listWebhooks)
  async list(@Asking() caller: Caller) {
    return { items: (await this.endpoints.list(caller.workspace)).map(shown) };
  }

  @Answers(operations.createWebhook, { shownOnce: ['url', 'secret'] })
  async create(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.createWebhook>) {
    const { pipeline, ...map } = body;
    await placed('/pipeline', this.library.head(caller.workspace, pipeline));
    const { row, pathToken, secret } = await this.endpoints.create(caller.principal, { pipeline, map: map as JsonObject, enabled: true });
    return { ...shown(row), url: this.links.webhook(pathToken), secret };
  }

  @Answers(operations.changeWebhook)
  async change(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.changeWebhook>) {
    const before = await this.endpoints.get(caller.workspace, params.id);
    const { pipeline = before.pipeline, enabled = before.enabled, ...map } = body;
    await placed('/pipeline', this.library.head(caller.workspace, pipeline));
    return shown(await this.endpoints.change(caller.principal, params.id, { pipeline, enabled, map: { ...before.map, ...(map as JsonObject) } }));
  }

  @Answers(operations.tryWebhook)
  async try(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.tryWebhook>): Promise<AnswerOf<typeof operations.tryWebhook>> {
    const { pipeline, payload, ...map } = body;
    await placed('/pipeline', this.library.head(caller.workspace, pipeline));
    return this.deliveries.foresee({ workspace: caller.workspace, pipeline }, map, payload);
  }

  @Answers(operations.rotateWebhook, { shownOnce: ['secret'] })
  async rotate(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.rotateWebhook>) {
    const { row, secret } = await this.endpoints.rotate(caller.principal, params.id);
    return { ...shown(row), url: null, secret };
  }

  @Answers(operations.removeWebhook)
  remove(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.removeWebhook>): Promise<void> {
    return this.endpoints.remove(caller.principal, params.id);
  }
}

/** What other systems were told, and a message to try it with. */
@Controller()
export class SentWebhooksController {
  constructor(
    private readonly sent: PgSentWebhooks,
    private readonly tests: WebhookTests,
  ) {}

  @Answers(operations.listSentWebhooks)
  async list(@Asking() caller: Caller, @Input() { query }: InputOf<typeof operations.listSentWebhooks>) {
    return { items: await this.sent.newest(caller.workspace, query.limit ?? 50) };
  }

  @Answers(operations.testWebhook, { audited: true })
  test(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.testWebhook>): Promise<AnswerOf<typeof operations.testWebhook>> {
    return this.tests.send(caller.workspace, body);
  }
}

/** Deliveries of other systems. */
@Controller()
export class DeliveriesController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: Deliveries,
  ) {}

  @Answers(operations.receiveWebhook, { keys: 'door' })
  async receive(
    @Input() { params, body }: InputOf<typeof operations.receiveWebhook>,
    @Req() request: EngineRequest,
  ): Promise<AnswerOf<typeof operations.receiveWebhook>> {
    const { workspace, webhook, secrets } = await this.endpoints.receive(params.token);
    const signed = verifyWebhook(secrets, request.headers, request.rawBody ?? '', Date.now() / 1000);
    if (!signed.ok) throw new BadSignature(signed.error);
    return this.deliveries.take({ workspace, webhook, id: signed.value.id }, body);
  }
}

function shown({ id, pipeline, map, enabled, createdAt }: WebhookRow) {
  const { title, match, event, fields, create } = map as unknown as WebhookMap;
  return { id, title, pipeline, match, event, fields: fields ?? {}, create: create ?? false, enabled, createdAt };
}
