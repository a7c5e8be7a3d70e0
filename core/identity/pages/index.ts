import type { PageDefinition } from '../../contract/page.ts';
import type { Resolver } from '../../contract/token.ts';
import { accountPages } from './account.tsx';
import { joinPages } from './join.tsx';
import { linkPages } from './link.tsx';
import { peoplePages } from './people.tsx';
import { sessionPages } from './sessions.tsx';
import { signInPages } from './sign-in.tsx';

/** Pages of the way in, and of one's own account. */
export const identityPages = (r: Resolver): readonly PageDefinition[] => [
  ...signInPages(r),
  ...joinPages(r),
  ...linkPages(r),
  ...accountPages(r),
  ...sessionPages(r),
  ...peoplePages(r),
];
