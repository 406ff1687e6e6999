import { createHash } from 'node:crypto';
import { script } from './script/script.js';
import { base } from './style/base.js';
import { docs } from './style/docs.js';
import { parts } from './style/parts.js';

export interface Asset {
  readonly type: string;
  readonly body: string;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0a6c74"/><g fill="none" stroke="#fff" stroke-width="1.800" stroke-linecap="round"><circle cx="16" cy="13" r="7.500"/><path d="M16 5.500v15M8.500 13h15M10.700 7.700l10.600 10.600M21.300 7.700L10.700 18.300"/><path d="M4 25.500c3-2.500 5-2.500 8 0s5 2.500 8 0 5-2.500 8 0"/></g></svg>`;
const STYLE = [base, parts, docs].join('\n');

/** The address names the content, so it may be kept for ever. */
const named = (name: string, body: string, ending: string): string =>
  `/assets/${name}-${createHash('sha256').update(body).digest('hex').slice(0, 10)}.${ending}`;

export const STYLE_PATH = named('millrace', STYLE, 'css');
export const SCRIPT_PATH = named('millrace', script, 'js');
export const ICON_PATH = named('icon', ICON, 'svg');

/** Files of the pages by their address; serve them with `Cache-Control: public, max-age=31536000, immutable`. */
export const assets: ReadonlyMap<string, Asset> = new Map([
  [STYLE_PATH, { type: 'text/css; charset=utf-8', body: STYLE }],
  [SCRIPT_PATH, { type: 'text/javascript; charset=utf-8', body: script }],
  [ICON_PATH, { type: 'image/svg+xml', body: ICON }],
]);
