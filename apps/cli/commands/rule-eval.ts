import { isJsonObject, UserError, type Json } from '#kernel';
import { evaluateRule } from '#pipeline';
import type { CommandRun } from '../command.js';
import { parseJson } from '../input-files.js';

const MAX_LINE_BYTES = 8 * 1024 * 1024;

/** One answer a line, also for a blank one, in order; exit code 1 when any line gave an error. */
export const run: CommandRun = async ({ terminal }) => {
  let errors = 0;
  for await (const line of linesOf(terminal.stdin)) {
    const answer = answerOf(line);
    if ('error' in answer) errors += 1;
    terminal.out(JSON.stringify('error' in answer ? { error: answer.error } : answer.value));
  }
  return errors > 0 ? 1 : 0;
};

type LineAnswer = { readonly value: Json } | { readonly error: string };

/** `null` stands for a line over the cap. */
export function answerOf(line: string | null): LineAnswer {
  if (line === null) return { error: 'line.too-large' };
  try {
    const request = parseJson(line, 'line');
    if (!isJsonObject(request)) return { error: 'line.not-an-object' };
    if (!Object.hasOwn(request, 'rule')) return { error: 'line.rule-missing' };
    return { value: evaluateRule(request['rule'] ?? null, request['data'] ?? null) };
  } catch (error) {
    return { error: error instanceof UserError ? error.code : 'rule.value' };
  }
}

/** Lines of a UTF-8 stream; one that is too long comes as `null` and is not kept in memory. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncIterable<string | null> {
  const decoder = new TextDecoder();
  let rest = '';
  let tooLong = false;
  for await (const chunk of input) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      yield tooLong || part.length > MAX_LINE_BYTES ? null : part;
      tooLong = false;
    }
    if (rest.length > MAX_LINE_BYTES) {
      tooLong = true;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest !== '' || tooLong) yield tooLong ? null : rest;
}
