import { MAX_JSON_DEPTH } from '#contracts';
import { UserError } from '#kernel';
import type { NextFunction, Response } from 'express';
import secureJson from 'secure-json-parse';
import type { EngineRequest } from './request.js';
import { refusal, UnsupportedBody } from './refusals.js';

/** 1 MB of document in its envelope. */
export const MAX_BODY_BYTES = 1_048_576 + 1024;
/** A CSV file that is sent whole. */
const MAX_IMPORT_BYTES = 10 * 1_048_576;
/** Files held at the same time, before anybody has looked who sends them. */
const MOST_IMPORT_BODIES = 4;
let importBodies = 0;

const isImport = ({ method, path }: EngineRequest): boolean => method === 'POST' && path === '/api/v1/imports';
/** The file of an imported model: what it may hold at most is said by the operation. */
const isModel = ({ method, path }: EngineRequest): boolean => method === 'POST' && /^\/api\/v1\/(?:onnx\/look|models\/[^/]+\/onnx)$/.test(path);
const isFile = (request: EngineRequest): boolean => isImport(request) || isModel(request);

/** Reads a JSON body: size, kind, encoding, depth and hostile names are refused before anybody looks at it. */
export function readBody(request: EngineRequest, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS' || !hasBody(request)) {
    next();
    return;
  }
  const limit = limitFor(request, response);
  collect(request, limit)
    .then((bytes) => {
      request.rawBody = bytes;
      request.body = bytes.length === 0 ? undefined : parse(request, bytes);
      next();
    })
    .catch((error: unknown) => {
      // What is left of the body is not read: the connection cannot be used again.
      if (!request.complete) response.setHeader('Connection', 'close');
      next(error);
    });
}

const hasBody = (request: EngineRequest): boolean => request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/** How much may be sent; a large body has a place of its own until its request is answered, while there are places. */
function limitFor(request: EngineRequest, response: Response): number {
  if (!isFile(request) || importBodies >= MOST_IMPORT_BODIES) return MAX_BODY_BYTES;
  importBodies += 1;
  response.once('close', () => (importBodies -= 1));
  return MAX_IMPORT_BYTES;
}

function collect(request: EngineRequest, limit: number): Promise<Buffer> {
  const tooLarge = (): UserError => tooLargeFor(request, limit);
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        request.pause();
        reject(tooLarge());
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(cutOff()));
    request.on('aborted', () => reject(cutOff()));
  });
}

function parse(request: EngineRequest, bytes: Buffer): unknown {
  const type = /^application\/json\s*(?:;\s*charset\s*=\s*"?([\w-]+)"?\s*)?$/i.exec(request.headers['content-type'] ?? '');
  const charset = type?.[1]?.toLowerCase() ?? 'utf-8';
  if (!type || (charset !== 'utf-8' && charset !== 'utf8') || (request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new UnsupportedBody();
  const text = decode(bytes);
  if (depthOf(text) > MAX_JSON_DEPTH)
    throw refusal('malformed', 'body.depth', `JSON nests at most ${MAX_JSON_DEPTH} deep.`, `JSON 最多嵌套 ${MAX_JSON_DEPTH} 层。`);
  try {
    return secureJson.parse(text, undefined, { protoAction: 'error', constructorAction: 'error' });
  } catch (error) {
    if (error instanceof SyntaxError && /prototype/.test(error.message))
      throw refusal(
        'malformed',
        'body.prototype',
        'The names __proto__ and constructor.prototype are refused.',
        '不接受 __proto__ 和 constructor.prototype 这样的名称。',
      );
    throw refusal('malformed', 'body.json', 'The body is not JSON.', '请求体不是有效的 JSON。');
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal('malformed', 'body.encoding', 'The body is not UTF-8.', '请求体不是 UTF-8 编码。');
  }
}

/** Deepest nesting of brackets outside of texts; no parser has to survive it first. */
export function depthOf(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 92) i += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 93 || code === 125) depth -= 1;
  }
  return deepest;
}

function tooLargeFor(request: EngineRequest, limit: number): UserError {
  if (!isFile(request)) return refusal('too-large', 'body.too-large', 'A body has at most 1 MB.', '请求体最多 1 MB。');
  if (limit === MAX_IMPORT_BYTES && isModel(request))
    return refusal('too-large', 'body.too-large', 'The file of a model has at most 5 MB.', '模型文件最多 5 MB。');
  if (limit === MAX_IMPORT_BYTES)
    return refusal(
      'too-large',
      'body.too-large',
      'A file has at most 10 MB here: split it, or use `millrace import`.',
      '此处文件最多 10 MB：请拆分文件，或使用 `millrace import`。',
    );
  return refusal('too-many', 'import.busy', 'Several files are being sent at this moment: try again.', '此刻正在接收多个文件：请重试。', '', 2000);
}
const cutOff = (): UserError => refusal('malformed', 'body.cut-off', 'The body ended early.', '请求体不完整。');
