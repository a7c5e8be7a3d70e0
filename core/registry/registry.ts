import 'reflect-metadata';
import { container as root, instancePerContainerCachingFactory, type DependencyContainer } from 'tsyringe';
import type { CommunityView } from '../contract/community.ts';
import type { Log } from '../contract/context.ts';
import type { ExtensionDefinition } from '../contract/definition.ts';
import type { Contribution } from '../contract/hooks.ts';
import type { Provider, Resolver, Token } from '../contract/token.ts';
import { admit, load, type Admission } from './admit.ts';
import { admitEvents, isListener } from './admit-events.ts';
import { contributionsOf, type Built, type Contributions } from './contributions.ts';
import { deprecatedUses, refuseGone } from './deprecations.ts';
import { refuseConnectionState } from './forbidden.ts';
import { discover, type Unfit } from './discover.ts';
import { Blocked, type Candidate, type ExtensionRecord, type Phase, type State } from './record.ts';
import { resolve } from './resolve.ts';
import { createRuns, within, type Runs } from './runs.ts';

export interface RegistryOptions {
  /** Folder whose `extensions/*` and root dependencies are looked at. */
  readonly root: string;
  readonly coreVersion: string;
  /** Core's own pages and routes, written as an extension writes them. */
  readonly core: ExtensionDefinition;
  /** Core's services. */
  readonly services: readonly Provider[];
  /** Extensions to leave out, the emergency exit of `--without`. */
  readonly without?: readonly string[];
  /** Only these, for tests. */
  readonly only?: readonly string[] | undefined;
  /** Migrates the tables of one extension; lets go of every lock where `overdue` is aborted. */
  readonly migrate: (id: string, migrations: URL, overdue: AbortSignal) => Promise<void>;
  /** Changes a definition before it is looked at, for tests that break one on purpose. */
  readonly adapt?: ((id: string, definition: ExtensionDefinition) => ExtensionDefinition) | undefined;
  /** The node's clock; the real one unless a test moves it. */
  readonly now?: (() => Date) | undefined;
  /** Looks at the tables of one extension as they are after its migrations; throws where they may not stay so. */
  readonly inspect?: (id: string, definition: ExtensionDefinition) => Promise<void>;
  /** Longest time that one phase of one extension may take, in milliseconds. */
  readonly phaseLimit?: number;
  readonly log: Log;
}

