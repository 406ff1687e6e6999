import { fail, inLocale, ok, type Json, type Locale, type Problem, type Result, type Text } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { openDocument } from '../../document/index.js';

/** A document read from a file, and what of it could not be carried over. */
export interface Imported {
  readonly document: PipelineDocument;
  readonly lost: readonly Text[];
}

/** A pipeline document, or an XState machine, as a pipeline. Loads the reader of XState only for a machine. */
export async function importText(text: string, into: PipelineDocument): Promise<Result<Imported, readonly Problem[]>> {
  const value = parsed(text);
  if (value === undefined) return fail([{ code: 'file.not-json', at: '', text: { en: 'It is not JSON.', 'zh-CN': '内容不是 JSON。' } }]);
  const isPipeline = typeof value === 'object' && value !== null && 'format' in value;
  if (isPipeline) {
    const opened = openDocument(value);
    return opened.ok ? ok({ document: adopted(opened.value, into), lost: [] }) : opened;
  }
  const { importXState } = await import('#pipeline');
  const imported = importXState(value);
  if (!imported.ok) return imported;
  const opened = openDocument(imported.value.document as unknown as Json);
  return opened.ok ? ok({ document: adopted(opened.value, into), lost: imported.value.lost.map((item) => item.text) }) : opened;
}

/** The draft keeps its own key and object: they are what its runs and its board are found by. */
const adopted = (document: PipelineDocument, { key, object }: PipelineDocument): PipelineDocument => ({ ...document, key, object });

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export type TextFormat = 'xstate' | 'mermaid';

/** The document in another language of statecharts, or why it cannot be said in it. */
export async function exportText(
  document: PipelineDocument,
  format: TextFormat,
  locale: Locale,
): Promise<Result<{ readonly text: string; readonly lost: readonly Text[] }, string>> {
  const { exportMermaid, exportXState, parsePipeline } = await import('#pipeline');
  const definition = parsePipeline(document);
  if (!definition.ok) return fail(definition.error.map(({ text }) => inLocale(text, locale)).join(' '));
  if (format === 'mermaid') return ok({ text: exportMermaid(definition.value, locale), lost: [] });
  const { machine, lost } = exportXState(definition.value);
  return ok({ text: JSON.stringify(machine, null, 2), lost: lost.map((item) => item.text) });
}
