import type { Duplex } from 'node:stream';
import { problemType } from '#contracts';

const REFUSALS: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'Address and headers are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request did not arrive in time.'],
};
const MALFORMED = [400, 'Bad Request', 'This is not HTTP.'] as const;

/** Answers what cannot be read as HTTP at all, in the form of every other error (in English: no header was read). The connection ends. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Duplex): void {
  const started = (socket as { _httpMessage?: { headersSent?: boolean } })._httpMessage?.headersSent === true;
  if (!socket.writable || started || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, title, detail] = REFUSALS[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({ type: problemType('request'), title, status, code: 'request', pointer: '', detail });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
