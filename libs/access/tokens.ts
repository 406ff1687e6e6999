import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as URL-safe text, with a recognisable beginning. */
export const newToken = (prefix: string): string => prefix + randomBytes(32).toString('base64url');

/** What is kept of a token. A token has 256 bits of its own, so one round of SHA-256 is enough. */
export const hashToken = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');
