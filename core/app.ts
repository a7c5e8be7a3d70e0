import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql, type Kysely } from 'kysely';
import { pino, type Logger } from 'pino';
import { auditService, ensureCommunityAtoms, setRealms } from './access/index.ts';
import { accessService, grantService } from './access/service.ts';
import { createAddresses, type Addresses } from './community/addresses.ts';
import { createCommunities, type Communities, type CommunitiesOptions } from './community/communities.ts';
import { followConfiguration, type Following } from './community/follow.ts';
import { createSettings } from './community/settings.ts';
import { PlatformFile } from './community/schema.ts';
import { describeProblem, parseYaml, schemaProblems } from './community/yaml.ts';
import type { CommunityView } from './contract/community.ts';
import type { ExtensionDefinition } from './contract/definition.ts';
import { access, audit, content, grants, members, pages, spaces } from './contract/services.ts';
import { provide } from './contract/token.ts';
import { contentService } from './content/index.ts';
import { coreExtension } from './core-extension.ts';
import { assertSafeLogin, grantApplication, prepareDatabase } from './database/logins.ts';
import { cutOff, loadMigrations, migrateSchema, openOwner, type Migrated } from './database/migrate.ts';
import { createNodeLocks } from './database/node-locks.ts';
import { communityDb, platformDb, TenantPool } from './database/tenant.ts';
import { createDemo, type Landing } from './demo/create.ts';
import { readDemo, type DemoSettings } from './demo/settings.ts';
import { createContext } from './context.ts';
import { jobCounts } from './events/counts.ts';
import { installJobs, JOB_SCHEMA } from './events/install.ts';
import { createJobs, type Jobs } from './events/jobs.ts';
import { createServer } from './http/server.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { linkTokens, linkTokensToken } from './identity/link-token.ts';
import { memberService } from './identity/members.ts';
import { tryCounter } from './identity/rate-limit.ts';
import { addressesToken, mailToken } from './mail/contract.ts';
import { createMailer, mailerToken } from './mail/mailer.ts';
import { smtpTransport } from './mail/transport.ts';
import { createJoining, joiningToken } from './membership/joining.ts';
import { coreVersion } from './package-version.ts';
import { Blocked, schemaOf } from './registry/record.ts';
import { refuseWithoutPrivacy } from './privacy/person-tables.ts';
import { pageService } from './pages/service.ts';
import { createRegistry, type Registry } from './registry/registry.ts';
import { compile } from './registry/schemas.ts';
import { tidy } from './tidy.ts';
import { createOperators, type Operators } from './operators/operators.ts';
import { createPresentation } from './web/presentation.ts';
import { spaceService } from './spaces/index.ts';
import { demoToken, identityToken, jobsToken, platformDatabase, registryToken, settingsToken } from './tokens.ts';

export interface AppOptions {
  /** Folder with `extensions/*` and the root package.json. */
  readonly root: string;
  /** Folder with `platform.yaml` and `communities/`. */
  readonly configDirectory: string;
  readonly database: {
    /** Migrates and owns. */
    readonly ownerUrl: string;
    /** Owns nothing. Made by the owner where it is missing. */
    readonly applicationUrl?: string | undefined;
    /** Password of the login that the owner makes. */
    readonly applicationPassword?: string | undefined;
    readonly applicationRole?: string | undefined;
    readonly max?: number | undefined;
  };
  /** Signs tokens and keys rate limits; at least 32 characters. */
  readonly secret: string;
  /** Demo people and their sign-ins: on loopback with the embedded database only. */
  readonly demo: boolean;
  /** Keep mail for a page instead of sending it; a demo without a mail server does so. */
  readonly outbox?: boolean | undefined;
  /** Where links in mail begin if `platform.baseUrl` is not set and nothing listens yet. */
  readonly origin?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly logger?: Logger | undefined;
  readonly without?: readonly string[] | undefined;
  readonly only?: readonly string[] | undefined;
  /**
   * What becomes of configuration files, by default `follow`. A command says `ignore`, or `add`, so that it removes no community. They are
   * left alone in any case where platform.yaml says `config: { watch: false }`.
   */
  readonly files?: CommunitiesOptions['files'];
  /** Keep up with what other nodes write. Default true; a command that ends soon need not. */
  readonly follow?: boolean | undefined;
  /** See `RegistryOptions.adapt`; for tests. */
  readonly adapt?: ((id: string, definition: ExtensionDefinition) => ExtensionDefinition) | undefined;
  /** The node's clock, which is `ctx.now()`; the real one unless a test moves it. The database keeps its own. */
  readonly now?: (() => Date) | undefined;
  /** Longest time that one phase of one extension may take at boot, in milliseconds. */
  readonly phaseLimit?: number | undefined;
}

