import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { coreProblems } from '../contract/core-problems.ts';
import type { TSchema } from 'typebox';
import type { ExtensionDefinition } from '../contract/definition.ts';
import type { PageDefinition } from '../contract/page.ts';
import type { RouteAccess, RouteDefinition } from '../contract/route.ts';
import type { Resolver } from '../contract/token.ts';
import type { Candidate } from './record.ts';
import { compile } from './schemas.ts';
import { kindOf } from './setting-kinds.ts';

/** First segments of core's own paths; no extension may take them. */
export const CORE_PATHS: ReadonlySet<string> = new Set([
  'auth',
  'language',
  'me',
  'community',
  'members',
  'content',
  'audiences',
  'search',
  'platform',
  'openapi.json',
  'docs',
  'manage',
  'settings',
  'sign-in',
  'sign-out',
  'join',
  'people',
  'about',
  'rules',
  'privacy',
  'accessibility',
  'help',
  'faq',
  'contact',
  'pages',
  'more',
  'hub',
  'mail',
  'link',
  'invitations',
  'welcome',
  'outbox',
  'assets',
  'theme',
  'healthz',
  'readyz',
  'metrics',
  'c',
  '',
]);

/** Where nothing has been built yet, asking for a service is the mistake: `r` resolves inside handlers only. */
export const tooEarly: Resolver = {
  get(token) {
    throw new Error(`asks for the service ${String(token.description)} while its data is read; ask inside the handler`);
  },
};

/** Imports the extension's entry: `exports["."]` of its package, seen by the conditions this process runs with. */
export function importEntry({ directory, packageName }: Candidate): Promise<Readonly<Record<string, unknown>>> {
  // a package may import itself by name, so this resolves its own `exports` whether it is linked into node_modules or not
  const entry = createRequire(pathToFileURL(path.join(directory, 'package.json'))).resolve(packageName);
  return import(pathToFileURL(entry).href) as Promise<Readonly<Record<string, unknown>>>;
}

/** What an extension says of itself, not looked at yet. */
export async function load(candidate: Candidate): Promise<ExtensionDefinition> {
  const { default: definition } = await importEntry(candidate);
  if (!definition || typeof definition !== 'object')
    throw new Error('its entry exports no definition: write `export default defineExtension({ .. })`');
  return definition as ExtensionDefinition;
}

function checkAccess(what: string, access: RouteAccess | undefined, permissions: ReadonlySet<string>) {
  if (access === 'anyone' || access === 'member') return;
  if (!access || typeof access.permission !== 'string')
    throw new Error(`${what} does not say who may: access is 'anyone', 'member' or { permission }`);
  if (!permissions.has(access.permission))
    throw new Error(`${what} asks for the unknown permission ${access.permission}`);
}

function checkPath(what: string, pathname: string, own: readonly string[]) {
  const segments = pathname.split('/').slice(1);
  const first = segments[0] === 'manage' ? segments[1] : segments[0];
  if (first === undefined || !own.includes(first))
    throw new Error(`${what} is outside of its paths (${own.join(', ')})`);
}

/** Who decides a setting. */
export const ownerOf = (field: TSchema): 'operator' | 'manager' =>
  (field as { owner?: string }).owner === 'manager' ? 'manager' : 'operator';

/** Keys of what a manager reads of a setting: its name, what it is, and what changes for members with it. */
const wordsOfSetting = (extension: string, field: string) =>
  ['', '.hint', '.change'].map((rest) => `${extension}.setting.${field}${rest}`);

/** What a definition says once it is read, so that nothing is read twice. */
export interface Admitted {
  readonly routes: readonly RouteDefinition[];
  readonly pages: readonly PageDefinition[];
}

/**
 * Validates a definition before anything is built from it: ids, paths, access rules, schemas. Throws with a reason that
 * names the part.
 */
