import type { Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import type { Log } from '../contract/context.ts';
import { communityDb, type TenantPool } from '../database/tenant.ts';
import type { Registry } from '../registry/registry.ts';
import { createApplying, type RolledBack } from './apply.ts';
import { inBatches } from './batches.ts';
import { effective, isCurrentFormat, readDocument, type EffectiveOptions } from './document.ts';
import { problemOf } from './files.ts';
import { locksOf, type Lock } from './policies.ts';
import { createProblems } from './problems.ts';
import {
  changedSince,
  newestPolicies,
  readVersion,
  statesOf,
  type ExtensionState,
  type StoredCommunity,
  type StoredPolicies,
} from './revisions.ts';
import type { Policy } from './schema.ts';
import { createShown, storedOf, type ActiveCommunity } from './shown.ts';
import { createTurning, TurningOnFailed } from './turning.ts';
import { viewOf } from './view.ts';
import type { ConfigurationProblem } from './yaml.ts';

export interface CommunitiesOptions {
  readonly directory: string;
  readonly registry: Registry;
  readonly platform: Kysely<any>;
  readonly pool: TenantPool;
  readonly log: Log;
  readonly env: NodeJS.ProcessEnv;
  /** Hosts of the platform itself, which no community can have. */
  readonly platformHosts?: readonly string[];
  /**
   * What becomes of files: all of them are followed; or what is new and changed is applied and no community removed, as a
   * command does; or they are left alone, as on a node that serves what another one applied. Default `follow`.
   */
  readonly files?: 'follow' | 'add' | 'ignore' | undefined;
  /** Whether changes are told to this node. */
  readonly listening?: () => boolean;
  /** Runs once for each view before it is shown: core's atoms, grants. */
  readonly prepare: (view: CommunityView) => Promise<void>;
}

/** How this node keeps up with the configuration of the installation. */
export interface ConfigurationState {
  /** The newest version that this node has read. */
  readonly version: number;
  /** The version that this node serves. */
  readonly served: number;
  /** Revision of the platform's policies; 0 without any. */
  readonly policies: number;
  /** Whether changes are told to this node; otherwise it looks for them four times a second. */
  readonly listening: boolean;
  /** Why the configuration could not be read, while it cannot. */
  readonly error: string | null;
}

/** What one reload changed, in words of a command. */
export interface Reloaded {
  readonly applied: readonly { readonly slug: string; readonly revision: number }[];
  readonly removed: readonly string[];
  readonly policies: boolean;
}

/** The communities of this process: revisions in, immutable views out, and where files are followed, files into revisions. */
export interface Communities {
  bySlug(slug: string): CommunityView | undefined;
  byHost(host: string): CommunityView | undefined;
  byId(id: number): CommunityView | undefined;
  all(): readonly CommunityView[];
  /** How many there are; asked with every statement, and so no list is made for it. */
  count(): number;
  /** The revision that is served, and what it comes to on this node. */
  active(slug: string): ActiveCommunity | undefined;
  /** Extensions that a policy decides in a community, by id, with the reason to show. */
  locksOf(slug: string): ReadonlyMap<string, Lock>;
  policies(): readonly Policy[];
  /** What is wrong in the files now, or cannot be on this node; while a file is wrong, its last good revision serves. */
  problems(): readonly ConfigurationProblem[];
  state(): ConfigurationState;
  /** Reads the files, applies what changed, and shows the newest revisions. Calls that overlap run one after the other. */
  reload(options?: { readonly files?: CommunitiesOptions['files'] }): Promise<Reloaded>;
  /** Makes a former revision of a community its newest one; the file counts as applied as it is. */
  rollback(revision: number): Promise<RolledBack>;
  /** Shows the newest revisions, whoever wrote them. One small query where nothing changed. */
  converge(): Promise<void>;
}

/** How soon what could not be turned on is tried again, in milliseconds. */
const RETRY = 10_000;

const noLocks: ReadonlyMap<string, Lock> = new Map();

export function createCommunities(options: CommunitiesOptions): Communities {
  const { registry, platform, pool, log, env } = options;
  const shown = createShown();
  const problems = createProblems(log);
  const turning = createTurning({ registry, platform, log });
  const databases = new Map<number, Kysely<any>>();
  const retries = new Map<string, { readonly stored: StoredCommunity; readonly at: number }>();
  let policies: StoredPolicies = { revision: 0, policies: [], fileHash: null };
  let version = 0;
  let read = 0;
  let error: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const effectiveOptions = (): EffectiveOptions => ({ registry, env, policies: policies.policies });

  /** What a revision comes to on this node; nothing is shown yet. */
  function make(stored: StoredCommunity, without: ReadonlySet<string> = new Set()) {
    const { id, key, slug } = stored;
    const document = readDocument(stored.document ?? {});
    const now = effective(slug, document, effectiveOptions(), without);
    const db = databases.get(id) ?? communityDb(pool, id);
    databases.set(id, db);
    const active: ActiveCommunity = {
      id,
      key,
      slug,
      revision: stored.revision ?? 0,
      kind: stored.kind ?? 'file',
      appliedAt: stored.appliedAt ?? new Date(),
      file: stored.source ?? `communities/${slug}.yaml`,
      fileHash: stored.fileHash,
      outdated: !isCurrentFormat(stored.document ?? {}),
      stored: document,
      document: now.document,
      locks: now.locks,
      view: viewOf({ id, key }, now.document, registry, db),
    };
    return { active, obstacles: now.obstacles };
  }

  /** Swaps one community's view. Requests that hold the former one finish with it. */
  async function swap(
    made: ReturnType<typeof make>,
    states: ReadonlyMap<string, ExtensionState>,
    /** False where something is left off only until it can be turned on. */
    whole: boolean,
  ) {
    const { active, obstacles } = made;
    const { slug } = active;
    const before = shown.get(slug);
    shown.put(active);
    problems.ofView(
      slug,
      obstacles.map(({ path, reason }) => ({ ...problemOf(active.file, reason), key: path.join('.') })),
    );
    if (before) log.info({ community: slug, extensions: [...active.view.extensions.keys()] }, 'configuration applied');
    if (whole) await turning.off(before?.view ?? active.view, active.document, states);
  }

  /** What has to be done before a view is shown. Throws where something of it cannot be turned on. */
  async function ready(view: CommunityView, states: ReadonlyMap<string, ExtensionState>) {
    await options.prepare(view);
    await turning.on(view, states);
  }

  /** Gets a view ready and shows it. Where something cannot be turned on, the former view goes on serving. */
  async function show(stored: StoredCommunity, states: ReadonlyMap<string, ExtensionState>, isReady: boolean) {
    const { slug, source } = stored;
    if (stored.removed) {
      shown.remove(stored);
      problems.ofView(slug, []);
      retries.delete(slug);
      log.info({ community: slug }, 'community removed');
      return;
    }
    const without = new Set<string>();
    const failures: ConfigurationProblem[] = [];
    for (;;) {
      const made = make(stored, without);
      try {
        if (!isReady) await ready(made.active.view, states);
        await swap(made, states, without.size === 0);
        break;
      } catch (failure) {
        if (!(failure instanceof TurningOnFailed)) throw failure;
        failures.push({
          ...problemOf(source ?? `communities/${slug}.yaml`, failure.message),
          key: `extensions.${failure.extension}`,
        });
        // nothing serves yet: better without this one extension than not at all
        if (shown.get(slug)) break;
        without.add(failure.extension);
      }
    }
    if (failures.length > 0) {
      problems.ofView(slug, failures);
      retries.set(slug, { stored, at: Date.now() + RETRY });
    } else retries.delete(slug);
  }

  /** `areReady`: those that were made ready before they were written, so that nothing of it is done twice. */
  async function showAll(rows: readonly StoredCommunity[], areReady = false) {
    const states = await statesOf(
      platform,
      rows.map(({ id }) => id),
    );
    await inBatches(rows, (row) => show(row, states.get(row.id) ?? new Map(), areReady));
  }

  /** Those whose view a change of policies changes. */
  function affected(before: readonly Policy[], after: readonly Policy[]): StoredCommunity[] {
    const text = (all: readonly Policy[], active: ActiveCommunity) =>
      JSON.stringify([...locksOf(all, active.document)].sort());
    return [...shown.all()].filter((one) => text(before, one) !== text(after, one)).map((one) => storedOf(one));
  }

  async function converge() {
    read = await readVersion(platform);
    if (read === version) {
      const due = [...retries.values()].filter(({ at }) => at <= Date.now()).map(({ stored }) => stored);
      if (due.length > 0) await showAll(due);
      return;
    }
    const reading = read;
    const newest = await newestPolicies(platform);
    const rows = new Map((await changedSince(platform, version)).map((row) => [row.slug, row]));
    if (newest && newest.revision !== policies.revision) {
      const before = policies.policies;
      policies = newest;
      for (const row of affected(before, newest.policies)) if (!rows.has(row.slug)) rows.set(row.slug, row);
    }
    await showAll([...rows.values()]);
    version = reading;
  }

  const applying = createApplying({
    ...options,
    shown,
    problems,
    policies: () => policies,
    converge,
    version: () => version,
    effectiveOptions,
    async ready(stored) {
      const made = make(stored);
      await ready(made.active.view, (await statesOf(platform, [stored.id])).get(stored.id) ?? new Map());
    },
    async written(rows, next) {
      await showAll(rows, true);
      version = next;
      read = Math.max(read, next);
    },
  });

  /** One after the other; what fails is told to the caller and kept for health until it works again. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = async () => {
      try {
        const result = await work();
        error = null;
        return result;
      } catch (failure) {
        error = (failure as Error).message;
        throw failure;
      }
    };
    const result = queue.then(run, run);
    queue = result.catch(() => {});
    return result;
  }

  return {
    bySlug: (slug) => shown.get(slug)?.view,
    byHost: (host) => shown.byHost(host)?.view,
    byId: (id) => shown.byId(id)?.view,
    all: () => Array.from(shown.all(), ({ view }) => view),
    count: () => shown.size,
    active: (slug) => shown.get(slug),
    locksOf: (slug) => shown.get(slug)?.locks ?? noLocks,
    policies: () => policies.policies,
    problems: () => problems.all(),
    state: () => ({
      version: read,
      served: version,
      policies: policies.revision,
      listening: options.listening?.() ?? false,
      error,
    }),
    converge: () => inTurn(converge),
    rollback: (revision) =>
      inTurn(async () => {
        await converge();
        return applying.rollback(revision);
      }),
    reload: ({ files = options.files ?? 'follow' } = {}) =>
      inTurn(async () => {
        await converge();
        const result = files === 'ignore' ? { applied: [], removed: [], policies: false } : await applying.apply(files);
        problems.tell();
        return result;
      }),
  };
}
