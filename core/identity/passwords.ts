import { hash, verify } from '@node-rs/argon2';
import { coreProblems } from '../contract/core-problems.ts';

/**
 * OWASP's first choice for Argon2id (19 MiB, 2 passes, 1 lane): about 30 ms of one core. See the OWASP Password Storage
 * Cheat Sheet.
 */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Characters as a person counts them. */
const MINIMUM_PASSWORD = 10;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), options);

export const isGoodPassword = (password: string): boolean => [...password].length >= MINIMUM_PASSWORD;

/** Asked before anything else is done with a password that somebody chose. @throws core.weak-password */
export function checkPassword(password: string): void {
  if (!isGoodPassword(password)) throw coreProblems.weakPassword();
}

let nobody: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash (no such account) it takes as long and says no, so that an
 * answer's time tells nothing about an address.
 */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(crypto.randomUUID());
  const right = await verify(stored ?? (await nobody), password.normalize('NFKC'));
  return right && stored !== null && stored !== undefined;
}
