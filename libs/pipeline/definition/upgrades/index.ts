import { fail, isJsonObject, ok } from '#kernel';
import type { Json, JsonObject, Problem, Result } from '#kernel';
import { copyPlainJson } from '../plain-json.js';
import { Reader, shown } from '../reader.js';
import { afterAsList } from './0001-after-as-list.js';
import type { Upgrade } from './upgrade.js';

export type { Upgrade };

/** In order; each begins where the one before ends. */
export const UPGRADES: readonly Upgrade[] = [afterAsList];

export const CURRENT_FORMAT = 'millrace/1';

const MAX_DOCUMENT_BYTES = 1_048_576;

/**
 * The document in the current format; one that already has it comes back unchanged. An unknown format is a problem.
 * Stored versions are never rewritten: they are upgraded when read.
 */
export function upgradeDocument(input: unknown): Result<JsonObject, readonly Problem[]> {
  const reader = new Reader();
  const copy = copyPlainJson(input, MAX_DOCUMENT_BYTES, reader);
  if (!copy || reader.problems.length > 0) return fail(reader.problems);
  if (!isJsonObject(copy.value)) {
    reader.wrongKind(copy.value, '', 'an object', '对象');
    return fail(reader.problems);
  }
  const upgraded = upgradeCopy(copy.value);
  return upgraded.ok ? ok(upgraded.value as JsonObject) : upgraded;
}

/** The same for a value that is already a private copy; what is no object, or has no format, is left to the parser. */
export function upgradeCopy(value: Json): Result<Json, readonly Problem[]> {
  if (!isJsonObject(value) || value['format'] === undefined) return ok(value);
  let document: JsonObject = value;
  for (const upgrade of UPGRADES) if (document['format'] === upgrade.from) document = upgrade.apply(document);
  if (document['format'] === CURRENT_FORMAT) return ok(document);
  const known = [...UPGRADES.map(({ from }) => from), CURRENT_FORMAT];
  return fail([
    {
      code: 'format.unknown',
      at: '/format',
      text: { en: `This is not a format that can be read; known: ${known.join(', ')}.`, 'zh-CN': `无法读取此格式；可用：${known.join('、')}。` },
      got: shown(value['format']),
      expected: CURRENT_FORMAT,
    },
  ]);
}
