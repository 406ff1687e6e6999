import { open } from 'node:fs/promises';
import { parse } from 'secure-json-parse';
import type { Json } from '#kernel';
import { UserError } from '#kernel';
import { firstBadOffset, placeOf } from './json-place.js';
import { WrongUse } from './terminal.js';

/** The document cap plus room for layout. */
export const DOCUMENT_MAX_BYTES = 4 * 1024 * 1024;
/** Deepest nesting of JSON in a file; what walks a value may recurse this far. */
const MAX_DEPTH = 256;
export const EVENTS_MAX_BYTES = 64 * 1024 * 1024;

/**
 * A JSON file as a value. A BOM is allowed. Throws WrongUse when the file cannot be read, UserError (`json.syntax` with
 * line and column, `json.depth`, `json.forbidden-key`, `file.too-large`, `file.encoding`) when its content is wrong.
 */
export async function readJsonFile(path: string, maxBytes: number = DOCUMENT_MAX_BYTES): Promise<Json> {
  return parseJson(await readTextFile(path, maxBytes), path);
}

/** A UTF-8 text file of at most `maxBytes`, without its BOM. */
export async function readTextFile(path: string, maxBytes: number): Promise<string> {
  const bytes = await readBytes(path, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError('malformed', {
      code: 'file.encoding',
      at: '',
      text: { en: `${path} is not UTF-8 text.`, 'zh-CN': `${path} 不是 UTF-8 文本。` },
    });
  }
}

/** The bytes of a file of at most `maxBytes`; a pipe is read up to the limit. */
export async function readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  let file;
  try {
    file = await open(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw tooLarge(path, maxBytes);
    // A pipe or device tells no size: it is read up to the limit, not to its end.
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>) {
      parts.push(part);
      length += part.length;
      if (length > maxBytes) throw tooLarge(path, maxBytes);
    }
    return Buffer.concat(parts);
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(path, error);
  } finally {
    await file.close();
  }
}

const tooLarge = (path: string, maxBytes: number): UserError =>
  new UserError('too-large', {
    code: 'file.too-large',
    at: '',
    text: {
      en: `${path} is larger than ${Math.floor(maxBytes / 1024)} KiB.`,
      'zh-CN': `${path} 超过 ${Math.floor(maxBytes / 1024)} KiB。`,
    },
  });

/** The sentence for a file that is not there or may not be read. */
export function unreadable(path: string, error: unknown): WrongUse {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const why: Record<string, readonly [string, string]> = {
    ENOENT: ['there is no such file', '没有这个文件'],
    EISDIR: ['it is a folder', '这是一个文件夹'],
    EACCES: ['it may not be read', '没有读取权限'],
    ENOTDIR: ['there is no such file', '没有这个文件'],
  };
  const [en, zh] = why[code] ?? [`it cannot be read (${code || 'unknown reason'})`, `无法读取（${code || '原因不明'}）`];
  return new WrongUse({ en: `Cannot read ${path}: ${en}.`, 'zh-CN': `无法读取 ${path}：${zh}。` });
}

/** JSON text as a value; `name` stands in the sentence of the error. */
export function parseJson(text: string, name: string): Json {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    JSON.parse(bare);
  } catch {
    throw badSyntax(bare, name);
  }
  if (depthOf(bare) > MAX_DEPTH)
    throw new UserError('malformed', {
      code: 'json.depth',
      at: '',
      text: { en: `${name} nests more than ${MAX_DEPTH} deep.`, 'zh-CN': `${name} 的嵌套超过 ${MAX_DEPTH} 层。` },
    });
  try {
    return parse(bare, { protoAction: 'error', constructorAction: 'error' }) as Json;
  } catch {
    throw new UserError('malformed', {
      code: 'json.forbidden-key',
      at: '',
      text: {
        en: `${name} holds a key that is never allowed ("__proto__" or "constructor.prototype").`,
        'zh-CN': `${name} 含有禁止使用的键（“__proto__”或“constructor.prototype”）。`,
      },
    });
  }
}

function badSyntax(text: string, name: string): UserError {
  const offset = firstBadOffset(text);
  const { line, column } = placeOf(text, offset);
  const found = offset >= text.length ? null : JSON.stringify(text[offset]);
  return new UserError('malformed', {
    code: 'json.syntax',
    at: '',
    got: { line, column },
    text: found
      ? {
          en: `${name} is not JSON: line ${line}, column ${column}: ${found} cannot stand here.`,
          'zh-CN': `${name} 不是有效的 JSON：第 ${line} 行第 ${column} 列不应出现 ${found}。`,
        }
      : {
          en: `${name} is not JSON: it ends too early (line ${line}, column ${column}).`,
          'zh-CN': `${name} 不是有效的 JSON：内容不完整（第 ${line} 行第 ${column} 列）。`,
        },
  });
}

/** How deep well-formed JSON nests; brackets inside texts do not count. */
function depthOf(text: string): number {
  let [depth, deepest, inText] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inText && sign === '\\') at += 1;
    else if (sign === '"') inText = !inText;
    else if (!inText && (sign === '[' || sign === '{')) deepest = Math.max(deepest, (depth += 1));
    else if (!inText && (sign === ']' || sign === '}')) depth -= 1;
  }
  return deepest;
}
