import type { Kysely } from 'kysely';
import type { CommunityView } from './contract/community.ts';
import type { Actor, Context, Log } from './contract/context.ts';
import { coreProblems } from './contract/core-problems.ts';
import { lend, type Lease } from './database/lease.ts';
import { runHook } from './events/hooks.ts';
import { tellAll } from './mail/jobs.ts';
import { translator } from './messages/translator.ts';
import type { Registry } from './registry/registry.ts';
import { TookTooLong, type Budget, type Run } from './registry/runs.ts';
import { jobsToken } from './tokens.ts';

export interface ContextOptions {
  readonly view: CommunityView;
  readonly actor: Actor | null;
  readonly log: Log;
  /** Where links begin: '' on a host of its own, `/c/<slug>` below the platform's. */
  readonly base?: string;
  readonly locale?: string;
  /** A database that is taken back when the time of this call is over. */
  readonly lease?: Lease;
}

const permissionSets = new WeakMap<CommunityView, Map<string, ReadonlySet<string>>>();

/** What a set of roles gives in one view; kept with the view, since it never changes. */
export function permissionsOf(view: CommunityView, roles: readonly string[]): ReadonlySet<string> {
  const known = permissionSets.get(view) ?? new Map<string, ReadonlySet<string>>();
  permissionSets.set(view, known);
  const key = roles.join();
  let permissions = known.get(key);
  if (!permissions) {
    permissions = new Set(roles.flatMap((role) => view.roles.get(role)?.permissions ?? []));
    known.set(key, permissions);
  }
  return permissions;
}

/**
 * The language of a reader, always one of the community's: the one they chose, else the one that their browser prefers, else
 * the community's first.
 */
export function localeFor(
  view: Pick<CommunityView, 'languages'>,
  acceptLanguage: string | undefined,
  chosen?: string,
): string {
  if (chosen !== undefined && view.languages.includes(chosen)) return chosen;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ tag }) => tag !== '')
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const found = view.languages.find(
      (language) => language.toLowerCase() === tag || language.toLowerCase().split('-')[0] === tag.split('-')[0],
    );
    if (found) return found;
  }
  return view.languages[0] ?? 'en';
}

/** Makes the context of one request, job or command, seen by one extension (`core` for core's own pages). */
export function createContext(registry: Registry, extension: string, options: ContextOptions): Context {
  const { view, actor, log, base = '' } = options;
  const locale = options.locale ?? view.languages[0] ?? 'en';
  const contributions = registry.for(view);
  const permissions = permissionsOf(view, actor ? ['member', ...actor.roles] : ['visitor']);
  const translate = translator(contributions, locale, view.timeZone);

  const make = (owner: string, db: Kysely<any>, inTransaction: boolean, lease?: Lease): Context => {
    const ctx: Context = {
      community: view,
      actor,
      settings: view.extensions.get(owner) ?? {},
      db,
      now: registry.now,
      log,
      locale,
      can: (permission) => permissions.has(permission),
      require(permission) {
        if (permissions.has(permission)) return;
        throw actor ? coreProblems.notPermitted() : coreProblems.signInRequired();
      },
      transaction: (work) =>
        inTransaction
          ? work(ctx)
          : db.transaction().execute(async (transaction) => {
              const result = await work(make(owner, transaction, true));
              lease?.check(); // nothing of who was stopped is kept
              return result;
            }),
      t: translate,
      url: (path) => `${base}${path}`,
      all: (target) => contributions.to(target).map(({ value }) => value),
      run: (target, value) => {
        const contributed = contributions.to(target);
        if (contributed.length === 0) return Promise.resolve(value);
        const contextOf = (other: string, lease: Lease) => make(other, lease.db, inTransaction, lease);
        return runHook({ runs: registry.runs, log, db, contributed, contextOf }, target, value);
      },
      enqueue: (job, data, when) => registry.get(jobsToken).enqueue(db, view.id, job, data, when),
      emit: (event, payload) => ctx.transaction((tx) => registry.get(jobsToken).emit(tx.db, view.id, event, payload)),
      notify: (kind, data, when) => ctx.enqueue(tellAll, { kind: kind.id, data }, when),
      has: (other) => view.extensions.has(other),
      get: (service) => registry.get(service),
      as: (other) => make(other, db, inTransaction, lease),
    };
    return Object.freeze(ctx);
  };
  return make(extension, options.lease?.db ?? view.db, false, options.lease);
}

/**
 * Runs a function of an extension for nobody in particular, bounded and named, with a database that it has until it is done, or
 * late: what comes back after its time writes nothing any more. @throws TookTooLong
 */
export async function runLent<T>(
  registry: Registry,
  view: CommunityView,
  run: Run,
  budget: Budget,
  work: (ctx: Context) => T | Promise<T>,
): Promise<T> {
  const lease = await lend(view.db);
  let cut = false;
  try {
    return await registry.runs.contain(run, budget, () =>
      work(createContext(registry, run.extension, { view, actor: null, log: registry.log, lease })),
    );
  } catch (error) {
    cut = error instanceof TookTooLong;
    throw error;
  } finally {
    await lease.takeBack({ cut });
  }
}
