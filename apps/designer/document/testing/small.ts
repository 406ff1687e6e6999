import { isJsonObject, type Json } from '#kernel';
import type { PipelineDocument, StateDocument } from '#pipeline';
import { applyCommand, type Command } from '../commands/index.js';

/** A document with these states; entering leads to the first. */
export const small = (states: Readonly<Record<string, StateDocument>>, more: Partial<PipelineDocument> = {}): PipelineDocument => ({
  format: 'millrace/1',
  key: 'small',
  object: 'deal',
  title: { en: 'Small', 'zh-CN': '小' },
  initial: Object.keys(states)[0] ?? '',
  states,
  ...more,
});

/** The document after a command; throws with the reason when it is refused. */
export function after(document: PipelineDocument, command: Command): PipelineDocument {
  const outcome = applyCommand(document, command);
  if (!outcome.ok) throw new Error(outcome.error.text.en);
  return outcome.value;
}

/** The code of the refusal, or `done`. */
export function answerTo(document: PipelineDocument, command: Command): string {
  const outcome = applyCommand(document, command);
  return outcome.ok ? 'done' : outcome.error.code;
}

/** What differs, as `pointer: after` lines. */
export function differences(before: Json, now: Json, at = ''): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(now)) return [];
  if (!isJsonObject(before) || !isJsonObject(now)) return [`${at}: ${JSON.stringify(now) ?? 'gone'}`];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return keys.flatMap((key) => differences((before[key] ?? undefined) as Json, (now[key] ?? undefined) as Json, `${at}/${key}`));
}
