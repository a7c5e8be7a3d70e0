import type { Kysely } from 'kysely';

/** Who may look in: anybody (`open`), anybody who has the address (`listed`), or members alone (`closed`). */
export type Access = 'open' | 'listed' | 'closed';
/** How people become members: who confirms an address, who is let in by a manager, who was invited, or nobody. */
export type JoinPolicy = 'open' | 'request' | 'invitation' | 'closed';
/** How much care members need: decides what mail says, what search engines see, and whose help stands on every page. */
export type Safeguarding = 'none' | 'standard' | 'high';

/** A role of a community: what people call it, and the permissions that it gives. */
export interface RoleDefinition {
  readonly label: string;
  readonly permissions: readonly string[];
  /** One that every community has, with core's own words for it. */
  readonly builtIn?: true;
}

/** Help in a crisis. */
export interface DoorContact {
  readonly label: string;
  readonly detail: string;
  /** `https:`, `tel:` or `sms:`. */
  readonly href?: string | undefined;
}

/** What people find before they sign in. */
export interface Door {
  readonly howToAsk?: string | undefined;
  readonly contacts: readonly DoorContact[];
  /** Address of a harmless site, for people who may have to leave in a hurry; on every page. */
  readonly quickExit?: string | undefined;
}

/** The immutable picture of one community that a request holds from start to end. */
export interface CommunityView {
  /** Internal; never leaves the process. */
  readonly id: number;
  /** UUIDv7 that tokens, exports and file paths name. */
  readonly key: string;
  readonly slug: string;
  readonly name: string;
  readonly purpose: string;
  readonly description: string;
  readonly hosts: readonly string[];
  readonly access: Access;
  readonly join: JoinPolicy;
  readonly safeguarding: Safeguarding;
  readonly door: Door;
  readonly brand: { readonly colour: string; readonly accent: string };
  /** BCP 47, the first is the default. */
  readonly languages: readonly string[];
  /** IANA zone, such as `America/Toronto`. */
  readonly timeZone: string;
  /** Role name to label and permissions, with the built-in `member` and `manager` among them. */
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  /** Reachable extensions with their frozen settings. */
  readonly extensions: ReadonlyMap<string, unknown>;
  /** Database scoped to this community: made once, kept here. */
  readonly db: Kysely<any>;
}
