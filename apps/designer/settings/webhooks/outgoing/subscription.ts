import { inLocale, type JsonObject, type Text } from '#kernel';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import { stagesOf } from '../../../pipelines/stages-of.js';
import { freshKey } from '../../../rules/draft-rule.js';

/** When another system is told: every stage, the start, the end, or one stage by its id. */
export type Moment = 'any' | 'started' | 'ended' | `stage:${string}`;

export interface Subscribed {
  readonly moments: readonly Moment[];
  readonly url: string;
  readonly secret: string;
  readonly type: string;
  /** Of the record; the one that names it is always sent. */
  readonly fields: readonly string[];
}

interface Told {
  readonly kind: 'started' | 'ended' | 'entered';
  readonly state: string;
  readonly title: Text;
}

/** A rule of some pipeline that sends a webhook, with what its first such step says. */
export interface Subscription {
  readonly pipeline: string;
  readonly revision: number;
  readonly rule: AttachedRuleDocument;
  readonly url: string;
  readonly type: string;
  readonly secret: string;
}

/** One rule a moment, each with a key of its own. An end that is a stage too is told once. */
export function rulesOf(
  document: PipelineDocument,
  given: Subscribed,
  around: { readonly nameField: string; readonly taken: readonly string[] },
): readonly AttachedRuleDocument[] {
  const taken = [...around.taken];
  return toldIn(document, given.moments).map(({ kind, state, title }) => {
    const key = freshKey(`tell ${hostOf(given.url)} ${kind === 'started' ? kind : state}`, taken);
    taken.push(key);
    const fields = Object.fromEntries([...new Set([around.nameField, ...given.fields])].map((name) => [name, { var: `record.${name}` }]));
    const data: JsonObject = { moment: kind, state, at: { var: 'now' }, fields };
    return {
      key,
      pipeline: document.key,
      title: named(kind, hostOf(given.url), title),
      on: { enter: state },
      // A first state may be entered again later: only the start itself is meant.
      ...(kind === 'started' ? { when: { '==': [{ var: 'event.name' }, 'started'] } } : {}),
      do: [{ do: 'webhook.send', with: { url: given.url, secret: given.secret, type: given.type, data } }],
    };
  });
}

function named(kind: Told['kind'], host: string, state: Text): Text {
  if (kind === 'started') return { en: `Tell ${host}: a run starts`, 'zh-CN': `通知 ${host}：运行开始` };
  return { en: `Tell ${host}: “${inLocale(state, 'en')}”`, 'zh-CN': `通知 ${host}：“${inLocale(state, 'zh-CN')}”` };
}

function toldIn(document: PipelineDocument, moments: readonly Moment[]): readonly Told[] {
  const stages = stagesOf(document).map(({ id, title }): Told => ({ kind: 'entered', state: id, title }));
  const entered = moments.includes('any') ? stages : stages.filter(({ state }) => moments.includes(`stage:${state}`));
  const started = moments.includes('started') ? [startOf(document)] : [];
  const ended = moments.includes('ended') ? endsOf(document).filter(({ state }) => entered.every((one) => one.state !== state)) : [];
  return [...started, ...entered, ...ended];
}

function startOf({ initial, states }: PipelineDocument): Told {
  const [first = Object.keys(states)[0] ?? ''] = typeof initial === 'string' ? [initial] : (initial ?? []);
  return { kind: 'started', state: first, title: { en: first } };
}

const endsOf = ({ states }: PipelineDocument): readonly Told[] =>
  Object.entries(states).flatMap(([key, { type, id = key, title = { en: key } }]) => (type === 'final' ? [{ kind: 'ended', state: id, title }] : []));

/** The rules among these that send a webhook. */
export function subscriptionsIn(pipeline: string, revision: number, rules: readonly AttachedRuleDocument[]): readonly Subscription[] {
  return rules.flatMap((rule) => {
    const step = rule.do?.find((action) => action.do === 'webhook.send');
    if (!step) return [];
    const { url, type, secret } = (step.with ?? {}) as { readonly url?: unknown; readonly type?: unknown; readonly secret?: unknown };
    return [{ pipeline, revision, rule, url: textOf(url), type: textOf(type), secret: textOf(secret) }];
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Host and port of an address; the text itself where it is none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** Whether an address may be told: https, or plain http on this machine. What the engine lets out is the engine's to say. */
export function isAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

/** Whether a secret may be sent to the host of an address: it was made for the host, or for the host with that port. */
export function isFor(hosts: readonly string[], url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, port, protocol } = new URL(url);
  return hosts.includes(hostname) || hosts.includes(`${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`);
}

/** A name that no secret has, near the host. */
export const secretName = (url: string, taken: readonly string[]): string => freshKey(`to ${hostOf(url)}`, taken);

/** The form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export const newSigningSecret = (): string => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;
