import type { Registry } from '../registry/registry.ts';
import { compile } from '../registry/schemas.ts';
import { CommunityFile, type CommunityDocument } from './schema.ts';
import { nearest, schemaProblems, type ConfigurationProblem, type ParsedFile } from './yaml.ts';

/** What is installed, as far as a file needs to know it. */
export interface Installed extends Pick<Registry, 'records' | 'record'> {
  readonly core: Pick<Registry['core'], 'definition'>;
}

export type Checked =
  | { readonly document: CommunityDocument; readonly problems: readonly [] }
  | { readonly document?: undefined; readonly problems: readonly ConfigurationProblem[] };

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

/** Missing requirements of the enabled extensions, with the line to add. */
function requirements(parsed: ParsedFile, enabled: ReadonlySet<string>, registry: Installed): ConfigurationProblem[] {
  const byPackage = new Map(registry.records.map((record) => [record.packageName, record.id]));
  return [...enabled].flatMap((id) => {
    const record = registry.record(id);
    return Object.keys(record?.requires ?? {}).flatMap((name) => {
      const other = byPackage.get(name);
      if (!other || enabled.has(other) || record?.optional.has(name)) return [];
      return [
        parsed.problem(
          ['extensions', id],
          `needs the extension ${other}: add the line "  ${other}: {}" under extensions`,
          { at: 'key' },
        ),
      ];
    });
  });
}

/** `groups:` with nothing behind it means the same as `groups: {}`. */
function nameAlone({ extensions }: { extensions?: unknown }) {
  if (extensions === null || typeof extensions !== 'object') return;
  const entries = extensions as Record<string, unknown>;
  for (const [id, entry] of Object.entries(entries)) entries[id] = entry ?? {};
}

/**
 * Checks one community's file against core's schema and the settings of the installed extensions. Whole or not at all:
 * a document without problems, or every problem with its place.
 */
export function checkCommunity(slug: string, parsed: ParsedFile, registry: Installed): Checked {
  const value = structuredClone(parsed.value) as CommunityFile;
  nameAlone(value as unknown as { extensions?: unknown });
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
          parsed.problem(['roles', role, 'permissions', index], `there is no permission ${permission}`, {
            suggestion: nearest(permission, permissions),
          }),
        );
    });

  const extensions: Record<string, { enabled: boolean; settings: Record<string, unknown> }> = {};
  for (const [id, entry] of Object.entries(value.extensions)) {
    const record = registry.record(id);
    if (!record) {
      problems.push(
        parsed.problem(['extensions', id], `there is no extension ${id} installed`, {
          at: 'key',
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
  const enabled = new Set(Object.entries(extensions).flatMap(([id, entry]) => (entry.enabled ? [id] : [])));
  problems.push(...requirements(parsed, enabled, registry));
  if (problems.length > 0) return { problems };
  return { document: { ...value, slug, roles: value.roles, extensions } as CommunityDocument, problems: [] };
}
