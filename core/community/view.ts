import type { Kysely } from 'kysely';
import type { CommunityView, RoleDefinition } from '../contract/community.ts';
import type { ExtensionDefinition } from '../contract/definition.ts';
import type { Registry } from '../registry/registry.ts';
import type { CommunityDocument } from './schema.ts';

const BUILT_IN = ['visitor', 'member', 'manager'] as const;
const labels: Record<string, string> = { visitor: 'Visitor', member: 'Member', manager: 'Manager' };

/** What roles give: what extensions grant to built-in roles, and what the file adds. */
function rolesOf(
  document: CommunityDocument,
  definitions: readonly ExtensionDefinition[],
): Map<string, RoleDefinition> {
  const roles = new Map<string, RoleDefinition>();
  for (const name of BUILT_IN) {
    const granted = definitions.flatMap((definition) =>
      Object.entries(definition.permissions ?? {}).flatMap(([permission, { grantedTo }]) =>
        grantedTo?.includes(name) ? [permission] : [],
      ),
    );
    roles.set(name, { label: labels[name] ?? name, permissions: granted, builtIn: true });
  }
  for (const [name, { label, permissions }] of Object.entries(document.roles)) {
    const known = roles.get(name);
    roles.set(name, {
      label: label ?? known?.label ?? name,
      permissions: [...new Set([...(known?.permissions ?? []), ...permissions])],
      ...(known && label === undefined ? { builtIn: true } : {}),
    });
  }
  return roles;
}

const deepFreeze = <T>(value: T): T => {
  if (value && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
};

/** The immutable picture of a community: its document, without what is off, unhealthy or not installed. */
export function viewOf(
  { id, key }: { readonly id: number; readonly key: string },
  document: CommunityDocument,
  registry: Registry,
  db: Kysely<any>,
): CommunityView {
  const reachable = Object.entries(document.extensions).filter(
    ([extension, { enabled }]) => enabled && registry.built.has(extension),
  );
  const definitions = [registry.core, ...reachable.flatMap(([extension]) => registry.built.get(extension) ?? [])].map(
    (built) => built.definition,
  );
  return Object.freeze({
    id,
    key,
    slug: document.slug,
    name: document.name,
    purpose: document.purpose,
    description: document.description,
    hosts: deepFreeze([...document.hosts]),
    access: document.access,
    join: document.join,
    safeguarding: document.safeguarding,
    // documents of earlier revisions have no door
    door: deepFreeze({ ...document.door, contacts: [...(document.door?.contacts ?? [])] }),
    brand: deepFreeze({ ...document.brand }),
    languages: deepFreeze([...document.languages]),
    timeZone: document.timeZone,
    roles: rolesOf(document, definitions),
    extensions: new Map(
      reachable.map(([extension, { settings }]) => [extension, deepFreeze(structuredClone(settings))]),
    ),
    db,
  });
}
