import 'reflect-metadata';
import { container as root, instancePerContainerCachingFactory, type DependencyContainer } from 'tsyringe';
import type { CommunityView } from '../contract/community.ts';
import type { Log } from '../contract/context.ts';
import type { ExtensionDefinition } from '../contract/definition.ts';
import type { Contribution } from '../contract/hooks.ts';
import type { Provider, Resolver, Token } from '../contract/token.ts';
import { createAdmission, PHASE_LIMIT, type Admission, type AdmissionOptions, type Step } from './admission.ts';
import type { Admitted } from './admit.ts';
import { isListener } from './admit-events.ts';
import { contributionsOf, type Built, type Contributions } from './contributions.ts';
import type { Phase } from './record.ts';
import { createRuns, within, type Runs } from './runs.ts';

export interface RegistryOptions extends AdmissionOptions {
  /** Core's services. */
  readonly services: readonly Provider[];
  /** Migrates the tables of one extension; lets go of every lock where `overdue` is aborted. */
  readonly migrate: (id: string, migrations: URL, overdue: AbortSignal) => Promise<void>;
  /** The node's clock; the real one unless a test moves it. */
  readonly now?: (() => Date) | undefined;
  /** Looks at the tables of one extension as they are after its migrations; throws where they may not stay so. */
  readonly inspect?: (id: string, definition: ExtensionDefinition) => Promise<void>;
  readonly log: Log;
}

/** What is installed in this platform, and what it contributes to a community. */
export interface Registry extends Resolver, Pick<Admission, 'records' | 'unfit' | 'record'> {
  readonly core: Built;
  /** Admitted extensions, in order of dependency. */
  readonly built: ReadonlyMap<string, Built>;
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
  { routes, pages }: Partial<Admitted>,
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
    realms: definition.realms?.(resolver) ?? [],
    schedules: definition.schedules?.(resolver) ?? [],
    contributions: hooks.filter((one) => !isListener(one)) as Contribution[],
    listeners: hooks.filter(isListener),
  });
}

/** Names that one extension alone may have, as rows in the database say no more than the name. */
function refuseTaken(made: Built, others: ReadonlyMap<string, Built>): void {
  const names = ({ definition, realms }: Built) => [
    ...realms.map((realm) => `realm ${realm.id}`),
    ...(definition.kinds ?? []).map((kind) => `kind ${kind.id} of content`),
    ...(definition.spaces ?? []).map((kind) => `kind ${kind.id} of spaces`),
  ];
  const own = new Set(names(made));
  for (const other of others.values()) {
    const name = names(other).find((one) => own.has(one));
    if (name) throw new Error(`the ${name} belongs to ${other.id}`);
  }
}

/** Runs discover, resolve, admit, migrate and build; mounting is the server's. A failure stops its own extension only. */
export async function createRegistry(options: RegistryOptions): Promise<Registry> {
  const container = root.createChildContainer();
  for (const { token, make } of options.services)
    container.register(token, { useFactory: instancePerContainerCachingFactory(make) });
  const core = build({ id: 'core', version: options.coreVersion }, options.core, {}, container);

  const built = new Map<string, Built>();
  const migrate: Step = {
    phase: 'migrate',
    async run({ id }, definition) {
      const { migrations } = definition;
      if (!migrations) return;
      const overdue = new AbortController();
      const work = () => options.migrate(id, migrations, overdue.signal);
      await within(options.phaseLimit ?? PHASE_LIMIT, work).catch((error: unknown) => {
        overdue.abort(error);
        throw error;
      });
      await options.inspect?.(id, definition);
    },
  };
  const { records, unfit, record, failed } = await createAdmission(options, [
    migrate,
    {
      phase: 'build',
      run(one, definition, admitted) {
        const made = build(one, definition, admitted, container);
        refuseTaken(made, new Map([['core', core], ...built]));
        built.set(one.id, made);
      },
    },
  ]);

  let contributions = contributionsOf(core, built);
  return {
    records,
    unfit,
    record,
    core,
    built,
    get: resolverOf(container).get,
    runs: createRuns(options.log),
    log: options.log,
    now: options.now ?? (() => new Date()),
    for: (view) => contributions(view),
    failed(id, phase, error) {
      for (const out of failed(id, phase, error)) built.delete(out);
      contributions = contributionsOf(core, built);
    },
  };
}
