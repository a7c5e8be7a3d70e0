import type { Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import type { Log } from '../contract/context.ts';
import type { NodeLocks } from '../database/node-locks.ts';
import type { TenantPool } from '../database/tenant.ts';
import type { Registry } from '../registry/registry.ts';
import { createApplying, type ApplyingOptions } from './apply.ts';
import { createLanes } from './lanes.ts';
import { locksOf, type Lock } from './policies.ts';
import { createProblems } from './problems.ts';
import { changedSince, newestPolicies, readVersion, type StoredCommunity, type StoredPolicies } from './revisions.ts';
import { rollback, type RolledBack } from './rollback.ts';
import type { Policy } from './schema.ts';
import { createShowing } from './showing.ts';
import { createShown, storedOf, type ActiveCommunity } from './shown.ts';
import { createTurning } from './turning.ts';
import type { ConfigurationProblem } from './yaml.ts';

export interface CommunitiesOptions {
  readonly directory: string;
  readonly registry: Registry;
  readonly platform: Kysely<any>;
  readonly pool: TenantPool;
  /** So that of several nodes one turns something on or off. */
  readonly locks: NodeLocks;
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
  /** Runs when it is decided that a view is shown, just before it is: what its extensions give counts from then on, and no other. */
  readonly open: (view: CommunityView) => Promise<void>;
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
  /**
   * Reads the files, applies what changed, and shows the newest revisions. Looks come one after the other. What has to be turned
   * on or off goes on beside them and is waited for, unless `wait` is false; each community is applied as soon as it is ready.
   * `changed` names the files of communities that are looked into, where somebody knows; all of them otherwise.
   */
  reload(options?: {
    readonly files?: CommunitiesOptions['files'];
    readonly wait?: boolean;
    readonly changed?: ReadonlySet<string> | undefined;
  }): Promise<Reloaded>;
  /** Makes a former revision of a community its newest one; the file counts as applied as it is. */
  rollback(revision: number): Promise<RolledBack>;
  /** Shows the newest revisions, whoever wrote them, and tries again what failed. One small query where nothing changed. */
  converge(): Promise<void>;
  /** Turns nothing on or off any more, and waits for what runs. */
  close(): Promise<void>;
}

const noLocks: ReadonlyMap<string, Lock> = new Map();

export function createCommunities(options: CommunitiesOptions): Communities {
  const { registry, platform, pool, log, env } = options;
  const shown = createShown();
  const problems = createProblems(log);
  const lanes = createLanes(() => pool.load.waiting > 0);
  let policies: StoredPolicies = { revision: 0, policies: [], fileHash: null };
  let version = 0;
  let read = 0;
  let error: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  /** Short names of communities that this turn changed, or that will be when something is turned on. */
  let touched = new Set<string>();

  /** One after the other; what fails is told to the caller and kept for health until it works again. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = async () => {
      touched = new Set();
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

  const surroundings = {
    ...options,
    shown,
    problems,
    policies: () => policies,
    effectiveOptions: () => ({ registry, env, policies: policies.policies }),
  };
  const turning = createTurning(registry, platform, options.locks);
  const showing = createShowing({ ...surroundings, turning, lanes, wake });

  /** Those whose view a change of policies changes. */
  function affected(before: readonly Policy[], after: readonly Policy[]): StoredCommunity[] {
    const text = (all: readonly Policy[], active: ActiveCommunity) =>
      JSON.stringify([...locksOf(all, active.document)].sort());
    return [...shown.all()].filter((one) => text(before, one) !== text(after, one)).map((one) => storedOf(one));
  }

  async function show(rows: readonly StoredCommunity[], areReady: boolean, next: number) {
    await showing.show(rows, areReady);
    for (const { slug } of rows) touched.add(slug);
    version = next;
    read = Math.max(read, next);
  }

  async function converge() {
    read = await readVersion(platform);
    if (read === version) return;
    const reading = read;
    const newest = await newestPolicies(platform);
    const rows = new Map((await changedSince(platform, version)).map((row) => [row.slug, row]));
    if (newest && newest.revision !== policies.revision) {
      const before = policies.policies;
      policies = newest;
      for (const row of affected(before, newest.policies)) if (!rows.has(row.slug)) rows.set(row.slug, row);
    }
    await show([...rows.values()], false, reading);
  }

  const applyingOptions: ApplyingOptions = {
    ...surroundings,
    converge,
    version: () => version,
    ready: showing.ready,
    isTurning: showing.isTurning,
    written: (rows, next) => show(rows, true, next),
  };
  const apply = createApplying(applyingOptions);

  /** Reloads that are not over: what is applied after a wait belongs to them. */
  const reloads = new Set<(applied: Reloaded) => void>();
  /** What becomes of files whose community is woken. */
  let filesThatWait: 'follow' | 'add' | undefined;

  /** One look at the files. */
  async function look(files: CommunitiesOptions['files'] = 'follow', changed?: ReadonlySet<string>) {
    if (files === 'ignore') return;
    const { waits, ...result } = await apply(files, changed);
    for (const slug of waits) touched.add(slug);
    filesThatWait = waits.length > 0 ? files : undefined;
    for (const tell of reloads) tell(result);
    problems.tell();
  }

  const woken = new Set<string>();
  let waking: Promise<void> | undefined;

  /** Looks at a community again, and at all that are woken until its turn comes. */
  function wake(slug: string): Promise<void> {
    woken.add(slug);
    waking ??= inTurn(async () => {
      waking = undefined;
      const slugs = [...woken];
      woken.clear();
      await showing.again(slugs);
      if (filesThatWait) await look(filesThatWait);
    }).catch((failure: unknown) => log.error({ err: failure }, 'the configuration could not be read'));
    return waking;
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
    converge: () =>
      inTurn(async () => {
        await converge();
        await showing.retry();
      }),
    async rollback(revision) {
      for (;;) {
        const outcome = await inTurn(async () => {
          await converge();
          return rollback(applyingOptions, revision);
        });
        const slug = 'waits' in outcome ? outcome.waits : outcome.slug;
        if (slug !== undefined) await lanes.quiet([slug]);
        if (!('waits' in outcome)) return outcome;
      }
    },
    async reload({ files = options.files, wait = true, changed } = {}) {
      const applied = new Map<string, Reloaded['applied'][number]>();
      const removed = new Set<string>();
      let ofPolicies = false;
      const tell = (result: Reloaded) => {
        for (const one of result.applied) applied.set(one.slug, one);
        for (const slug of result.removed) removed.add(slug);
        ofPolicies ||= result.policies;
      };
      reloads.add(tell);
      try {
        const changing = await inTurn(async () => {
          await converge();
          await look(files, changed);
          return touched;
        });
        if (wait) await lanes.quiet(changing);
        // the look that followed was not possible: whoever waits is told why
        if (wait && filesThatWait) await inTurn(() => look(files));
      } finally {
        reloads.delete(tell);
      }
      return { applied: [...applied.values()], removed: [...removed], policies: ofPolicies };
    },
    close: () => lanes.close(),
  };
}
