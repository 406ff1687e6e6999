import { ApiProblem } from '../api/problem.js';

/** What the engine found wrong with single fields, by their names; empty for any other problem. */
export function fieldProblems(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const { problems, pointer, detail } = error.details;
  const found: Record<string, string> = {};
  for (const one of problems ?? [{ pointer, detail }]) {
    const name = /^\/fields\/([^/]+)/.exec(one.pointer)?.[1];
    if (name !== undefined) found[name] ??= one.detail;
  }
  return found;
}

/** What is wrong apart from single fields, as a sentence; null when every problem belongs to a field shown. */
export function otherProblem(error: unknown, shown: readonly string[]): string | null {
  if (!(error instanceof ApiProblem)) return null;
  if (error.reasons.length > 0) return error.reasons.map(({ text }) => text).join(' ');
  const ofFields = Object.keys(fieldProblems(error));
  return ofFields.length > 0 && ofFields.every((name) => shown.includes(name)) ? null : error.details.detail;
}
