import { needsOf } from '../registry/needs.ts';
import type { Registry } from '../registry/registry.ts';
import { compile } from '../registry/schemas.ts';
import { effective, type Values } from './document.ts';
import { locksOf, type Lock } from './policies.ts';
import { CommunityFile, PlatformFile, type CommunityDocument, type Policy } from './schema.ts';
import { nearest, schemaProblems, type ConfigurationProblem, type ParsedFile } from './yaml.ts';

/** What is installed, as far as a file needs to know it. */
export interface Installed extends Pick<Registry, 'records' | 'record'> {
  readonly core: Pick<Registry['core'], 'definition'>;
}

export type Checked =
  | {
      /** What the file says, for a revision: no defaults, no secrets. */
      readonly declared: Values;
      /** What a community has by this file alone. */
      readonly document: CommunityDocument;
      readonly problems: readonly [];
    }
  | {
      readonly declared?: undefined;
      readonly document?: undefined;
      readonly problems: readonly ConfigurationProblem[];
    };

const validZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

const allPermissions = (registry: Installed) =>
  [registry.core.definition, ...registry.records.map(({ definition }) => definition)].flatMap((definition) =>
    Object.keys(definition?.permissions ?? {}),
  );

/** A name that nothing has: with the nearest one, or with where to find the names. */
function unknown(
  parsed: ParsedFile,
  path: readonly (string | number)[],
  reason: string,
  { at, suggestion, where }: { at?: 'key'; suggestion: string | undefined; where: string },
): ConfigurationProblem {
  return parsed.problem(path, suggestion === undefined ? `${reason}; ${where}` : reason, {
    ...(at === undefined ? {} : { at }),
    suggestion,
  });
}

/** What policies of the platform refuse in a file. */
function refusals(
  parsed: ParsedFile,
  locks: ReadonlyMap<string, Lock>,
  extensions: Readonly<Record<string, { readonly enabled: boolean }>>,
): ConfigurationProblem[] {
  return [...locks].flatMap(([id, { rule, reason }]) => {
    const entry = extensions[id];
    if (rule === 'forbid' && entry?.enabled)
      return [
        parsed.problem(
          ['extensions', id],
          `a policy of the platform forbids ${id} here: ${reason}. Take the line out, or write "enabled: false"`,
          { at: 'key' },
        ),
      ];
    if (rule === 'force' && entry && !entry.enabled)
      return [
        parsed.problem(
          ['extensions', id, 'enabled'],
          `a policy of the platform keeps ${id} on here: ${reason}. Take "enabled: false" out`,
          { at: 'key' },
        ),
      ];
    return [];
  });
}

/** Missing requirements of the enabled extensions, with the line to add. */
function requirements(parsed: ParsedFile, enabled: ReadonlySet<string>, registry: Installed): ConfigurationProblem[] {
  return [...enabled].flatMap((id) => {
    const record = registry.record(id);
    return (record ? needsOf(registry, record) : [])
      .filter((other) => registry.record(other) && !enabled.has(other))
      .map((other) =>
        parsed.problem(
          ['extensions', id],
          `needs the extension ${other}: add the line "  ${other}: {}" under extensions`,
          { at: 'key' },
        ),
      );
  });
}

/** `groups:` with nothing behind it means the same as `groups: {}`. */
function nameAlone(value: unknown) {
  const { extensions } = (value ?? {}) as { extensions?: unknown };
  if (extensions === null || typeof extensions !== 'object') return;
  const entries = extensions as Record<string, unknown>;
  for (const [id, entry] of Object.entries(entries)) entries[id] = entry ?? {};
}

/**
 * Checks one community's file against core's schema and the settings of the installed extensions. Whole or not at all:
 * a document without problems, or every problem with its place.
 */
