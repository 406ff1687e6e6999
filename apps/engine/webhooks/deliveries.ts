import { createHash } from 'node:crypto';
import type { WebhookRow, Workspace } from '#access';
import type { RecordWrites } from '#crm';
import { isJsonObject, type Json, type JsonObject, type RecordId, type RunId, UserError } from '#kernel';
import type { Actor } from '#pipeline';
import type { Answer, CommandBody, PipelineLibrary, Runtime } from '#runtime';
import type { PgRunReads } from '#storage';
import { refusedBy } from '../http/doorway.js';
import { refusal } from '../http/refusals.js';

/** How a payload becomes an event: the `map` of an endpoint. Places are JSON pointers into the payload. */
export interface WebhookMap {
  readonly title: string;
  readonly match: { readonly at: string; readonly field: string };
  readonly event: { readonly name: string } | { readonly at: string; readonly names: Readonly<Record<string, string>> };
  readonly fields?: Readonly<Record<string, string>>;
  readonly create?: boolean;
}

export interface Delivery {
  readonly workspace: Workspace;
  readonly webhook: WebhookRow;
  /** `webhook-id`: the idempotency key. */
  readonly id: string;
}

type Taken = { readonly recordId: string | null; readonly runId: string | null };

/** Turns signed deliveries into events of runs, or into new records with a run, through the one door. */
export class Deliveries {
  constructor(
    private readonly runtime: Runtime,
    private readonly library: PipelineLibrary,
    private readonly reads: PgRunReads,
    private readonly make: { readonly writes: RecordWrites; readonly ids: { next(): string } },
  ) {}

  /** @throws UserError `webhook.payload` when a place of the map is not there, `record.not-found`, `run.none-open`; what the door throws. */
  async take(delivery: Delivery, payload: Json): Promise<Taken> {
    const map = delivery.webhook.map as unknown as WebhookMap;
    const { object } = await this.library.head(delivery.workspace.id, delivery.webhook.pipeline);
    const value = scalarAt(payload, map.match.at);
    const fields = Object.fromEntries(Object.entries(map.fields ?? {}).flatMap(([name, at]) => (at === '' ? [] : entry(name, valueAt(payload, at)))));
    const record = await this.reads.find(delivery.workspace.id, object, { field: map.match.field, value });
    // A second delivery of what made the record goes the same way again; the door repeats its first answers.
    if (record === null || record === idOf(delivery)) return this.create(delivery, map, { object, value, fields });
    const event = eventOf(map, payload);
    const [run] = await this.reads.runs(delivery.workspace.id, {
      pipeline: delivery.webhook.pipeline,
      record,
      status: null,
      stage: null,
      outcome: null,
      after: null,
      limit: 1,
    });
    if (!run) throw refusal('conflict', 'run.none-open', 'The record has no run in this pipeline.', '该记录在此流程中没有运行。');
    await this.send(delivery, { kind: 'run.event', runId: run.id, event, payload, fields }, '');
    return { recordId: record, runId: run.id };
  }

  private async create(
    delivery: Delivery,
    map: WebhookMap,
    found: { readonly object: string; readonly value: string; readonly fields: JsonObject },
  ): Promise<Taken> {
    if (!map.create) throw refusal('not-found', 'record.not-found', 'No record has this key.', '没有具有此键的记录。', map.match.at);
    const workspace = delivery.workspace.id;
    const isExternal = map.match.field === 'external';
    const fields = isExternal ? found.fields : { ...found.fields, [map.match.field]: found.value };
    const command = await this.make.writes.create(workspace, found.object, { fields, externalKey: isExternal ? found.value : null });
    const made = await this.send(delivery, { ...command, recordId: idOf(delivery) }, '#record');
    const recordId = (made.kind === 'applied' ? made.recordId : null) ?? idOf(delivery);
    const started = await this.send(
      delivery,
      { kind: 'run.start', runId: this.make.ids.next() as RunId, recordId: recordId as RecordId, pipeline: delivery.webhook.pipeline, vars: {}, at: null },
      '#run',
    );
    return { recordId, runId: started.kind === 'applied' ? (started.run?.id ?? null) : null };
  }

  private async send({ workspace, webhook, id }: Delivery, body: CommandBody, suffix: string): Promise<Answer> {
    const actor: Actor = { kind: 'webhook', id: webhook.id, roles: ['*'] };
    const answer = await this.runtime.submit({
      workspace: workspace.id,
      actor,
      source: `webhook:${webhook.id}`,
      key: id + suffix,
      occurredAt: null,
      history: false,
      origin: null,
      body,
    });
    if (answer.kind === 'refused') throw refusedBy(answer.reasons);
    return answer;
  }
}

/** The record that a delivery makes has an id that follows from the delivery. */
function idOf({ webhook, id }: Delivery): RecordId {
  const hex = createHash('sha256').update(`${webhook.id}\n${id}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as RecordId;
}

const entry = (name: string, value: Json | undefined): readonly [string, Json][] => (value === undefined ? [] : [[name, value]]);

function eventOf(map: WebhookMap, payload: Json): string {
  if ('name' in map.event) return map.event.name;
  const said = scalarAt(payload, map.event.at);
  const event = Object.hasOwn(map.event.names, said) ? map.event.names[said] : undefined;
  if (event === undefined)
    throw refusal(
      'invalid',
      'webhook.event',
      `The endpoint knows no event for "${said.slice(0, 80)}".`,
      `该端点没有与“${said.slice(0, 80)}”对应的事件。`,
      map.event.at,
    );
  return event;
}

/** The value at a JSON pointer, by own members only. */
export function valueAt(payload: Json, at: string): Json | undefined {
  let value: Json | undefined = payload;
  for (const part of at.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = /^\d{1,6}$/.test(name) ? (value as readonly Json[])[Number(name)] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

function scalarAt(payload: Json, at: string): string {
  const value = valueAt(payload, at);
  if ((typeof value === 'string' && value !== '' && value.length <= 200) || typeof value === 'number') return String(value);
  throw new UserError('invalid', {
    code: 'webhook.payload',
    at,
    text: { en: `The payload needs a text or number at ${at}.`, 'zh-CN': `载荷在 ${at} 处需要文本或数字。` },
  });
}
