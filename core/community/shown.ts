import type { CommunityView } from '../contract/community.ts';
import type { RevisionDocument, Values } from './document.ts';
import type { Lock } from './policies.ts';
import type { RevisionKind, StoredCommunity } from './revisions.ts';
import type { CommunityDocument } from './schema.ts';

/** A community as this node serves it: the revision, what it comes to here, and the view that requests hold. */
export interface ActiveCommunity {
  readonly id: number;
  readonly key: string;
  readonly slug: string;
  /** Number of the revision that is served. */
  readonly revision: number;
  readonly kind: RevisionKind;
  readonly appliedAt: Date;
  /** Relative to the configuration directory. */
  readonly file: string;
  /** SHA-256 of the last file applied. A file is new where its hash is another one. */
  readonly fileHash: string | null;
  /** Kept before revisions held what is declared only; the next look at the file writes it anew. */
  readonly outdated: boolean;
  readonly stored: RevisionDocument;
  readonly document: CommunityDocument;
  /** Extensions that a policy of the platform decides here, by id. */
  readonly locks: ReadonlyMap<string, Lock>;
  readonly view: CommunityView;
}

/** What this node shows, by short name and by host. Changed in place, so that a change costs the same with ten thousand. */
export interface Shown {
  get(slug: string): ActiveCommunity | undefined;
  byHost(host: string): ActiveCommunity | undefined;
  byId(id: number): ActiveCommunity | undefined;
  all(): IterableIterator<ActiveCommunity>;
  readonly size: number;
  put(active: ActiveCommunity): void;
  remove(stored: StoredCommunity): void;
  /** A community that was removed, with its last revision. */
  removed(slug: string): StoredCommunity | undefined;
}

export function createShown(): Shown {
  const bySlug = new Map<string, ActiveCommunity>();
  const ids = new Map<number, string>();
  const hosts = new Map<string, string>();
  const gone = new Map<string, StoredCommunity>();
  const forget = (slug: string) => {
    for (const host of bySlug.get(slug)?.view.hosts ?? []) if (hosts.get(host) === slug) hosts.delete(host);
  };
  return {
    get: (slug) => bySlug.get(slug),
    byHost: (host) => bySlug.get(hosts.get(host) ?? ''),
    byId: (id) => bySlug.get(ids.get(id) ?? ''),
    all: () => bySlug.values(),
    get size() {
      return bySlug.size;
    },
    put(active) {
      forget(active.slug);
      gone.delete(active.slug);
      bySlug.set(active.slug, active);
      ids.set(active.id, active.slug);
      for (const host of active.view.hosts) hosts.set(host, active.slug);
    },
    remove(stored) {
      forget(stored.slug);
      bySlug.delete(stored.slug);
      gone.set(stored.slug, stored);
    },
    removed: (slug) => gone.get(slug),
  };
}

/** The revision of a community that is shown, as it came from the database. */
export const storedOf = (
  { id, key, slug, revision, kind, appliedAt, file, fileHash, stored }: ActiveCommunity,
  removed = false,
): StoredCommunity => {
  const document = stored as unknown as Values;
  return { id, key, slug, removed, revision, document, fileHash, source: file, kind, appliedAt };
};
