import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.js';
import { refuse } from './problems.js';

/** Hosts an admin has listed as `host` (any port) or `host:port`; for these alone the address check is left out. */
export class AllowedHosts {
  readonly #listed: ReadonlySet<string>;

  constructor(listed: readonly string[]) {
    this.#listed = new Set(listed.map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== ''));
  }

  /** `host` as in a URL (IPv6 with or without brackets); `port` never empty. */
  has(host: string, port: string): boolean {
    const name = plainHost(host);
    const shown = name.includes(':') ? `[${name}]` : name;
    return this.#listed.has(name) || this.#listed.has(shown) || this.#listed.has(`${shown}:${port}`);
  }
}

/** Without the brackets of IPv6 and the root's dot, lower case. */
export const plainHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');

export const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');

/**
 * Reads an address to call. The URL parser has already turned `0x7f.1`, `2130706433` and `0177.0.0.1` into dotted form.
 * Refused: other schemes than http and https, credentials in the URL, literal addresses that are not public.
 */
export function readTarget(address: string, allowed: AllowedHosts): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url) throw refuse('outbound.url', { en: 'This is not a web address.', 'zh-CN': '这不是有效的网址。' });
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse('outbound.scheme', { en: 'Only http and https addresses can be called.', 'zh-CN': '只能调用 http 和 https 地址。' });
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('outbound.credentials-in-url', {
      en: 'Keep credentials out of the address; store them as a secret.',
      'zh-CN': '请勿在网址中放置凭据，请将其保存为密钥。',
    });
  }
  if (plainHost(url.hostname) === '') throw refuse('outbound.url', { en: 'The address names no host.', 'zh-CN': '网址中没有主机名。' });
  if (isIP(plainHost(url.hostname)) !== 0 && !allowed.has(url.hostname, portOf(url))) checkAddress(plainHost(url.hostname), url.hostname);
  url.hash = '';
  return url;
}

/** Throws `outbound.address-refused` unless the address is public. The sentence names the host only, so that it is no map of the inner network. */
export function checkAddress(address: string, host: string): void {
  if (isPublicAddress(address)) return;
  throw refuse(
    'outbound.address-refused',
    {
      en: `"${plainHost(host)}" is not on the public internet. An admin can list it as an allowed host.`,
      'zh-CN': `“${plainHost(host)}”不在公共互联网上。管理员可以将其列为允许的主机。`,
    },
    'forbidden',
  );
}
