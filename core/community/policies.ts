import type { Policy } from './schema.ts';

/** That a policy of the platform decides whether a community has an extension, and why. */
export interface Lock {
  readonly rule: Policy['rule'];
  readonly reason: string;
}

/** What policies choose communities by. */
export interface PolicySubject {
  readonly slug: string;
  readonly tags?: readonly string[] | undefined;
  readonly safeguarding?: string | undefined;
}

const meets = ({ communities, tags, safeguarding, all }: Policy, subject: PolicySubject): boolean =>
  all === true ||
  communities?.includes(subject.slug) === true ||
  tags?.some((tag) => subject.tags?.includes(tag)) === true ||
  (safeguarding !== undefined && safeguarding === subject.safeguarding);

/** The extensions that policies decide in one community. Where one forces what another forbids, it is off. */
export function locksOf(policies: readonly Policy[], subject: PolicySubject): ReadonlyMap<string, Lock> {
  const locks = new Map<string, Lock>();
  for (const policy of policies.filter((one) => meets(one, subject)))
    for (const extension of policy.extensions)
      if (locks.get(extension)?.rule !== 'forbid') locks.set(extension, { rule: policy.rule, reason: policy.reason });
  return locks;
}
