import { addressesToken } from '../../mail/contract.ts';
import type { Resolver } from '../../contract/token.ts';
import { demoToken } from '../../tokens.ts';

/** Where mail is read in a demo, which sends none; undefined elsewhere. It is the platform's page and not the community's. */
export const outboxOf = (r: Resolver): string | undefined =>
  r.get(demoToken).active ? `${r.get(addressesToken).platform}/outbox` : undefined;
