/** What claims hosts: a file that waits to be applied. */
export interface Claim {
  readonly file: { readonly slug: string };
  readonly hosts: readonly string[];
}

export interface HostClash {
  /** Which of its hosts, counted from 0. */
  readonly at: number;
  readonly reason: string;
}

/**
 * The claims that cannot be met, with the reason for each host. A host belongs to the community that has it now, unless that one
 * gives it up in the same breath, so that two communities may swap theirs; of two that want a free one, the first gets it.
 */
export function hostClashes<C extends Claim>(
  claims: readonly C[],
  ownerOf: (host: string) => string | undefined,
  platformHosts: ReadonlySet<string>,
): ReadonlyMap<C, readonly HostClash[]> {
  const refused = new Map<C, readonly HostClash[]>();
  // who is refused keeps what it had, which may refuse another
  for (let again = true; again;) {
    again = false;
    const met = claims.filter((claim) => !refused.has(claim));
    const changing = new Set(met.map(({ file }) => file.slug));
    // who has a host and keeps it comes before who would like it
    const taken = new Map(
      met.flatMap(({ file: { slug }, hosts }) =>
        hosts.filter((host) => ownerOf(host) === slug).map((host) => [host, slug]),
      ),
    );
    for (const claim of [...met].sort((a, b) => a.file.slug.localeCompare(b.file.slug))) {
      const { slug } = claim.file;
      const found = claim.hosts.flatMap((host, at): HostClash[] => {
        if (claim.hosts.indexOf(host) < at) return [{ at, reason: `the host ${host} stands here twice; take one out` }];
        if (platformHosts.has(host))
          return [{ at, reason: `the host ${host} is the platform's own; write another one` }];
        const now = ownerOf(host);
        const owner = taken.get(host) ?? (now !== undefined && now !== slug && !changing.has(now) ? now : undefined);
        if (owner !== undefined && owner !== slug)
          return [{ at, reason: `the host ${host} belongs to ${owner}; write another one` }];
        taken.set(host, slug);
        return [];
      });
      if (found.length === 0) continue;
      refused.set(claim, found);
      again = true;
      break;
    }
  }
  return refused;
}
