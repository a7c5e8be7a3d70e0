import type { Kysely } from 'kysely';
import type { Resolver } from '../contract/token.ts';
import { addedMembers, type AddedMembers } from './added-members.ts';
import { linkUse, type LinkUse } from './link-use.ts';
import { mailedLinks, type MailedLinks } from './mailed-links.ts';
import { ownAccount, type OwnAccount } from './own-account.ts';
import type { TryCounter } from './rate-limit.ts';
import { sessions, type Sessions } from './sessions.ts';
import { signIn, type SignIn } from './sign-in.ts';
import { signUp, type SignUp } from './sign-up.ts';

export interface IdentityOptions {
  readonly platform: Kysely<any>;
  readonly tries: TryCounter;
  readonly limits: {
    readonly signInPerAccount: number;
    readonly signInPerAddress: number;
    readonly signUpPerAddress: number;
    readonly mailPerAddress: number;
  };
  /** Demo accounts may sign in only on loopback with the embedded database. */
  readonly demoSignIn: boolean;
  /** Asked when something happens and not before: services are built after this. */
  readonly services: Resolver;
}

/** Who sends a request, as far as it matters here. */
export interface Caller {
  /** Network address, counted and not kept. */
  readonly address: string;
  /** The browser in words; see `agentOf`. */
  readonly agent?: string | undefined;
}

/** Accounts, members, sessions and mailed links. One account may be a member of many communities; no answer tells of the others. */
export interface Identity extends SignUp, SignIn, MailedLinks, LinkUse, OwnAccount, Sessions, AddedMembers {}

export function createIdentity(options: IdentityOptions): Identity {
  return Object.freeze({
    ...signUp(options),
    ...signIn(options),
    ...mailedLinks(options),
    ...linkUse(options),
    ...ownAccount(options),
    ...sessions(options),
    ...addedMembers(options),
  });
}
