import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's default algorithm), 19 MiB, two passes: OWASP's first recommendation. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), SETTINGS);

let stranger: Promise<string> | null = null;

/** Whether the password fits. Without a hash the same work is done and the answer is no, so that time tells nobody who has an account. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this password');
  const fits = await verify(passwordHash ?? (await stranger), password.normalize('NFC'));
  return fits && passwordHash !== null;
}