export function checkCommunity(
  slug: string,
  parsed: ParsedFile,
  registry: Installed,
  policies: readonly Policy[] = [],
): Checked {
  const value = structuredClone(parsed.value) as CommunityFile;
  nameAlone(value);
  const problems = schemaProblems(parsed, compile(CommunityFile, 'strict'), value);
  if (problems.length > 0) return { problems };

  if (!validZone(value.timeZone))
    problems.push(
      parsed.problem(['timeZone'], `${value.timeZone} is no time zone; write one such as Europe/Paris`, {
        suggestion: nearest(value.timeZone, Intl.supportedValuesOf('timeZone')),
      }),
    );
  const permissions = allPermissions(registry);
  for (const [role, { permissions: given }] of Object.entries(value.roles))
    given.forEach((permission, index) => {
      // an extension that failed to load cannot say what it knows; its communities must not fail with it
      const unsure = registry.records.some(({ id, definition }) => !definition && permission.startsWith(`${id}.`));
      if (!permissions.includes(permission) && !unsure)
        problems.push(
          unknown(parsed, ['roles', role, 'permissions', index], `there is no permission ${permission}`, {
            suggestion: nearest(permission, permissions),
            where: 'the console names them at each extension',
          }),
        );
    });

  const extensions: Record<string, { enabled: boolean; settings: Record<string, unknown> }> = {};
  for (const [id, entry] of Object.entries(value.extensions)) {
    const record = registry.record(id);
    if (!record) {
      problems.push(
        unknown(parsed, ['extensions', id], `there is no extension ${id} installed`, {
          at: 'key',
          where: 'polyphony extension list names those there are',
          suggestion: nearest(
            id,
            registry.records.map((known) => known.id),
          ),
        }),
      );
      continue;
    }
    const settings = structuredClone(entry.settings);
    if (record.definition)
      problems.push(
        ...schemaProblems(parsed, compile(record.definition.settings, 'strict'), settings, [
          'extensions',
          id,
          'settings',
        ]),
      );
    extensions[id] = { enabled: entry.enabled, settings };
  }
  const locks = locksOf(policies, { ...value, slug });
  problems.push(...refusals(parsed, locks, extensions));
  const enabled = new Set([
    ...Object.entries(extensions).flatMap(([id, entry]) => (entry.enabled ? [id] : [])),
    ...[...locks].flatMap(([id, { rule }]) => (rule === 'force' && registry.record(id) ? [id] : [])),
  ]);
  problems.push(...requirements(parsed, enabled, registry));
  if (problems.length > 0) return { problems };
  const declared = structuredClone(parsed.declared) as Values;
  nameAlone(declared);
  // the values are resolved already
  const { document } = effective(
    slug,
    { format: 2, declared: parsed.value as Values, managed: {} },
    { registry, env: {}, policies },
  );
  return { declared, document, problems: [] };
}

export type CheckedPlatform =
  | { readonly value: PlatformFile; readonly problems: readonly [] }
  | { readonly value?: undefined; readonly problems: readonly ConfigurationProblem[] };

/** Checks `platform.yaml` against its schema and the installed extensions. */
export function checkPlatform(parsed: ParsedFile, registry: Pick<Installed, 'records' | 'record'>): CheckedPlatform {
  const value = structuredClone(parsed.value) as PlatformFile;
  const problems = schemaProblems(parsed, compile(PlatformFile, 'strict'), value);
  if (problems.length > 0) return { problems };
  const ids = registry.records.map(({ id }) => id);
  const known = (extensions: readonly string[], path: readonly (string | number)[]) =>
    extensions.forEach((id, at) => {
      if (!registry.record(id))
        problems.push(
          parsed.problem([...path, at], `there is no extension ${id} installed`, { suggestion: nearest(id, ids) }),
        );
    });
  known(value.required, ['required']);
  value.policies.forEach(({ extensions, communities, tags, safeguarding, all }, at) => {
    known(extensions, ['policies', at, 'extensions']);
    if (communities === undefined && tags === undefined && safeguarding === undefined && all === undefined)
      problems.push(
        parsed.problem(
          ['policies', at],
          'says nothing of whom it is for; add communities, tags, safeguarding, or "all: true"',
        ),
      );
  });
  return problems.length > 0 ? { problems } : { value, problems: [] };
}
