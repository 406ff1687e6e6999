import { ok, type Result, type Text } from '#kernel';
import type { PipelineDocument } from '#pipeline';

/** Why a command was not done, in a sentence for whoever made the gesture. */
export interface Refusal {
  readonly code: string;
  readonly text: Text;
}

/** The document after a command, or why there is none. The document that went in is never changed. */
export type Outcome = Result<PipelineDocument, Refusal>;

export const done = (document: PipelineDocument): Outcome => ok(document);
export const refuse = (code: string, en: string, zh: string): { readonly ok: false; readonly error: Refusal } => ({
  ok: false,
  error: { code, text: { en, 'zh-CN': zh } },
});

export const noState = (id: string): { readonly ok: false; readonly error: Refusal } =>
  refuse('state.unknown', `There is no state "${id}".`, `没有状态“${id}”。`);
export const noTransition = (): { readonly ok: false; readonly error: Refusal } =>
  refuse('transition.unknown', 'This transition is no longer there.', '该转换已不存在。');
export const noEntry = (): { readonly ok: false; readonly error: Refusal } => refuse('entry.unknown', 'This is no longer there.', '该项已不存在。');
