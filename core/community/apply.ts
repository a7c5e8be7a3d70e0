import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { mending } from '../registry/report.ts';
import { checkCommunity, checkPlatform, type Installed } from './check.ts';
import type { CommunitiesOptions, Reloaded } from './communities.ts';
import { inBatches } from './batches.ts';
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
  readConfigurationFile,
  type CommunityFiles,
  type ConfigurationFile,
  type FileMemory,
} from './files.ts';
import { hostClashes } from './hosts.ts';
import type { Problems } from './problems.ts';
import { ensureCommunity, revisionById, write, type StoredCommunity, type StoredPolicies } from './revisions.ts';
import type { CommunityDocument } from './schema.ts';
import { storedOf, type Shown } from './shown.ts';
import { yamlOf } from './write-yaml.ts';
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
  /** Gets a community ready to be shown; throws where something of it cannot be turned on. */
  ready(stored: StoredCommunity): Promise<void>;
  /** Shows what was just written, as the version `next`. */
  written(rows: readonly StoredCommunity[], next: number): Promise<void>;
}

/** The new revision, or why there is none. */
export interface RolledBack {
  readonly slug?: string;
  readonly revision?: number;
  readonly problems: readonly ConfigurationProblem[];
}

/** As many revisions in one transaction. The writers' lock is held meanwhile. */
const CHUNK = 250;
/** How soon a file that could not be applied is tried again, in milliseconds. */
const RETRY = 10_000;

