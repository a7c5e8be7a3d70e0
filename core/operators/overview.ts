import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { Communities } from '../community/communities.ts';
import type { Lock } from '../community/policies.ts';
import type { CommunityDocument } from '../community/schema.ts';
import type { ConfigurationProblem } from '../community/yaml.ts';
import type { CommunityView } from '../contract/community.ts';
import { rolesThatGive } from '../membership/roles.ts';
import { needsOf } from '../registry/needs.ts';
import type { ExtensionRecord } from '../registry/record.ts';
import type { Registry } from '../registry/registry.ts';
import { compile } from '../registry/schemas.ts';
import { headcount, type Headcount } from './store.ts';

/** How one extension stands in one community. */
export type Standing =
  /** `own`: names of the settings that are not as they come. Their values may be secrets and stay out. */
  | { readonly state: 'on'; readonly own: readonly string[] }
  /** `kept`: the file names it with `enabled: false`, so its settings are kept. */
  | { readonly state: 'off'; readonly kept: boolean }
  /** Off, and turning it on needs these as well. */
  | { readonly state: 'needs'; readonly kept: boolean; readonly needs: readonly string[] }
  /** The file turns it on, and it does not run. */
  | { readonly state: 'failed'; readonly reason: string; readonly remedy: string };

/**
 * `refused`: the file has mistakes, and what it said before goes on. `missing`: it has mistakes and nothing was ever accepted, so
 * nobody can reach the community. `partly`: an extension that the file turns on does not run.
 */
export type CommunityState = 'healthy' | 'partly' | 'refused' | 'missing';

/** One community as operators see it: what its file says, how it fares, and of its members no more than how many. */
export interface CommunityOverview {
  readonly slug: string;
  readonly name: string;
  readonly state: CommunityState;
  /** Of what serves now; undefined where nothing does. */
  readonly view: CommunityView | undefined;
  /** As somebody in the folder of the installation opens it. */
  readonly file: string;
  readonly appliedAt: Date | undefined;
  /** Number of the revision that serves. */
  readonly revision: number | undefined;
  readonly problems: readonly ConfigurationProblem[];
  readonly people: Headcount | undefined;
  /** By the id of the extension, installed ones first, in the order in which they start. */
  readonly extensions: ReadonlyMap<string, Standing>;
  /** Extensions that a policy of the platform forces or forbids here, with its reason. */
  readonly locks: ReadonlyMap<string, Lock>;
}

export interface OverviewSources {
  readonly registry: Registry;
  readonly communities: Communities;
  readonly platform: Kysely<any>;
  readonly configDirectory: string;
}

/** Names of the settings that differ from their defaults. */
function ownSettings({ definition }: ExtensionRecord, settings: Readonly<Record<string, unknown>>): readonly string[] {
  if (!definition) return [];
  const defaults: Record<string, unknown> = {};
  compile(definition.settings, 'strict')(defaults); // fills them in
  return Object.keys(settings).filter((name) => !isDeepStrictEqual(settings[name], defaults[name]));
}

function standingOf(
  registry: Registry,
  id: string,
  view: CommunityView | undefined,
  named: CommunityDocument['extensions'][string] | undefined,
): Standing {
  const record = registry.record(id);
  if (!named?.enabled) {
    const kept = named !== undefined;
    const needs = record ? needsOf(registry, record).filter((other) => !view?.extensions.has(other)) : [];
    return needs.length > 0 ? { state: 'needs', kept, needs } : { state: 'off', kept };
  }
  if (!record) return { state: 'failed', reason: 'it is not installed', remedy: `install ${id}` };
  const { status } = record;
  if (status.state !== 'admitted') return { state: 'failed', reason: status.reason, remedy: status.remedy };
  return view?.extensions.has(id)
    ? { state: 'on', own: ownSettings(record, named.settings) }
    : { state: 'failed', reason: 'the file that turns it on was not accepted', remedy: 'mend the file' };
}

const slugOf = (file: string) => /^communities\/([a-z0-9-]+)\.ya?ml$/.exec(file)?.[1];

function overviewOf(
  slug: string,
  { registry, communities, configDirectory }: OverviewSources,
  people: Headcount | undefined,
): CommunityOverview {
  const applied = communities.active(slug);
  const view = applied?.view;
  const problems = communities.problems().filter(({ file }) => slugOf(file) === slug);
  const named = applied?.document.extensions ?? {};
  const ids = new Set([...registry.records.map(({ id }) => id), ...Object.keys(named)]);
  const extensions = new Map([...ids].map((id) => [id, standingOf(registry, id, view, named[id])]));
  const file = problems[0]?.file ?? applied?.file ?? `communities/${slug}.yaml`;
  const failed = [...extensions.values()].some(({ state }) => state === 'failed');
  return {
    slug,
    name: view?.name ?? slug,
    state: problems.length > 0 ? (view ? 'refused' : 'missing') : failed ? 'partly' : 'healthy',
    view,
    file: path.relative(process.cwd(), path.join(configDirectory, file)),
    appliedAt: applied?.appliedAt,
    revision: applied?.revision,
    problems,
    people,
    extensions,
    locks: communities.locksOf(slug),
  };
}

/** Every community that has a file, by name, those that are closed among them. */
export async function overview(sources: OverviewSources): Promise<readonly CommunityOverview[]> {
  const { communities } = sources;
  const slugs = new Set([
    ...communities.all().map(({ slug }) => slug),
    ...communities.problems().flatMap(({ file }) => slugOf(file) ?? []),
  ]);
  const all = await Promise.all(
    [...slugs].map(async (slug) => {
      const view = communities.bySlug(slug);
      const people = view && (await headcount(view.db, view.id, rolesThatGive(view, 'core.manage')));
      return overviewOf(slug, sources, people);
    }),
  );
  return all.sort((a, b) => a.name.localeCompare(b.name) || a.slug.localeCompare(b.slug));
}

/** Mistakes in files that no community comes from, such as one with an unfit name. */
export const strayProblems = ({ communities }: Pick<OverviewSources, 'communities'>): readonly ConfigurationProblem[] =>
  communities.problems().filter(({ file }) => slugOf(file) === undefined);
