import { mending } from '../registry/report.ts';
import { createApplyingPolicies } from './apply-policies.ts';
import { inBatches } from './batches.ts';
import { checkCommunity, type Installed } from './check.ts';
import type { CommunitiesOptions, Reloaded } from './communities.ts';
import {
  effective,
  isCurrentFormat,
  readDocument,
  type EffectiveOptions,
  type RevisionDocument,
  type Values,
} from './document.ts';
import {
  problemOf,
  readCommunityFiles,
  type CommunityFiles,
  type ConfigurationFile,
  type FileMemory,
} from './files.ts';
import { hostClashes } from './hosts.ts';
import type { Problems } from './problems.ts';
import { ensureCommunity, write, type StoredCommunity, type StoredPolicies } from './revisions.ts';
import type { CommunityDocument } from './schema.ts';
import { RETRY } from './showing.ts';
import { storedOf, type Shown } from './shown.ts';
import { parseYaml, type ConfigurationProblem, type ParsedFile } from './yaml.ts';

/** A file that is right by itself and waits to become a revision. */
export interface Candidate {
  readonly file: ConfigurationFile;
  readonly parsed: ParsedFile;
  /** Null where the community was removed and comes back as it was, with the revision that it had. */
  readonly declared: Values | null;
  readonly hosts: readonly string[];
  readonly stored: StoredCommunity;
}

export interface ApplyingOptions extends CommunitiesOptions {
  readonly shown: Shown;
  readonly problems: Problems;
  policies(): StoredPolicies;
  /** The version that this node serves. */
  version(): number;
  converge(): Promise<void>;
  effectiveOptions(): EffectiveOptions;
  /** False where something has to be turned on first, which has begun; throws where it cannot be. */
  ready(stored: StoredCommunity): Promise<boolean>;
  /** Whether something of a community is being turned on. */
  isTurning(slug: string): boolean;
  /** Shows what was just written, as the version `next`. */
  written(rows: readonly StoredCommunity[], next: number): Promise<void>;
}

/** What one look at the files did. */
export interface Applied extends Reloaded {
  /** Short names of communities whose file is applied with the next look after something of theirs was turned on. */
  readonly waits: readonly string[];
}

interface Settled {
  /** Of the file, and of the policies that it was looked at with. */
  readonly mark: string;
  /** When it is looked into again: at a time, in milliseconds, or as soon as what it needs was turned on, or could not be. */
  readonly until: number | 'turned';
  /** Why it could not be applied. */
  readonly found: readonly ConfigurationProblem[];
}

/** As many revisions in one transaction. The writers' lock is held meanwhile. */
const CHUNK = 250;