/** Files into revisions. */
export function createApplying(options: ApplyingOptions) {
  const { shown, problems, directory, env, platform } = options;
  const registry: Installed = options.registry;
  const memory: FileMemory = new Map();
  /** What was made of each file the last time, so that an unchanged one is not looked into again. */
  const settled = new Map<string, string>();
  const again = new Map<string, number>();
  const platformHosts = new Set(options.platformHosts ?? []);

  const markOf = ({ hash }: ConfigurationFile) => `${hash} ${options.policies().revision}`;

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

  /** Turns on what is new, before anything is written. What cannot be turned on is refused with its whole file. */
  async function readied(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
    const fit: Candidate[] = [];
    await inBatches(candidates, async (candidate) => {
      const { id, key } =
        candidate.stored.id > 0 ? candidate.stored : await ensureCommunity(platform, candidate.file.slug);
      const known = { ...candidate, stored: { ...candidate.stored, id, key } };
      try {
        await options.ready(known.stored);
        fit.push(known);
      } catch (error) {
        again.set(candidate.file.file, Date.now() + RETRY);
        problems.ofFile(candidate.file.file, [
          problemOf(candidate.file.file, `could not be applied: ${(error as Error).message}`),
        ]);
      }
    });
    return fit;
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

  async function applyCommunities(remove: boolean): Promise<Pick<Reloaded, 'applied' | 'removed'>> {
    const found = await readCommunityFiles(directory, memory);
    const names = new Set(found.files.map(({ file }) => file));
    const unreadable = Map.groupBy(found.problems, ({ file }) => file);
    for (const file of problems.files())
      if (file.startsWith('communities/') && !names.has(file)) problems.ofFile(file, unreadable.get(file) ?? []);
    for (const [file, wrong] of unreadable) if (!names.has(file)) problems.ofFile(file, wrong);
    for (const file of settled.keys()) if (!names.has(file)) settled.delete(file);

    const applied: { slug: string; revision: number }[] = [];
    const removed: string[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const looked = found.files.filter(
        (file) => settled.get(file.file) !== markOf(file) && (again.get(file.file) ?? 0) <= Date.now(),
      );
      const candidates = looked.flatMap((file) => candidateOf(file) ?? []);
      const free = withFreeHosts(candidates);
      // a host may become free by another file, so this one is looked into again
      const clashing = new Set(candidates.filter((one) => !free.includes(one)).map(({ file }) => file.file));
      const fit = await readied(free);
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
      for (const file of looked)
        if (!clashing.has(file.file) && (again.get(file.file) ?? 0) <= Date.now()) {
          settled.set(file.file, markOf(file));
          again.delete(file.file);
        }
      return { applied, removed };
    }
    throw new Error('other nodes write configuration all the time; the files are applied with the next look');
  }

  /** The policies of platform.yaml. Whatever else it says holds from the next start. */
  async function applyPlatform(): Promise<boolean> {
    const file = 'platform.yaml';
    const refuse = (found: readonly ConfigurationProblem[]) => {
      problems.ofFile(file, found);
      return false;
    };
    let read: { readonly text: string; readonly hash: string } | undefined;
    try {
      read = await readConfigurationFile(path.join(directory, file), memory);
    } catch (error) {
      return refuse([problemOf(file, (error as Error).message)]);
    }
    const active = options.policies();
    if (!read)
      return refuse(
        active.policies.length === 0
          ? []
          : [problemOf(file, 'is gone; its policies go on. Put it back, with "policies: []" to end them')],
      );
    if (settled.get(file) === read.hash) return false;
    const { parsed, problems: broken } = parseYaml(file, read.text, env, { optional: true });
    const checked = parsed ? checkPlatform(parsed, registry) : { problems: broken };
    refuse(checked.problems);
    const { hash } = read;
    // looked into once; where the database fails on the way, again
    const settle = (changed: boolean) => {
      settled.set(file, hash);
      return changed;
    };
    if (!('value' in checked) || !checked.value) return settle(false);
    const { policies } = checked.value;
    if (isDeepStrictEqual(policies, active.policies)) return settle(false);
    await platform
      .transaction()
      .execute((transaction) =>
        write(transaction, (writing) =>
          writing.add(null, { document: { policies }, fileHash: hash, source: file, kind: 'file' }),
        ),
      );
    await options.converge();
    return settle(true);
  }

  /**
   * Makes a former revision the newest one of its community again, with the managers' values of then. Nothing is written where
   * it does not fit any more: its problems name places in the revision, written as YAML.
   */
  async function rollback(revision: number): Promise<RolledBack> {
    const refuse = (reason: string) => ({ problems: [problemOf(`revision ${revision}`, reason)] });
    const row = await revisionById(platform, revision);
    if (!row) return refuse('there is no such revision; polyphony config history lists them');
    if (row.slug === null) return refuse('holds policies; change platform.yaml instead');
    const active = shown.get(row.slug);
    if (!active) return refuse(`the community ${row.slug} was removed; put its file back first`);
    if (!isCurrentFormat(row.document))
      return refuse(
        'was made before revisions kept what was declared: secrets of that time would be written out again; change the file instead',
      );
    const { declared, managed } = readDocument(row.document);
    const { parsed, problems: broken } = parseYaml(`revision ${revision}`, yamlOf(declared), env);
    if (!parsed) return { problems: broken };
    const checked = checkCommunity(row.slug, parsed, registry, options.policies().policies);
    if (!checked.document) return { problems: checked.problems };
    const { slug, id, key, fileHash, file } = active;
    const claim = { file: { slug }, hosts: checked.document.hosts };
    const clashes = hostClashes([claim], (host) => shown.byHost(host)?.slug, platformHosts).get(claim) ?? [];
    if (clashes.length > 0) return { problems: clashes.map(({ at, reason }) => parsed.problem(['hosts', at], reason)) };
    const document: RevisionDocument = { format: 2, declared: checked.declared, managed };
    const stored: StoredCommunity = {
      id,
      key,
      slug,
      removed: false,
      revision: null,
      document: document as unknown as Values,
      fileHash,
      source: file,
      kind: 'rollback',
      appliedAt: new Date(),
    };
    await options.ready(stored);
    const outcome = await platform.transaction().execute((transaction) =>
      write(transaction, async (writing) => {
        if (writing.version !== options.version()) return null;
        const added = await writing.add(id, { document, fileHash, source: file, kind: 'rollback', restores: revision });
        return { added, next: writing.next };
      }),
    );
    if (!outcome) return refuse('somebody changed the configuration at this moment; look at its history and try again');
    await options.written([{ ...stored, revision: outcome.added }], outcome.next);
    return { slug, revision: outcome.added, problems: [] };
  }

  return {
    rollback,
    async apply(files: 'follow' | 'add'): Promise<Reloaded> {
      const policies = await applyPlatform();
      return { ...(await applyCommunities(files === 'follow')), policies };
    },
  };
}
