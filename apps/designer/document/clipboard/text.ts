import { fail, isJsonObject, ok, type Json, type Problem, type Result, type Text } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import { openDocument } from '../tree/shape.js';
import { FRAGMENT_FORMAT, fragmentOf, type Fragment } from './fragment.js';

/** A selection as JSON text for the system's clipboard. */
export const copyText = (document: PipelineDocument, ids: readonly string[]): string => JSON.stringify(fragmentOf(document, ids), null, 2);

/** Larger texts are not looked at. */
const MAX_TEXT = 1_048_576;

const problem = (code: string, at: string, text: Text): Result<never, readonly Problem[]> => fail([{ code, at, text }]);

/**
 * Reads what was pasted: a fragment, or a whole pipeline document, of which all states are meant. Otherwise what is wrong, with its
 * place in the text that was pasted.
 */
export function parseFragment(text: string): Result<Fragment, readonly Problem[]> {
  if (text.length > MAX_TEXT) return problem('fragment.too-large', '', { en: 'The text is longer than 1 MB.', 'zh-CN': '文本超过 1 MB。' });
  const value = parseJson(text);
  if (!isJsonObject(value))
    return problem('fragment.not-json', '', {
      en: 'This is not JSON text of states. Copy states in a pipeline and paste them here.',
      'zh-CN': '这不是状态的 JSON 文本。请在流程中复制状态后粘贴到此处。',
    });
  const { format, states, layout } = value;
  if (format !== FRAGMENT_FORMAT && !(typeof format === 'string' && format.startsWith('millrace/')))
    return problem('fragment.format', '/format', {
      en: `The format must be ${FRAGMENT_FORMAT} or that of a pipeline.`,
      'zh-CN': `格式须为 ${FRAGMENT_FORMAT} 或流程文档格式。`,
    });
  if (!isJsonObject(states) || Object.keys(states).length === 0)
    return problem('fragment.empty', '/states', { en: 'There are no states in it.', 'zh-CN': '其中没有状态。' });
  const carrier = { format: 'millrace/1', key: 'fragment', object: 'fragment', title: { en: 'Fragment' }, states, ...(layout === undefined ? {} : { layout }) };
  const opened = openDocument(carrier);
  return opened.ok
    ? ok(
        fragmentOf(
          opened.value,
          Object.entries(opened.value.states).map(([key, state]) => state.id ?? key),
        ),
      )
    : opened;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
