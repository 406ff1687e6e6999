import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { AllowedHosts, checkAddress, plainHost } from './target.js';

/** Resolves a name to every address it has. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: 4 | 6 }[]>;

/** The machine's own resolver (hosts file, then DNS). */
export const systemResolve: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, found) => {
      if (error) reject(error);
      else resolve(found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })));
    });
  });

/**
 * Connections of the outbound port. The address that is checked is the address that is connected to: the check sits
 * inside the lookup of the connection itself, so a name that answers differently the second time gains nothing. One
 * address that is not public refuses the name altogether. Takes no proxy from the environment.
 */
export function guardedAgent(allowed: AllowedHosts, resolve: Resolve, timeoutMs: number): Agent {
  const limits = { timeout: timeoutMs, allowH2: false };
  const open = buildConnector({ ...limits, lookup: lookupWith(resolve, () => undefined) });
  const guarded = buildConnector({ ...limits, lookup: lookupWith(resolve, checkAddress) });
  return new Agent({
    connect(options, callback) {
      const port = options.port || (options.protocol === 'https:' ? '443' : '80');
      if (allowed.has(options.hostname, port)) return open(options, callback);
      const host = plainHost(options.hostname);
      try {
        if (isIP(host) !== 0) checkAddress(host, host);
      } catch (error) {
        return callback(error as Error, null);
      }
      return guarded(options, callback);
    },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 4000,
  });
}

function lookupWith(resolve: Resolve, check: (address: string, host: string) => void): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        try {
          for (const { address } of found) check(address, host);
        } catch (error) {
          return callback(error as NodeJS.ErrnoException, '', 4);
        }
        const [first] = found;
        if (!first) return callback(Object.assign(new Error(`no address for ${host}`), { code: 'ENOTFOUND' }), '', 4);
        return options.all
          ? callback(
              null,
              found.map((one) => ({ ...one })),
            )
          : callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 4),
    );
  };
}