export function admit(
  { id }: { readonly id: string },
  definition: ExtensionDefinition,
  taken: ReadonlyMap<string, string>,
  knownPermissions: ReadonlySet<string>,
): Admitted {
  const permissions = new Set([...knownPermissions, ...Object.keys(definition.permissions ?? {})]);
  const prefixed = (what: string, name: string) => {
    if (!name.startsWith(`${id}.`)) throw new Error(`${what} ${name} must start with ${id}.`);
  };
  for (const name of Object.keys(definition.permissions ?? {})) prefixed('the permission', name);
  for (const code of Object.keys(definition.problems?.entries ?? {})) prefixed('the error code', code);
  for (const catalogue of Object.values(definition.messages ?? {}))
    for (const key of Object.keys(catalogue)) prefixed('the message', key.replace(/^problem\./, ''));

  const own = definition.paths ?? [id];
  for (const segment of own) {
    const owner = CORE_PATHS.has(segment) ? 'core' : taken.get(segment);
    if (owner && owner !== id) throw new Error(`the path /${segment} belongs to ${owner}`);
  }

  for (const [name, field] of Object.entries(definition.settings.properties)) {
    const { description, default: fallback } = field as { description?: string; default?: unknown };
    if (!description || fallback === undefined)
      throw new Error(`the setting ${name} needs a description and a default`);
    const words = definition.messages?.['en'] ?? {};
    const missing = ownerOf(field) === 'manager' && wordsOfSetting(id, name).find((key) => words[key] === undefined);
    if (missing) throw new Error(`the setting ${name} is its manager's and has no words: add the message ${missing}`);
    if (ownerOf(field) === 'manager' && !kindOf(field))
      throw new Error(
        `the setting ${name} is its manager's and no form can ask for it: make it a boolean, an enum, a number, a text, a list of these, or an object of them`,
      );
  }
  compile(definition.settings, 'strict');

  const routes = definition.routes?.(tooEarly) ?? [];
  for (const route of routes) {
    const what = `${route.method} ${route.path}`;
    checkPath(what, route.path, own);
    checkAccess(what, route.access, permissions);
    if (route.schema.params) compile(route.schema.params, 'coercing');
    if (route.schema.query) compile(route.schema.query, 'coercing');
    if (route.schema.body) compile(route.schema.body, 'strict');
    if (Object.keys(route.schema.response).length === 0) throw new Error(`${what} has no schema of its answer`);
    for (const response of Object.values(route.schema.response)) compile(response, 'strict');
    for (const code of route.problems ?? [])
      if (
        code.startsWith(`${id}.`)
          ? !definition.problems?.entries[code]
          : code.startsWith('core.') && !coreProblems.entries[code]
      )
        throw new Error(`${what} refuses with ${code}, which no catalogue has`);
  }
  const pages = definition.pages?.(tooEarly) ?? [];
  for (const page of pages) {
    const what = `the ${page.kind} ${page.path}`;
    checkPath(what, page.path, own);
    checkAccess(what, page.access, permissions);
    for (const schema of Object.values(page.schema)) if (schema) compile(schema, 'coercing');
  }
  for (const item of definition.navigation ?? []) {
    checkPath(`the navigation item ${item.id}`, item.path, own);
    checkAccess(`the navigation item ${item.id}`, item.access, permissions);
  }
  for (const kind of [...(definition.kinds ?? []), ...(definition.spaces ?? [])])
    if (typeof kind.path !== 'function') throw new Error(`the kind ${kind.id} has no path`);
  for (const realm of definition.realms?.(tooEarly) ?? [])
    if (!/^[a-z][a-z-]*$/.test(realm.id))
      throw new Error(`the realm ${realm.id} is no name of a realm: use lower-case words with hyphens`);
  definition.blocks?.(tooEarly);
  for (const { job } of definition.jobs?.(tooEarly) ?? []) prefixed('the job', job.id);
  for (const kind of definition.notifications?.(tooEarly) ?? []) prefixed('the notification', kind.id);
  return { routes, pages };
}