/** One platform in one process. Nothing outside of it: tests run several side by side. */
export interface App {
  readonly server: FastifyInstance;
  readonly registry: Registry;
  readonly communities: Communities;
  /** How this node hears of what others write; undefined where it does not keep up. */
  readonly following: Following | undefined;
  readonly identity: Identity;
  readonly platform: Kysely<any>;
  /** Scoped to one community, also one that is not shown. */
  readonly databaseOf: (community: number) => Kysely<any>;
  readonly settings: PlatformFile;
  readonly demo: DemoSettings;
  readonly jobs: Jobs;
  /** Where mail goes: to a server, to a page, or nowhere until there is a server. */
  readonly mail: 'smtp' | 'outbox' | 'none';
  readonly addresses: Addresses;
  /** Who may look after the installation. */
  readonly operators: Operators;
  /** What this start found in the ledgers and did, by schema. */
  readonly migrated: readonly Migrated[];
  readonly log: Logger;
  /** Begins to do jobs, with the mail that was held for want of a server. */
  work(): Promise<void>;
  /** Makes demo content that is still missing, and refreshes what has lapsed. */
  createDemo(): Promise<void>;
  /** Says no to new requests, lets running ones finish, and closes the pool. */
  close(): Promise<void>;
}

export class StartError extends Error {}

