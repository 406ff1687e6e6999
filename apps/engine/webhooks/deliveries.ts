import { createHash } from 'node:crypto';
import type { WebhookRow, Workspace } from '#access';
import type { RecordWrites } from '#crm';
import { isJsonObject, type Json, type JsonObject, type RecordId, type RunId, UserError, type WorkspaceId } from '#kernel';
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

export type MapParts = Omit<WebhookMap, 'title'>;
interface Where {
  readonly workspace: WorkspaceId;
  readonly pipeline: string;
}
interface Found {
  readonly object: string;
  readonly value: string;
  /** What the payload has of the mapped fields. */
  readonly sent: JsonObject;
  /** Of these, what is written: retired fields are passed over. */
  readonly fields: JsonObject;
  readonly record: RecordId | null;
}
/** What a delivery would do. */
export interface Foreseen {
  readonly value: string;
  readonly record: { readonly id: string; readonly name: string | null } | null;
  readonly outcome: 'event' | 'create' | 'no-record' | 'no-run';
  readonly event: string;
  readonly runId: string | null;
  readonly fields: JsonObject;
  readonly missing: string[];
}
type Taken = { readonly recordId: string | null; readonly runId: string | null };

/** Turns signed deliveries into events of runs, or into new records with a run, through the one door. */
export class Deliveries {
  constructor(
    private readonly runtime: Runtime,
    private readonly library: PipelineLibrary,
    private readonly reads: PgRunReads,
    private readonly records: {
      readonly writes: RecordWrites;
      readonly ids: { next(): string };
      readonly names: (workspace: WorkspaceId, records: readonly RecordId[]) => Promise<ReadonlyMap<string, string>>;
    },
  ) {}

  /** @throws UserError `webhook.payload` when a place of the map is not there, `record.not-found`, `run.none-open`; what the door throws. */
  async take(delivery: Delivery, payload: Json): Promise<Taken> {
    const map = delivery.webhook.map as unknown as WebhookMap;
    const at = { workspace: delivery.workspace.id, pipeline: delivery.webhook.pipeline };
    const found = await this.find(at, map, payload);
    // A second delivery of what made the record goes the same way again; the door repeats its first answers.
    if (found.record === null || found.record === idOf(delivery)) return this.create(delivery, map, found);
    const event = eventOf(map, payload);
    const run = await this.openRun(at, found.record);
    if (run === null) throw refusal('conflict', 'run.none-open', 'The record has no run in this pipeline.', '该记录在此流程中没有运行。');
    await this.send(delivery, { kind: 'run.event', runId: run, event, payload, fields: found.fields }, '');
    return { recordId: found.record, runId: run };
  }

  /** What `take` would do with a payload. Nothing is written. @throws UserError `webhook.payload`, `webhook.event`. */
  async foresee(at: Where, map: MapParts, payload: Json): Promise<Foreseen> {
    const { value, sent, fields, record } = await this.find(at, map, payload);
    const event = eventOf(map, payload);
    const missing = Object.keys(map.fields ?? {}).filter((name) => !Object.hasOwn(sent, name));
    const told = { value, event, fields, missing };
    if (record === null) return { ...told, record, runId: null, outcome: map.create ? 'create' : 'no-record' };
    const runId = await this.openRun(at, record);
    const name = (await this.records.names(at.workspace, [record])).get(record) ?? null;
    return { ...told, record: { id: record, name }, runId, outcome: runId === null ? 'no-run' : 'event' };
  }

  private async find(at: Where, map: MapParts, payload: Json): Promise<Found> {
    const { object } = await this.library.head(at.workspace, at.pipeline);
    const value = scalarAt(payload, map.match.at);
    const sent = Object.fromEntries(Object.entries(map.fields ?? {}).flatMap(([name, place]) => (place === '' ? [] : entry(name, valueAt(payload, place)))));
    const fields = await this.records.writes.withoutRetired(at.workspace, object, sent);
    const record = await this.reads.find(at.workspace, object, { field: map.match.field, value });
    return { object, value, sent, fields, record };
  }

  /** The newest run of the record in the pipeline. */
  private async openRun({ workspace, pipeline }: Where, record: RecordId): Promise<RunId | null> {
    const [run] = await this.reads.runs(workspace, { pipeline, record, status: null, stage: null, outcome: null, after: null, limit: 1 });
    return run?.id ?? null;
  }

  private async create(delivery: Delivery, map: WebhookMap, found: Found): Promise<Taken> {
    if (!map.create) throw refusal('not-found', 'record.not-found', 'No record has this key.', '没有具有此键的记录。', map.match.at);
    const workspace = delivery.workspace.id;
    const isExternal = map.match.field === 'external';
    const fields = isExternal ? found.fields : { ...found.fields, [map.match.field]: found.value };
    const command = await this.records.writes.create(workspace, found.object, { fields, externalKey: isExternal ? found.value : null });
    const made = await this.send(delivery, { ...command, recordId: idOf(delivery) }, '#record');
    const recordId = (made.kind === 'applied' ? made.recordId : null) ?? idOf(delivery);
    const started = await this.send(
      delivery,
      { kind: 'run.start', runId: this.records.ids.next() as RunId, recordId: recordId as RecordId, pipeline: delivery.webhook.pipeline, vars: {}, at: null },
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

function eventOf(map: MapParts, payload: Json): string {
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