/** What is installed in this platform, and what it contributes to a community. */
export interface Registry extends Resolver {
  readonly records: readonly ExtensionRecord[];
  readonly unfit: readonly Unfit[];
  readonly core: Built;
  /** Admitted extensions, in order of dependency. */
  readonly built: ReadonlyMap<string, Built>;
  /** Settings schemas and requirements of everything installed, admitted or not, for checking configuration. */
  record(id: string): ExtensionRecord | undefined;
  /** The one way to read contributions. */
  for(view: CommunityView): Contributions;
  /** Records that an extension failed while its routes were mounted. */
  failed(id: string, phase: Phase, error: unknown): void;
  /** Every call of an extension's function goes through here. */
  readonly runs: Runs;
  readonly log: Log;
  /** The node's clock, which contexts have as `now`. */
  readonly now: () => Date;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const failure = (id: string, phase: Phase, error: unknown): State =>
  error instanceof Blocked
    ? { state: 'blocked', by: error.by, reason: error.message, remedy: error.remedy }
    : {
        state: 'failed',
        phase,
        reason: reasonOf(error),
        remedy: `mend ${id} or leave it out with --without ${id}`,
      };
const block = (record: ExtensionRecord, by: string) => {
  record.status = {
    state: 'blocked',
    by,
    reason: `needs ${by}, which is not available`,
    remedy: `mend ${by} first`,
  };
};

const resolverOf = (container: DependencyContainer): Resolver => ({
  get<T>(token: Token<T>): T {
    if (!container.isRegistered(token, true))
      throw new Error(`the service ${String((token as symbol).description)} is not provided by any admitted extension`);
    return container.resolve<T>(token);
  },
});

/** One child container per extension, made once: a token registered in the parent is seen by every extension. */
function build(
  { id, version }: { id: string; version: string },
  definition: ExtensionDefinition,
  { routes, pages }: Admission | { routes: undefined; pages: undefined },
  parent: DependencyContainer,
): Built {
  const resolver = resolverOf(parent);
  const providers = definition.services?.(resolver) ?? [];
  for (const { token, make } of providers)
    parent.register(token, { useFactory: instancePerContainerCachingFactory(make) });
  for (const { token } of providers) parent.resolve(token); // now, so that a missing or circular one fails here
  const hooks = definition.hooks?.(resolver) ?? [];
  return Object.freeze({
    id,
    version,
    definition,
    routes: definition.routes?.(resolver) ?? routes ?? [],
    pages: definition.pages?.(resolver) ?? pages ?? [],
    blocks: definition.blocks?.(resolver) ?? [],
    jobs: definition.jobs?.(resolver) ?? [],
    notifications: definition.notifications?.(resolver) ?? [],
    schedules: definition.schedules?.(resolver) ?? [],
    contributions: hooks.filter((one) => !isListener(one)) as Contribution[],
    listeners: hooks.filter(isListener),
  });
}

/** Runs discover, resolve, admit, migrate and build; mounting is the server's. A failure stops its own extension only. */
export async function createRegistry(options: RegistryOptions): Promise<Registry> {
  const limit = options.phaseLimit ?? 60_000;
  const { candidates, unfit } = discover(options.root);
  const wanted = candidates.filter(
    ({ id }) => !options.without?.includes(id) && (options.only === undefined || options.only.includes(id)),
  );
  const { order, refused } = resolve(wanted, options.coreVersion);

  const container = root.createChildContainer();
  for (const { token, make } of options.services)
    container.register(token, { useFactory: instancePerContainerCachingFactory(make) });
  const core = build(
    { id: 'core', version: options.coreVersion },
    options.core,
    { routes: undefined, pages: undefined },
    container,
  );

  const records = new Map<string, ExtensionRecord>();
  const sorted: Candidate[] = [...order, ...wanted.filter(({ id }) => refused.has(id))];
  for (const candidate of sorted)
    records.set(candidate.id, {
      ...candidate,
      definition: undefined,
      status: refused.get(candidate.id) ?? { state: 'admitted' },
      milliseconds: 0,
      deprecations: [],
    });

  const built = new Map<string, Built>();
  const paths = new Map<string, string>();
  const permissions = new Set<string>(Object.keys(options.core.permissions ?? {}));
  const events = new Set((options.core.events ?? []).map((event) => event.id));
  for (const { id, requires, optional } of order) {
    const record = records.get(id);
    if (!record) continue;
    const missing = order.find(
      (other) => requires[other.packageName] && !optional.has(other.packageName) && !built.has(other.id),
    );
    if (missing) {
      block(record, missing.id);
      continue;
    }
    const started = performance.now();
    let phase: Phase = 'admit';
    try {
      refuseConnectionState(record.directory);
      const loaded = await within(limit, () => load(record));
      const definition = options.adapt?.(id, loaded) ?? loaded;
      record.definition = definition;
      const admission = admit(record, definition, paths, permissions);
      admitEvents(id, definition, events);
      const owners = new Map([['core', core] as const, ...built]);
      record.deprecations = deprecatedUses(id, definition, owners);
      refuseGone(record.deprecations, owners);
      const { migrations } = definition;
      if (migrations) {
        phase = 'migrate';
        const overdue = new AbortController();
        await within(limit, () => options.migrate(id, migrations, overdue.signal)).catch((error: unknown) => {
          overdue.abort(error);
          throw error;
        });
        await options.inspect?.(id, definition);
      }
      phase = 'build';
      built.set(id, build(record, definition, admission, container));
      for (const segment of definition.paths ?? [id]) paths.set(segment, id);
      for (const name of Object.keys(definition.permissions ?? {})) permissions.add(name);
      for (const event of definition.events ?? []) events.add(event.id);
    } catch (error) {
      record.status = failure(id, phase, error);
    }
    record.milliseconds = performance.now() - started;
  }

  let contributions = contributionsOf(core, built);
  return {
    records: [...records.values()],
    unfit,
    core,
    built,
    get: resolverOf(container).get,
    record: (id) => records.get(id),
    runs: createRuns(options.log),
    log: options.log,
    now: options.now ?? (() => new Date()),
    for: (view) => contributions(view),
    failed(id, phase, error) {
      const record = records.get(id);
      if (!record) return;
      record.status = failure(id, phase, error);
      built.delete(id);
      // whoever needs it has been built by now, and is mounted after it
      for (const other of order) {
        const dependent = records.get(other.id);
        const needs = other.requires[record.packageName] !== undefined && !other.optional.has(record.packageName);
        if (needs && dependent && built.delete(other.id)) block(dependent, id);
      }
      contributions = contributionsOf(core, built);
    },
  };
}