/** Reads `platform.yaml`; a missing file means every default. */
export async function readPlatformFile(directory: string, env: NodeJS.ProcessEnv): Promise<PlatformFile> {
  const text = await readFile(path.join(directory, 'platform.yaml'), 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const { parsed, problems } = parseYaml('platform.yaml', text, env, { optional: true });
  const value = structuredClone(parsed?.value ?? {}) as PlatformFile;
  const all = parsed ? schemaProblems(parsed, compile(PlatformFile, 'strict'), value) : problems;
  if (all.length > 0) throw new StartError(all.map(describeProblem).join('\n'));
  return value;
}

/** What members can hold of the extensions that are on in a community. */
const realmsOf = (registry: Registry, view: CommunityView) =>
  [...registry.built.values()]
    .filter(({ id }) => view.extensions.has(id))
    .flatMap(({ id, realms }) => realms.map((realm) => ({ realm: realm.id, owner: id })));

const isRemoved = async (platform: Kysely<any>, community: number): Promise<boolean> => {
  const { rows } = await sql`select from platform.community where id = ${community} and removed_at is null`.execute(
    platform,
  );
  return rows.length === 0;
};

/** Builds everything: database, registry, communities, server. Nothing listens yet. */
export async function createApp(options: AppOptions): Promise<App> {
  const env = options.env ?? process.env;
  if (options.secret.length < 32)
    throw new StartError('The secret needs at least 32 characters: set POLYPHONY_SECRET.');
  const settings = await readPlatformFile(options.configDirectory, env);
  const log = options.logger ?? pino({ level: 'warn' });
  const demo = await readDemo(options.configDirectory, options.demo && settings.demo, env);

  const { ownerUrl, applicationUrl, applicationPassword, applicationRole, max } = options.database;
  const prepared = await prepareDatabase({
    ownerUrl,
    ...(applicationUrl === undefined ? {} : { applicationUrl }),
    ...(applicationPassword === undefined ? {} : { applicationPassword }),
    ...(applicationRole === undefined ? {} : { applicationRole }),
  });
  let served: Communities | undefined;
  const pool = new TenantPool({
    url: prepared.applicationUrl,
    max: max ?? 10,
    // known below, and asked when there are requests
    communities: () => served?.count() ?? 1,
    onLost: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  // what was opened, in the opposite order: for the end, and for a start that fails half-way
  const opened: (() => unknown)[] = [() => pool.end()];
  const closeAll = async () => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    await assertSafeLogin(pool);
    const platform = platformDb<any>(pool);
    const tries = tryCounter(platform, options.secret);
    const identity = createIdentity({
      platform,
      tries,
      limits: settings.limits,
      services: { get: (service) => registry.get(service) },
      demoSignIn: demo.active,
    });

    const operators = createOperators({ platform, tries, limits: settings.limits, demoSignIn: demo.active });

    await installJobs(ownerUrl);
    let listening: (() => string | undefined) | undefined;
    const addresses = createAddresses(
      settings.baseUrl,
      () => listening?.() ?? options.origin ?? 'http://localhost:3000',
    );
    const outbox = options.outbox ?? (demo.active && !settings.mail);
    const transport = outbox ? 'outbox' : settings.mail ? smtpTransport(settings.mail.url) : 'none';
    if (typeof transport === 'object') opened.push(() => transport.close());
    const tokens = linkTokens(options.secret);
    const mailer = createMailer({
      registry: () => registry,
      platform,
      addresses,
      tokens,
      from: {
        address: settings.mail?.from ?? 'no-reply@localhost.localdomain',
        neutralName: settings.mail?.neutralName ?? 'Messages',
      },
      transport,
      log,
    });

    let owner = openOwner(ownerUrl);
    const migrated = [...prepared.migrated];
    let registry: Registry;
    let communities: Communities;
    let following: Following | undefined;
    try {
      registry = await createRegistry({
        root: options.root,
        coreVersion,
        log,
        core: coreExtension,
        ...(options.without ? { without: options.without } : {}),
        only: options.only,
        adapt: options.adapt,
        now: options.now,
        phaseLimit: options.phaseLimit,
        services: [
          provide(content, contentService),
          provide(access, accessService),
          provide(grants, grantService),
          provide(spaces, spaceService),
          provide(members, memberService),
          provide(audit, auditService),
          provide(pages, pageService),
          provide(identityToken, () => identity),
          provide(platformDatabase, () => platform),
          provide(registryToken, () => () => registry),
          provide(demoToken, () => demo),
          provide(jobsToken, () => jobs),
          provide(joiningToken, () => createJoining(() => jobs)),
          provide(settingsToken, () =>
            createSettings({ registry: () => registry, communities: () => communities, platform }),
          ),
          provide(linkTokensToken, () => tokens),
          provide(addressesToken, () => addresses),
          provide(mailToken, () => mailer),
          provide(mailerToken, () => mailer),
        ],
        async migrate(id, migrations, overdue) {
          const schema = schemaOf(id);
          overdue.addEventListener('abort', () => {
            const hung = owner;
            owner = openOwner(ownerUrl);
            cutOff(hung).catch((error: unknown) => log.error({ err: error, extension: id }, 'a migration still runs'));
          });
          const done = await migrateSchema({ owner, schema, migrations: await loadMigrations(migrations) });
          if (done.outcome === 'ahead')
            throw new Blocked(
              'a newer release',
              `its tables were changed by a newer release (${done.unknown.join(', ')}), which does not say that this one still works on them`,
              `install that release of ${id}, or restore a backup from before it`,
            );
          migrated.push(done);
          await grantApplication(owner, [schema], prepared.applicationRole);
        },
        inspect: (id, { privacy }) => refuseWithoutPrivacy(owner, schemaOf(id), privacy),
      });
      await grantApplication(owner, [JOB_SCHEMA], prepared.applicationRole);
    } finally {
      await owner.end();
    }
    for (const id of settings.required) {
      const status = registry.record(id)?.status;
      if (status?.state !== 'admitted')
        throw new StartError(
          `The extension ${id} is required by platform.yaml and is not available: ${status ? status.reason : 'it is not installed'}.`,
        );
    }

    communities = createCommunities({
      directory: options.configDirectory,
      registry,
      platform,
      pool,
      locks: createNodeLocks(ownerUrl),
      log,
      env,
      platformHosts: settings.hosts,
      listening: () => following?.listening() === true,
      files: settings.config.watch ? options.files : 'ignore',
      prepare: (view) => view.db.transaction().execute((db) => ensureCommunityAtoms({ db, community: view })),
      open: (view) => {
        const realms = realmsOf(registry, view);
        const set = (db: Kysely<any>) => setRealms({ db, community: view }, realms, [...view.extensions.keys()]);
        return realms.length > 0 ? view.db.transaction().execute(set) : set(view.db);
      },
    });
    served = communities;
    opened.push(() => communities.close());
    await communities.reload();
    following =
      options.follow === false
        ? undefined
        : followConfiguration({ url: ownerUrl, platform, converge: communities.converge, log });
    if (following) opened.push(() => following.close());
    const jobs: Jobs = await createJobs({
      url: prepared.applicationUrl,
      platform,
      extensions: [registry.core, ...registry.built.values()],
      communities: () => communities.all(),
      // two connections stay for requests, whatever jobs do
      slots: Math.max(2, (max ?? 10) - 2),
      async contextOf(community, extension) {
        const view = communities.byId(community);
        if (!view && !(await isRemoved(platform, community)))
          throw new Error(`this node does not serve the community ${community} (yet)`);
        return view && (extension === 'core' || (view.extensions.has(extension) && registry.built.has(extension)))
          ? createContext(registry, extension, { view, actor: null, log })
          : undefined;
      },
      runs: registry.runs,
      chores: [{ id: 'core.tidy', cron: '17 3 * * *', run: () => tidy(platform, (id) => communityDb(pool, id)) }],
      log,
    });
    opened.push(() => jobs.close());
    const landings = new Map<string, ReadonlyMap<string, Landing>>();

    let accepting = true;
    const server = await createServer({
      registry,
      communities,
      identity,
      tries,
      secret: options.secret,
      platformHosts: settings.hosts,
      trustProxy: settings.trustProxy,
      requestsPerMinute: settings.limits.requestsPerMinute,
      inFlight: settings.limits.inFlight,
      metrics: {
        pool: () => pool.load,
        async jobs() {
          const { due, later, dead } = await jobCounts(platform);
          return { waiting: due + later, dead: dead.reduce((sum, { count }) => sum + count, 0) };
        },
        token: settings.metrics?.token,
      },
      logger: log,
      presentation: createPresentation({
        name: settings.name,
        registry,
        communities,
        demo,
        outbox,
        operators,
        jobs,
        migrated,
        platform,
        addresses,
        baseUrl: settings.baseUrl,
        hosts: settings.hosts,
        configDirectory: options.configDirectory,
        landing: (view, persona) => {
          const landing = landings.get(view.slug)?.get(persona);
          return landing && view.extensions.has(landing.extension) ? landing.path : undefined;
        },
      }),
      platform,
      accepting: () => accepting,
    });
    await server.ready();
    listening = () => {
      const address = server.server.address();
      return address && typeof address === 'object' ? `http://localhost:${address.port}` : undefined;
    };

    return {
      server,
      registry,
      communities,
      following,
      identity,
      platform,
      databaseOf: (id) => communityDb(pool, id),
      settings,
      demo,
      jobs,
      mail: typeof transport === 'object' ? 'smtp' : transport,
      addresses,
      operators,
      migrated,
      log,
      async work() {
        await jobs.work();
        for (const view of communities.all())
          await mailer.release(createContext(registry, 'core', { view, actor: null, log }));
      },
      async createDemo() {
        if (demo.console) await operators.addDemo({ email: demo.console.email, password: demo.password });
        for (const view of communities.all())
          landings.set(view.slug, await createDemo(view, { registry, platform, identity, demo, log }));
      },
      async close() {
        accepting = false;
        await server.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
