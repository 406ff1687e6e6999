import { fail, isJsonObject, ok, type Json, type Problem, type Result, type Text } from '#kernel';
import { importXState, type LostItem, type PipelineDocument } from '#pipeline';
import { openDocument } from '../document/index.js';

const KEY = /^[a-z0-9][a-z0-9_-]{0,79}$/;
export const isPipelineKey = (text: string): boolean => KEY.test(text);

/** A key that no pipeline has, near a title. */
export function freshPipelineKey(title: string, taken: readonly string[]): string {
  const wished =
    title
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'pipeline';
  if (!taken.includes(wished)) return wished;
  for (let n = 2; ; n++) if (!taken.includes(`${wished}-${n}`)) return `${wished}-${n}`;
}

export interface Identity {
  readonly key: string;
  readonly title: Text;
}

/** The document under another key and title; steps that start or signal the old one follow. */
export function asPipeline(document: PipelineDocument, { key, title }: Identity): PipelineDocument {
  const renamed = document.key === key ? document : (renamedIn(document as unknown as Json, document.key, key) as unknown as PipelineDocument);
  return { ...renamed, key, title };
}

/** Exchanges the pipeline that steps name: `{ do: "run.signal", with: { pipeline } }`. */
function renamedIn(value: Json, from: string, to: string): Json {
  if (Array.isArray(value)) return value.map((member: Json) => renamedIn(member, from, to));
  if (!isJsonObject(value)) return value;
  const isStep = value['do'] === 'run.start' || value['do'] === 'run.signal';
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (isStep && name === 'with' && isJsonObject(member) && member['pipeline'] === from) return [name, { ...member, pipeline: to }];
      return [name, renamedIn(member, from, to)];
    }),
  );
}

/** The smallest pipeline that has a board: one open stage, and an end for better and for worse. */
export const emptyDocument = (identity: Identity, object: string): PipelineDocument => ({
  format: 'millrace/1',
  key: identity.key,
  object,
  title: identity.title,
  initial: 'open',
  states: {
    open: {
      stage: true,
      probability: 0.3,
      title: { en: 'Open', 'zh-CN': '进行中' },
      on: { win: { target: 'won', title: { en: 'Win', 'zh-CN': '赢得' } }, lose: { target: 'lost', title: { en: 'Lose', 'zh-CN': '失去' } } },
    },
    won: { type: 'final', stage: true, outcome: 'won', title: { en: 'Won', 'zh-CN': '赢得' } },
    lost: { type: 'final', stage: true, outcome: 'lost', title: { en: 'Lost', 'zh-CN': '失去' } },
  },
});

export interface Imported {
  readonly what: 'pipeline' | 'machine';
  readonly document: PipelineDocument;
  readonly lost: readonly LostItem[];
}

/** What a text of JSON says: a pipeline document, or a machine of XState. */
export function readImport(text: string): Result<Imported, readonly Problem[]> {
  const json = parsed(text);
  if (!json) return fail([{ code: 'json.form', at: '', text: { en: 'This is not JSON.', 'zh-CN': '不是有效的 JSON。' } }]);
  if (isJsonObject(json.value) && typeof json.value['format'] === 'string') {
    const opened = openDocument(json.value);
    return opened.ok ? ok({ what: 'pipeline', document: opened.value, lost: [] }) : opened;
  }
  const machine = importXState(json.value);
  return machine.ok ? ok({ what: 'machine', ...machine.value }) : machine;
}

function parsed(text: string): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}
