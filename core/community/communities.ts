import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import type { Log } from '../contract/context.ts';
import { createContext } from '../context.ts';
import { communityDb, type TenantPool } from '../database/tenant.ts';
import type { Registry } from '../registry/registry.ts';
import { checkCommunity } from './check.ts';
import { readCommunityFiles, type ConfigurationFile } from './files.ts';
import { applied, ensureCommunity, lastRevision, recordRevision, setExtensionState, statesOf } from './store.ts';
import type { CommunityDocument } from './schema.ts';
import { viewOf } from './view.ts';
import { describeProblem, parseYaml, type ConfigurationProblem } from './yaml.ts';
import { BUDGETS } from '../registry/runs.ts';

export interface CommunitiesOptions {
  readonly directory: string;
  readonly registry: Registry;
  readonly platform: Kysely<any>;
  readonly pool: TenantPool;
  readonly log: Log;
  readonly env: NodeJS.ProcessEnv;
  /** Runs once for each view before it is shown: core's atoms, grants. */
  readonly prepare: (view: CommunityView) => Promise<void>;
}

/** The communities of this process: files in, immutable views out. */
export interface Communities {
  bySlug(slug: string): CommunityView | undefined;
  byHost(host: string): CommunityView | undefined;
  all(): readonly CommunityView[];
  /** What is wrong in the files now; while anything is, the last good revision of that file serves. */
  problems(): readonly ConfigurationProblem[];
  /** Reads the files and swaps in what changed. Calls that overlap run one after the other. */
  reload(): Promise<void>;
}

interface State {
  readonly views: ReadonlyMap<string, CommunityView>;
  readonly hosts: ReadonlyMap<string, CommunityView>;
  readonly problems: readonly ConfigurationProblem[];
}

export function createCommunities(options: CommunitiesOptions): Communities {
  const { registry, platform, pool, log } = options;
  const databases = new Map<number, Kysely<any>>();
  const hashes = new Map<string, string>();
  let state: State = { views: new Map(), hosts: new Map(), problems: [] };
  let queue: Promise<void> = Promise.resolve();

  const contextOf = (view: CommunityView, extension: string) =>
    createContext(registry, extension, { view, actor: null, log });

  /** Runs `enable` of what is newly on, before the view shows it. One node at a time: the state row is locked. */
  async function enable(view: CommunityView) {
    const states = await statesOf(platform, view.id);
    for (const extension of view.extensions.keys()) {
      if (states.get(extension) === 'enabled') continue;
      await platform.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`enable ${view.id} ${extension}`}, 0))`.execute(
          transaction,
        );
        await setExtensionState(platform, view.id, extension, 'enabling');
        const hook = registry.built.get(extension)?.definition.lifecycle?.enable;
        if (hook)
          await registry.runs
            .contain({ extension, place: 'enable', id: view.slug }, BUDGETS.lifecycle, () =>
              hook(contextOf(view, extension)),
            )
            .catch((error: unknown) => {
              const reason = error instanceof Error ? error.message : String(error);
              throw new Error(`${extension} could not be turned on: ${reason}`, { cause: error });
            });
        await setExtensionState(platform, view.id, extension, 'enabled');
      });
    }
  }

  /** Runs `disable` of what is newly off, after the view has stopped showing it. Data stays. */
  async function disable(before: CommunityView, after: CommunityView) {
    for (const extension of before.extensions.keys()) {
      if (after.extensions.has(extension)) continue;
      const hook = registry.built.get(extension)?.definition.lifecycle?.disable;
      // it is off whatever it says to that
      if (hook)
        await registry.runs
          .contain({ extension, place: 'disable', id: before.slug }, BUDGETS.lifecycle, () =>
            hook(contextOf(before, extension)),
          )
          .catch((error: unknown) =>
            log.error({ err: error, community: before.slug, extension }, 'an extension failed while it was turned off'),
          );
      await setExtensionState(platform, before.id, extension, 'disabled');
    }
  }

  async function show(document: CommunityDocument): Promise<CommunityView> {
    const row = await ensureCommunity(platform, document.slug);
    const db = databases.get(row.id) ?? communityDb(pool, row.id);
    databases.set(row.id, db);
    const view = viewOf(row, document, registry, db);
    await options.prepare(view);
    await enable(view);
    return view;
  }

  /** The view for one file: as it was, new, or the last good one. */
  async function viewFor(
    file: ConfigurationFile,
    problems: ConfigurationProblem[],
  ): Promise<CommunityView | undefined> {
    const current = state.views.get(file.slug);
    if (current && hashes.get(file.slug) === file.hash) return current;
    const { parsed, problems: broken } = parseYaml(file.file, file.text, options.env);
    const checked = parsed ? checkCommunity(file.slug, parsed, registry) : { problems: broken };
    if ('document' in checked && checked.document) {
      try {
        const view = await show(checked.document);
        if (!(await applied(platform, view.id, file.hash)))
          await recordRevision(platform, view.id, {
            document: checked.document,
            fileHash: file.hash,
            source: file.file,
          });
        hashes.set(file.slug, file.hash);
        return view;
      } catch (error) {
        problems.push({
          file: file.file,
          line: 1,
          column: 1,
          key: '',
          reason: `could not be applied: ${(error as Error).message}`,
        });
        return current;
      }
    }
    problems.push(...checked.problems);
    if (current) return current;
    const last = await lastRevision(platform, file.slug);
    return last ? show(last) : undefined;
  }

  async function load() {
    const { files, problems: unreadable } = await readCommunityFiles(options.directory);
    const problems: ConfigurationProblem[] = [...unreadable];
    const views = new Map<string, CommunityView>();
    const hosts = new Map<string, CommunityView>();
    for (const file of files) {
      let view = await viewFor(file, problems);
      const clash = view?.hosts.find((host) => hosts.has(host));
      if (view && clash) {
        problems.push({
          file: file.file,
          line: 1,
          column: 1,
          key: 'hosts',
          reason: `the host ${clash} belongs to ${hosts.get(clash)?.slug}`,
        });
        hashes.delete(file.slug);
        view = state.views.get(file.slug);
      }
      if (!view) continue;
      views.set(file.slug, view);
      for (const host of view.hosts) if (!hosts.has(host)) hosts.set(host, view);
    }
    const before = state;
    const said = new Set(before.problems.map(describeProblem));
    state = { views, hosts, problems };
    for (const problem of problems)
      if (!said.has(describeProblem(problem)))
        log.error({ problem }, `configuration refused: ${describeProblem(problem)}`);
    for (const [slug, old] of before.views) {
      const now = views.get(slug);
      if (now && now !== old) {
        log.info({ community: slug, extensions: [...now.extensions.keys()] }, 'configuration applied');
        await disable(old, now).catch((error: unknown) =>
          log.error({ err: error, community: slug }, 'an extension failed while it was turned off'),
        );
      }
    }
  }

  return {
    bySlug: (slug) => state.views.get(slug),
    byHost: (host) => state.hosts.get(host),
    all: () => [...state.views.values()],
    problems: () => state.problems,
    reload() {
      queue = queue.then(load, load);
      return queue;
    },
  };
}