/** Files of communities into revisions, with the policies of platform.yaml first. */
export function createApplying(
  options: ApplyingOptions,
): (files: 'follow' | 'add', changed?: ReadonlySet<string>) => Promise<Applied> {
  const { shown, problems, directory, env, platform } = options;
  const registry: Installed = options.registry;
  const memory: FileMemory = new Map();
  /** What was made of each file the last time, so that an unchanged one is not looked into again before there is a reason. */
  const settled = new Map<string, Settled>();
  const platformHosts = new Set(options.platformHosts ?? []);
  const applyPolicies = createApplyingPolicies(options);

  const markOf = ({ hash }: ConfigurationFile) => `${hash} ${options.policies().revision}`;
  const lastOf = (file: ConfigurationFile) => {
    const last = settled.get(file.file);
    return last?.mark === markOf(file) ? last : undefined;
  };
  const settle = (
    file: ConfigurationFile,
    until: Settled['until'] = Number.POSITIVE_INFINITY,
    found: readonly ConfigurationProblem[] = [],
  ) => {
    settled.set(file.file, { mark: markOf(file), until, found });
    if (until !== Number.POSITIVE_INFINITY) problems.ofFile(file.file, found);
  };
  /** Also what was turned on since this look began: the next one applies it. */
  const waits = (file: ConfigurationFile) => lastOf(file)?.until === 'turned';
  const isSettled = (file: ConfigurationFile) => {
    const until = lastOf(file)?.until ?? 0;
    return until === 'turned' ? options.isTurning(file.slug) : until > Date.now();
  };

  /** What a file would make of its community; undefined where that is what the community has, or where it is refused. */
  function candidateOf(file: ConfigurationFile): Candidate | undefined {
    const { slug } = file;
    const active = shown.get(slug);
    const gone = shown.removed(slug);
    if (active?.fileHash === file.hash && !active.outdated) {
      problems.ofFile(file.file, []);
      return undefined;
    }
    const { parsed, problems: broken } = parseYaml(file.file, file.text, env);
    const checked = parsed && checkCommunity(slug, parsed, registry, options.policies().policies);
    problems.ofFile(file.file, checked?.problems ?? broken);
    if (!parsed || !checked?.document) return undefined;
    const failing = active ? cannotRun(active.document, checked.document, parsed) : [];
    if (failing.length > 0) {
      problems.ofFile(file.file, failing);
      return undefined;
    }
    const before = active ?? gone;
    const managed = active?.stored.managed ?? readDocument(gone?.document ?? {}).managed;
    const returns = !active && gone?.fileHash === file.hash && gone.document !== null && isCurrentFormat(gone.document);
    const document: RevisionDocument = { format: 2, declared: checked.declared, managed };
    const hosts = returns
      ? effective(slug, readDocument(gone.document), options.effectiveOptions()).document.hosts
      : checked.document.hosts;
    return {
      file,
      parsed,
      declared: returns ? null : checked.declared,
      hosts,
      stored: {
        id: before?.id ?? 0,
        key: before?.key ?? '',
        slug,
        removed: false,
        revision: before?.revision ?? null,
        document: returns ? gone.document : (document as unknown as Values),
        fileHash: file.hash,
        source: file.file,
        kind: 'file',
        appliedAt: new Date(),
      },
    };
  }

  /** Newly turned on, and not able to run. What was on before an extension failed stays named, and the community with it. */
  const cannotRun = (before: CommunityDocument, after: CommunityDocument, parsed: ParsedFile) =>
    Object.entries(after.extensions).flatMap(([id, { enabled }]) => {
      const status = registry.record(id)?.status;
      if (!enabled || before.extensions[id]?.enabled || !status || status.state === 'admitted') return [];
      return [
        parsed.problem(['extensions', id], `cannot be turned on: ${mending(status)}`, {
          at: 'key',
        }),
      ];
    });

  /** Those whose hosts are free, and what is wrong with the others. */
  function withFreeHosts(candidates: readonly Candidate[]): readonly Candidate[] {
    const clashes = hostClashes(candidates, (host) => shown.byHost(host)?.slug, platformHosts);
    for (const [{ file, parsed }, found] of clashes)
      problems.ofFile(
        file.file,
        found.map(({ at, reason }) => parsed.problem(['hosts', at], reason)),
      );
    return candidates.filter((candidate) => !clashes.has(candidate));
  }

  /**
   * Those that have everything on, before anything is written. What cannot be turned on is refused with its whole file; what
   * is being turned on waits.
   */
  async function readied(
    candidates: readonly Candidate[],
  ): Promise<{ readonly fit: readonly Candidate[]; readonly unfit: ReadonlySet<string> }> {
    const fit: Candidate[] = [];
    const unfit = new Set<string>();
    await inBatches(candidates, async (candidate) => {
      const { file } = candidate;
      const { slug } = file;
      const { id, key } = candidate.stored.id > 0 ? candidate.stored : await ensureCommunity(platform, slug);
      const known = { ...candidate, stored: { ...candidate.stored, id, key } };
      try {
        if (await options.ready(known.stored)) {
          fit.push(known);
          return;
        }
        // while it is tried again, it goes on to be named
        settle(file, 'turned', lastOf(file)?.found);
      } catch (error) {
        const reason = `could not be applied: ${(error as Error).message}`;
        settle(file, Date.now() + RETRY, [problemOf(file.file, reason)]);
      }
      unfit.add(slug);
    });
    return { fit, unfit };
  }

  /** Writes revisions and removals in one transaction; null where another node wrote something that this one has not seen. */
  async function record(candidates: readonly Candidate[], removals: readonly StoredCommunity[]) {
    return platform.transaction().execute((transaction) =>
      write(transaction, async (writing) => {
        if (writing.version !== options.version()) return null;
        const rows: StoredCommunity[] = [];
        for (const { stored, declared, file } of candidates) {
          if (declared === null) await writing.restore(stored.id);
          const revision =
            declared === null
              ? stored.revision
              : await writing.add(stored.id, {
                  document: stored.document as unknown as RevisionDocument,
                  fileHash: file.hash,
                  source: file.file,
                  kind: 'file',
                });
          rows.push({ ...stored, revision });
        }
        if (removals.length > 0) await writing.remove(removals.map(({ id }) => id));
        return {
          rows: [...rows, ...removals.map((row) => ({ ...row, removed: true }))],
          next: writing.next,
        };
      }),
    );
  }

  function removalsOf({ present, readable, problems: unreadable }: CommunityFiles): readonly StoredCommunity[] {
    problems.ofFile(
      'communities',
      unreadable.filter(({ file }) => file === 'communities'),
    );
    if (!readable) return [];
    if (present.size === 0 && shown.size > 0) {
      const slugs = [...shown.all()].map(({ slug }) => slug);
      problems.ofFile('communities', [
        problemOf(
          'communities',
          `holds no file of a community while ${slugs.length === 1 ? `${slugs[0]} is` : `${slugs.length} communities are`} live, which go on; put the files back`,
        ),
      ]);
      return [];
    }
    return [...shown.all()].filter(({ slug }) => !present.has(slug)).map((one) => storedOf(one, true));
  }

  async function applyCommunities(remove: boolean, changed?: ReadonlySet<string>): Promise<Omit<Applied, 'policies'>> {
    const found = await readCommunityFiles(directory, memory, changed);
    const names = new Set(found.files.map(({ file }) => file));
    const unreadable = Map.groupBy(found.problems, ({ file }) => file);
    for (const file of problems.files())
      if (file.startsWith('communities/') && !names.has(file)) problems.ofFile(file, unreadable.get(file) ?? []);
    for (const [file, wrong] of unreadable) if (!names.has(file)) problems.ofFile(file, wrong);
    for (const file of settled.keys()) if (!names.has(file)) settled.delete(file);

    const applied: { slug: string; revision: number }[] = [];
    const removed: string[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const looked = found.files.filter((file) => !isSettled(file));
      const candidates = looked.flatMap((file) => candidateOf(file) ?? []);
      const free = withFreeHosts(candidates);
      const { fit, unfit } = await readied(free);
      const removals = remove ? removalsOf(found) : [];
      let stale = false;
      for (let at = 0; at < Math.max(1, fit.length); at += CHUNK) {
        const chunk = fit.slice(at, at + CHUNK);
        const going = at === 0 ? removals : [];
        if (chunk.length + going.length === 0) break;
        const outcome = await record(chunk, going);
        if (!outcome) {
          stale = true;
          break;
        }
        await options.written(outcome.rows, outcome.next);
        for (const { slug, removed: isRemoved, revision } of outcome.rows)
          if (isRemoved) removed.push(slug);
          else applied.push({ slug, revision: revision ?? 0 });
      }
      if (stale) {
        await options.converge();
        continue;
      }
      // a host may become free by another file, so one that clashes is looked into again
      const open = new Set(candidates.filter((one) => !free.includes(one)).map(({ file }) => file.slug));
      for (const file of looked) if (!open.has(file.slug) && !unfit.has(file.slug)) settle(file);
      return { applied, removed, waits: found.files.filter(waits).map(({ slug }) => slug) };
    }
    throw new Error('other nodes write configuration all the time; the files are applied with the next look');
  }

  return async (files, changed) => {
    const policies = await applyPolicies();
    return { ...(await applyCommunities(files === 'follow', changed)), policies };
  };
}
