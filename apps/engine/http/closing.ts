import type { Server } from 'node:http';

const IDLE_EVERY_MS = 100;
/** For requests that are not answered by then; less than the ten seconds after which most platforms kill. */
const LONGEST_MS = 8_000;

/**
 * Lets a server's connections go, while it closes: each answer from now on ends its connection, as an idle one does.
 * Without it a client that keeps asking on an open connection would keep a closing server alive for ever. Resolves when
 * `close` does; what is not answered after eight seconds is cut off.
 */
export async function partWithClients(server: Server, close: () => Promise<void>): Promise<void> {
  server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_EVERY_MS);
  const late = setTimeout(() => server.closeAllConnections(), LONGEST_MS);
  try {
    await close();
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}
