export { isPublicAddress } from './addresses.js';
export type { Resolve } from './connect.js';
export * from './mail.js';
export * from './outbound.js';
export * from './webhooks.js';
